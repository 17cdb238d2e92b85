// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/task/Columns.h"
#include "core/task/DelimitedReader.h"
#include "core/task/ReadingWatch.h"
#include "core/task/Task.h"
#include "core/task/TaskFiles.h"

namespace adapterscope {

/// A task and the names of the columns that it was made from.
struct ReadTask {
    Task task;
    std::vector<std::string> columns;  ///< all columns of the training file
    std::string textColumn, pairColumn, labelColumn;
    std::optional<ColumnChoice> choice;  ///< the same by their places; none for a built-in task
    // How the training file was read.
    std::optional<TableForm> form;  ///< none for a built-in task, JSON lines and TREC
    bool hasHeader = false;
    bool isEven = false;  ///< all rows have the same number of fields
    std::string encoding;
};

/// Reads the files, sorts the labels and makes the splits that are missing. loadTask does the rest (metric,
/// sample, hash). Throws Error.
ReadTask readTask(const TaskSource& source, const TaskFiles& files, const ReadingWatch& watch = {});

}  // namespace adapterscope
