// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/data/Columns.h"
#include "core/data/Task.h"

namespace adapterscope {

/// A row whose label is still a word; empty where it has none.
struct LabelledText {
    std::string text, pair, label;
};

/// One file of a task: its usable rows and where they stood.
struct TaskRows {
    std::string file;
    ColumnLayout layout;
    std::vector<std::string> columnNames;
    std::vector<LabelledText> rows;
    std::string metric;  ///< that its layout asks for

    std::string labelColumn() const;
};

/// Reads a file of a task. `labelled`: each row must have a label (training and dev files); else labels may be missing.
/// `like` is the training file, null for that file itself. Refused rows are named in remarks. Throws Error.
TaskRows readTaskRows(const std::filesystem::path& file, const TaskSource& source, bool labelled, const TaskRows* like,
                      std::vector<std::string>& remarks);

}  // namespace adapterscope
