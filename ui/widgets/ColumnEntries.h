// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/task/ReadingWatch.h"
#include "ui/widgets/GuessedChoice.h"

namespace adapterscope {

/// How a person tells a file's columns apart: by name, or "column 1: its first value" if that is missing or occurs
/// twice.
QString columnName(const TableStart& start, std::size_t column);

/// The columns of a file as entries of a list. Their values are what a task's source takes: the name, or the number
/// from 1 if the name is not unique. `given` is what the source has now; it stays the value of the column that it
/// stands for, however it is written: `column`, or the one with that number.
std::vector<GuessedChoice::Entry> columnEntries(const TableStart& start, const std::string& given,
                                                std::optional<std::size_t> column = std::nullopt);

}  // namespace adapterscope
