// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/data/TextTable.h"

namespace adapterscope {

/// What the values of a column look like.
struct ColumnShape {
    bool filled = false;   ///< hardly a row lacks it
    bool repeats = false;  ///< a few values that return: could be a label
    bool numbers = false;  ///< nothing but numbers
    std::size_t distinct = 0;
    double meanWords = 0;
};

/// Of the first rows of a table, one for each column.
std::vector<ColumnShape> columnShapes(const TextTable& table);

/// Short, of a few words, not a number: could be the name of a column.
bool looksLikeName(const std::string& field);

/// Whether some column that could hold labels has a value in the first row that occurs nowhere below, while each value
/// below returns: the first row then names the columns.
bool labelOnlyInFirstRow(const TextTable& table);

}  // namespace adapterscope
