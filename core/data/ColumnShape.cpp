// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ColumnShape.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_set>

#include "core/data/PlainText.h"

namespace adapterscope {

namespace {

constexpr std::size_t mostLabels = 1000;

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

bool couldRepeat(std::size_t distinct, std::size_t rows) {
    return distinct >= 1 && distinct <= std::min(mostShapedLabels, std::max<std::size_t>(2, rows / 2));
}

ColumnShape shapeOf(const TextTable& table, std::size_t column) {
    const std::size_t rows = table.rows.size();
    std::unordered_set<std::string_view> values;
    std::size_t filled = 0, wordsInAll = 0, numbers = 0, letters = 0;
    for (const TableRow& row : table.rows) {
        const std::string_view field =
            column < row.fields.size() ? std::string_view(row.fields[column]) : std::string_view();
        if (column < row.fields.size())
            values.insert(field);
        const int count = words(field);
        filled += count > 0;
        numbers += count > 0 && isNumber(field);
        wordsInAll += static_cast<std::size_t>(count);
        letters += letterWords(field);
    }
    ColumnShape shape;
    shape.filled = filled > 0 && filled * 10 >= rows * 9;
    shape.numbers = filled > 0 && numbers == filled;
    shape.distinct = values.size();
    shape.repeats = couldRepeat(shape.distinct, rows);
    shape.manyRepeat = shape.distinct > 1 && shape.distinct <= mostLabels && shape.distinct * 50 <= rows;
    shape.texts = shape.filled && letters >= filled * 3 && shape.distinct * 2 > filled;
    shape.meanWords = filled > 0 ? static_cast<double>(wordsInAll) / static_cast<double>(filled) : 0.0;
    return shape;
}

}  // namespace

bool isNumber(std::string_view field) {
    return std::all_of(field.begin(), field.end(),
                       [](unsigned char c) { return std::isdigit(c) || c == '.' || c == '-' || c == '+'; });
}

std::vector<ColumnShape> columnShapes(const TextTable& table) {
    std::vector<ColumnShape> shapes;
    for (std::size_t column = 0; column < table.columns(); ++column)
        shapes.push_back(shapeOf(table, column));
    return shapes;
}

bool looksLikeName(const std::string& field) {
    return field.size() <= 40 && words(field) <= 3 && (field.empty() || !isNumber(field));
}

}  // namespace adapterscope
