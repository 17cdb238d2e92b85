// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

#include "core/task/Columns.h"
#include "core/task/ReadingWatch.h"
#include "core/task/Task.h"

namespace adapterscope {

/// What a person sees of a task before training on it.
struct TaskPreview {
    struct Split {
        std::string name;  ///< train, dev or test
        std::size_t rows = 0;
        std::vector<std::size_t> labelCounts;  ///< by label
        std::optional<double> majorityScore;   ///< Task::majorityScore of it
        std::vector<Example> first;            ///< a few rows
    };
    std::string name, metric, hash;
    std::vector<std::string> labels;
    bool hasPairs = false;
    std::vector<std::string> columns;  ///< of the training file; empty for a built-in task
    std::string textColumn, pairColumn, labelColumn;
    std::optional<ColumnChoice> choice;  ///< the same by their places; none for a built-in task
    std::string positive;                ///< the label that f1 is for; empty unless there are two
    std::string separator;               ///< how the training file was read; empty if nothing separates its columns
    std::string encoding;                ///< empty for a built-in task
    bool hasHeader = false, quotes = false;
    std::vector<Split> splits;  ///< only those with rows
    std::vector<Sentence> remarks;
    std::vector<Sentence> guesses;  ///< why the training file was read like this, if `source` leaves it open
};

/// Reads the task and shows at most `rows` rows of each split. Throws what loadTask throws.
TaskPreview previewTask(const TaskSource& source, std::size_t rows, const ReadingWatch& watch = {});

nlohmann::json toJson(const TaskPreview& preview);

}  // namespace adapterscope
