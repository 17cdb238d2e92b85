// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/task/TextTable.h"

namespace adapterscope {

/// More distinct values than this are hardly labels, unless the column's name suggests so.
constexpr std::size_t mostShapedLabels = 200;

/// What the values of a column look like, in all rows.
struct ColumnShape {
    bool filled = false;      ///< hardly any row lacks it
    bool repeats = false;     ///< a few values that recur: could be a label
    bool manyRepeat = false;  ///< many values, but each recurs often: could be one of very many labels
    bool numbers = false;     ///< nothing but numbers
    bool figures = false;     ///< hardly anything but numbers, dates, times and ids
    bool dates = false;       ///< hardly anything but dates and times
    bool texts = false;       ///< several words, hardly ever the same twice, and no figures; some rows may lack it
    std::size_t distinct = 0;
    double meanWords = 0;
};

/// Of all rows of a table, one for each column. Throws as requireWanted does.
std::vector<ColumnShape> columnShapes(const TextTable& table, const std::stop_token& stop = {});

/// Short, of a few words, not a number: could be the name of a column.
bool looksLikeName(const std::string& field);
/// Only digits, points and signs.
bool isNumber(std::string_view field);
/// A day or a time: made of three numbers (2024-01-31, 31.1.24, 10:30:00), or with a colon or the name of a month.
bool isDate(std::string_view field);
/// A number, date, time or id: each word has a digit, has no letter, or is the name of a month, a day or a time zone.
bool isFigure(std::string_view field);

}  // namespace adapterscope
