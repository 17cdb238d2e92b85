// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

#include "core/common/Sentence.h"

namespace adapterscope {

/// Where a task comes from and how to read it: the command line's TASK and its options.
struct TaskSource {
    std::string name;  ///< a built-in task, a file, or a folder with train/dev/test files
    std::string textColumn, pairColumn,
        labelColumn;                           ///< by header name or number from 1; empty = found by header or shape
    std::string trainFile, devFile, testFile;  ///< empty = found by name in the folder
    std::vector<int> split;                    ///< percent train/dev/test; empty = 80/10/10 if there is no split
    int limitTrain = 0;                        ///< a fixed stratified sample of the training rows; 0 = all
    std::string metric;                        ///< empty = the task's own
    // How a file is read; each is worked out from all of its rows if empty.
    std::string separator;  ///< one character, or tab, comma, semicolon, pipe, space
    std::string header;     ///< yes or no: whether the first row names the columns
    std::string quotes;     ///< yes or no: whether double quotes around a field are syntax
    std::string encoding;   ///< utf-8, windows-1252, …
    std::string positive;   ///< the label that f1 is for; empty = by usual names, else the rarer one
    bool operator==(const TaskSource&) const = default;
};

nlohmann::json toJson(const TaskSource& source);  ///< only fields that differ from the defaults
TaskSource taskSourceFromJson(const nlohmann::json& json);

struct Example {
    std::string text;
    std::string pair;  ///< empty if the task has one text
    int label = -1;    ///< index into Task::labels; -1 = unlabelled
};

/// Data set + splits + metric, read and checked.
struct Task {
    std::string name;  ///< short, for tables and plots
    TaskSource source;
    std::vector<std::string> labels;  ///< in a fixed order
    bool hasPairs = false;
    std::string metric = "accuracy";  ///< the primary metric
    int positive = 1;                 ///< of two classes, the one that f1 is for
    std::vector<Example> train, dev, test;
    std::vector<Sentence> remarks;  ///< what was guessed, merged, left out or refused, naming file and line
    std::string hash;               ///< of everything above that determines a result

    int classes() const { return static_cast<int>(labels.size()); }
    /// The metric's value for always predicting the commonest training label; nothing for a split without labels.
    std::optional<double> majorityScore(const std::vector<Example>& split) const;
};

}  // namespace adapterscope
