// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/ColumnShape.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_set>

#include "core/task/PlainText.h"
#include "core/task/ReadingWatch.h"

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

bool isLetter(char c) {
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & '\x80') != 0;
}

/// Of a date or a time; months and days may be abbreviated.
bool isDateWord(std::string_view word) {
    static const std::vector<std::string_view> names = {"january",  "february", "march",    "april",     "may",
                                                        "june",     "july",     "august",   "september", "october",
                                                        "november", "december", "monday",   "tuesday",   "wednesday",
                                                        "thursday", "friday",   "saturday", "sunday"};
    static const std::vector<std::string_view> others = {
        "am",  "pm",  "a.m", "p.m", "at",  "of",  "the", "o'clock", "utc", "gmt", "z",   "est", "edt",
        "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest",    "bst", "ist", "jst", "msk"};
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    constexpr std::size_t shortest = 3;
    return std::find(others.begin(), others.end(), lower) != others.end() ||
           (lower.size() >= shortest &&
            std::any_of(names.begin(), names.end(), [&](std::string_view name) { return name.starts_with(lower); }));
}

bool isFigureWord(std::string_view word) {
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::any_of(word.begin(), word.end(), [](char c) { return (c & '\x80') != 0; }))
        return false;  // languages without spaces write whole texts as one word
    if (std::any_of(word.begin(), word.end(), isDigit) || std::none_of(word.begin(), word.end(), isLetter))
        return true;
    while (!isLetter(word.front()))
        word.remove_prefix(1);
    while (!isLetter(word.back()))
        word.remove_suffix(1);
    return isDateWord(word);
}

ColumnShape shapeOf(const TextTable& table, std::size_t column, const std::stop_token& stop) {
    const std::size_t rows = table.rows.size();
    std::unordered_set<std::string_view> values;
    std::size_t filled = 0, wordsInAll = 0, numbers = 0, figures = 0, dates = 0, letters = 0;
    for (const TableRow& row : table.rows) {
        requireWanted(stop);
        const std::string_view field =
            column < row.fields.size() ? std::string_view(row.fields[column]) : std::string_view();
        if (column < row.fields.size())
            values.insert(field);
        const int count = words(field);
        filled += count > 0;
        numbers += count > 0 && isNumber(field);
        figures += count > 0 && isFigure(field);
        dates += count > 0 && isDate(field);
        wordsInAll += static_cast<std::size_t>(count);
        letters += letterWords(field);
    }
    ColumnShape shape;
    shape.filled = filled > 0 && filled * 10 >= rows * 9;
    shape.numbers = filled > 0 && numbers == filled;
    shape.distinct = values.size();
    shape.repeats = couldRepeat(shape.distinct, rows);
    shape.manyRepeat = shape.distinct > 1 && shape.distinct <= mostLabels && shape.distinct * 50 <= rows;
    shape.figures = filled > 0 && figures * 10 >= filled * 9;
    shape.dates = filled > 0 && dates * 10 >= filled * 9;
    const bool isOftenFilled = filled > 0 && filled * 20 >= rows;
    shape.texts = isOftenFilled && !shape.figures && letters >= filled * 3 && shape.distinct * 2 > filled;
    shape.meanWords = filled > 0 ? static_cast<double>(wordsInAll) / static_cast<double>(filled) : 0.0;
    return shape;
}

}  // namespace

bool isNumber(std::string_view field) {
    return std::all_of(field.begin(), field.end(),
                       [](unsigned char c) { return std::isdigit(c) || c == '.' || c == '-' || c == '+'; });
}

bool isFigure(std::string_view field) {
    constexpr std::string_view space = " \t\r\n";
    bool digits = false;
    for (std::size_t at = field.find_first_not_of(space); at < field.size(); at = field.find_first_not_of(space, at)) {
        const std::size_t end = std::min(field.find_first_of(space, at), field.size());
        const std::string_view word = field.substr(at, end - at);
        if (!isFigureWord(word))
            return false;
        digits = digits || word.find_first_of("0123456789") != std::string_view::npos;
        at = end;
    }
    return digits;
}

bool isDate(std::string_view field) {
    if (!isFigure(field))
        return false;
    int numbers = 0, colons = 0;
    bool words = true;
    for (std::size_t at = 0; at < field.size();) {
        const std::size_t start = at;
        const auto same = [&](auto kind) {
            while (at < field.size() && kind(field[at]))
                ++at;
            return at > start;
        };
        if (same([](char c) { return c >= '0' && c <= '9'; })) {
            ++numbers;
        } else if (same(isLetter)) {
            const std::string_view word = field.substr(start, at - start);
            words = words &&
                    (word == "T" || word == "st" || word == "nd" || word == "rd" || word == "th" || isDateWord(word));
            numbers += isDateWord(word);
        } else {
            colons += field[at++] == ':';
        }
    }
    return words && numbers + (colons > 0 ? 1 : 0) >= 3;
}

std::vector<ColumnShape> columnShapes(const TextTable& table, const std::stop_token& stop) {
    std::vector<ColumnShape> shapes;
    for (std::size_t column = 0; column < table.columns(); ++column)
        shapes.push_back(shapeOf(table, column, stop));
    return shapes;
}

bool looksLikeName(const std::string& field) {
    return field.size() <= 40 && words(field) <= 3 && (field.empty() || !isNumber(field));
}

}  // namespace adapterscope
