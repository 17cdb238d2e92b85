// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/task/Task.h"
#include "core/task/TextTable.h"

namespace adapterscope {

/// Which columns of a table are what, counted from 0.
struct ColumnChoice {
    std::size_t text = 0;
    std::optional<std::size_t> pair;
    std::optional<std::size_t> label;
    std::vector<Sentence> remarks;       ///< what was guessed although another column could be meant
    std::vector<Sentence> reasons = {};  ///< why these, of the columns that were guessed
};

/// A training file's columns, which the other files of the task follow.
struct ColumnLayout {
    ColumnChoice columns;
    TableLayout table;
};

/// Finds the columns: as `source` specifies (name, or number from 1), else by known names, else by shape (few values
/// that repeat: a label; the longest words: a text). `like` is the layout of the training file, null for that file
/// itself: the same header, or no header, means the same columns. Throws Error that lists the columns if the text is
/// not found, the label is not and `labelled` is true, or two columns have the name in question, and as
/// requireWanted does.
ColumnChoice chooseColumns(const TextTable& table, const TaskSource& source, bool labelled, const ColumnLayout* like,
                           const std::stop_token& stop = {});

/// The metric that the layout of a published task asks for: "f1" for MRPC and QQP, "mcc" for CoLA, else "accuracy".
std::string metricOf(const TextTable& table, const ColumnChoice& columns);

}  // namespace adapterscope
