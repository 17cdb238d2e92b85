// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ColumnShape.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_map>

namespace adapterscope {

namespace {

constexpr std::size_t rowsLookedAt = 5000;
constexpr std::size_t mostLabels = 200;

int words(std::string_view text) {
    int count = 0;
    bool inside = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        count += !space && !inside;
        inside = !space;
    }
    return count;
}

bool isNumber(std::string_view field) {
    return std::all_of(field.begin(), field.end(),
                       [](unsigned char c) { return std::isdigit(c) || c == '.' || c == '-' || c == '+'; });
}

using Counts = std::unordered_map<std::string_view, std::size_t>;

Counts countValues(const TextTable& table, std::size_t column, std::size_t firstRow) {
    Counts counts;
    const std::size_t end = std::min(table.rows.size(), firstRow + rowsLookedAt);
    for (std::size_t i = firstRow; i < end; ++i)
        if (column < table.rows[i].fields.size())
            ++counts[table.rows[i].fields[column]];
    return counts;
}

}  // namespace

std::vector<ColumnShape> columnShapes(const TextTable& table) {
    std::vector<ColumnShape> shapes(table.columns());
    const std::size_t rows = std::min(table.rows.size(), rowsLookedAt);
    for (std::size_t column = 0; column < shapes.size(); ++column) {
        std::size_t filled = 0, wordsInAll = 0, numbers = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            const std::string_view field =
                column < table.rows[i].fields.size() ? std::string_view(table.rows[i].fields[column]) : "";
            const int count = words(field);
            filled += count > 0;
            numbers += count > 0 && isNumber(field);
            wordsInAll += static_cast<std::size_t>(count);
        }
        const std::size_t distinct = countValues(table, column, 0).size();
        shapes[column].filled = filled > 0 && filled * 10 >= rows * 9;
        shapes[column].numbers = filled > 0 && numbers == filled;
        shapes[column].distinct = distinct;
        shapes[column].repeats = distinct >= 1 && distinct <= std::min(mostLabels, std::max<std::size_t>(2, rows / 2));
        shapes[column].meanWords = filled > 0 ? static_cast<double>(wordsInAll) / static_cast<double>(filled) : 0.0;
    }
    return shapes;
}

bool looksLikeName(const std::string& field) {
    return field.size() <= 40 && words(field) <= 3 && (field.empty() || !isNumber(field));
}

bool labelOnlyInFirstRow(const TextTable& table) {
    if (table.rows.size() < 5)
        return false;
    const std::vector<std::string>& first = table.rows.front().fields;
    for (std::size_t column = 0; column < first.size(); ++column) {
        const Counts below = countValues(table, column, 1);
        if (below.size() >= 2 && below.size() <= std::min(mostLabels, table.rows.size() / 2) &&
            !below.contains(first[column]) &&
            std::all_of(below.begin(), below.end(), [](const auto& value) { return value.second >= 2; }))
            return true;
    }
    return false;
}

}  // namespace adapterscope
