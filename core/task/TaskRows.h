// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/task/Columns.h"
#include "core/task/ReadingWatch.h"
#include "core/task/Task.h"

namespace adapterscope {

/// A row whose label is still the word in the file; empty if it has none.
struct LabelledText {
    std::string text, pair, label;
    int line = 0;
    bool lacksLabel = false;  ///< JSON lines: it has no key for the label
};

/// One file of a task: its usable rows and where they were.
struct TaskRows {
    std::string file;
    ColumnLayout layout;
    std::vector<std::string> columnNames;
    std::vector<LabelledText> rows;
    std::optional<TableForm> form;  ///< none for JSON lines and TREC
    bool isEven = false;            ///< all rows have the same number of fields
    std::string encoding;
    std::string metric;  ///< that its layout implies

    std::string labelColumn() const;
};

/// Reads a file of a task. `labelled`: it must have a column of labels (training and dev files); else it may be
/// missing. `like` is the training file, null for that file itself. Refused rows are named in remarks. Throws Error.
TaskRows readTaskRows(const std::filesystem::path& file, const TaskSource& source, bool labelled, const TaskRows* like,
                      std::vector<Sentence>& remarks, const ReadingWatch& watch = {});

}  // namespace adapterscope
