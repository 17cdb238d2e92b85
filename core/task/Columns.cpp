// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/Columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/task/ColumnNames.h"
#include "core/task/ColumnShape.h"
#include "core/task/PlainText.h"

namespace adapterscope {

namespace {

enum class ColumnRole { Text, Pair, Label };

Setting settingOf(ColumnRole role) {
    return role == ColumnRole::Text   ? Setting::TextColumn
           : role == ColumnRole::Pair ? Setting::PairColumn
                                      : Setting::LabelColumn;
}

/// The column of that name, if any. Throws Error if there are two: a number must specify which is meant.
std::optional<std::size_t> columnOf(const TextTable& table, std::string_view name, ColumnRole role) {
    const std::string wanted = nameForm(name);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < table.header.size(); ++i)
        if (nameForm(table.header[i]) == wanted)
            found.push_back(i);
    if (found.size() > 1) {
        std::string numbers;
        for (const std::size_t column : found)
            numbers += (numbers.empty() ? "" : " or ") + std::to_string(column + 1);
        throw Error("{} has {} columns named \"{}\"; specify which one by its number, {}.", table.file, found.size(),
                    name, setTo(settingOf(role), numbers));
    }
    return found.empty() ? std::nullopt : std::optional(found.front());
}

bool isColumnNumber(const std::string& text) {
    return !text.empty() && text.size() < 6 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

/// A column that the person specified.
std::size_t givenColumn(const TextTable& table, const std::string& given, ColumnRole role) {
    if (std::count(table.header.begin(), table.header.end(), given) == 1)  // letter by letter
        return static_cast<std::size_t>(std::find(table.header.begin(), table.header.end(), given) -
                                        table.header.begin());
    if (const auto column = columnOf(table, given, role))
        return *column;
    if (isColumnNumber(given)) {
        const auto number = static_cast<std::size_t>(std::stoi(given));
        if (number >= 1 && number <= table.columns())
            return number - 1;
    }
    const Sentence hint =
        table.header.empty() ? Sentence(" Give {} if its first row names them.", setTo(Setting::Header, "yes")) : "";
    throw Error("{}: {} has no such column. It has {}: {}.{}", givenAs(settingOf(role), given), table.file,
                table.columns(), table.columnNames(), hint);
}

std::string named(const TextTable& table, std::size_t column) {
    return table.header.empty() ? table.columnName(column) : fmt::format("column \"{}\"", table.columnName(column));
}

/// Columns without a role so far.
bool isFree(const ColumnChoice& choice, bool hasText, std::size_t column) {
    return !(hasText && choice.text == column) && choice.pair != column && choice.label != column;
}

[[noreturn]] void refuseLabel(const TextTable& table, const std::vector<std::size_t>& candidates) {
    if (candidates.size() > 1) {
        std::string names;
        for (const std::size_t column : candidates)
            names += (names.empty() ? "" : ", ") + table.columnName(column);
        throw Error("{}: several columns could hold the label ({}); give one {}.", table.file, names,
                    byMeansOf(Setting::LabelColumn));
    }
    throw Error(
        "{} has no column that is known to hold a label. It has {}: {}. Give it {}, or {} if the columns are not "
        "these.",
        table.file, table.columns(), table.columnNames(), byMeansOf(Setting::LabelColumn), Setting::Separator);
}

std::optional<std::size_t> namedLabel(const TextTable& table, const ColumnChoice& choice, bool hasText) {
    for (const std::string_view name : labelColumnNames())
        if (const auto column = columnOf(table, name, ColumnRole::Label); column && isFree(choice, hasText, *column))
            return column;
    return std::nullopt;
}

/// Texts by known names, names of pairs first. False if there are none.
bool namedTexts(const TextTable& table, bool pairGiven, ColumnChoice& choice) {
    for (const auto& [first, second] : pairColumnNames()) {
        const auto a = columnOf(table, first, ColumnRole::Text), b = columnOf(table, second, ColumnRole::Pair);
        if (a && b && (!pairGiven || choice.pair == b) && choice.label != a && choice.label != b) {
            choice.text = *a;
            choice.pair = b;
            choice.reasons.push_back({"The texts are read from {} and {}: their names are usual for pairs of texts.",
                                      named(table, *a), named(table, *b)});
            return true;
        }
    }
    for (const std::string_view name : textColumnNames())
        if (const auto column = columnOf(table, name, ColumnRole::Text); column && isFree(choice, false, *column)) {
            choice.text = *column;
            choice.reasons.push_back({"The text is read from {}: its name is usual for texts.", named(table, *column)});
            return true;
        }
    return false;
}

std::size_t shapedLabel(const TextTable& table, const std::vector<ColumnShape>& shapes, const ColumnChoice& choice,
                        bool hasText) {
    std::vector<std::size_t> candidates, many, constant;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (!isFree(choice, hasText, i) || !shapes[i].filled)
            continue;
        if (shapes[i].repeats)
            (shapes[i].distinct > 1 ? candidates : constant).push_back(i);
        else if (shapes[i].manyRepeat)
            many.push_back(i);
    }
    for (const auto* others : {&many, &constant})
        if (candidates.empty())
            candidates = *others;
    const auto isDates = [&](std::size_t column) { return shapes[column].dates; };
    if (!std::all_of(candidates.begin(), candidates.end(), isDates))
        std::erase_if(candidates, isDates);  // recurring days and times are not labels if there are other candidates
    if (candidates.size() != 1)
        refuseLabel(table, candidates);
    return candidates.front();
}

/// The column with the most words that is not a label; figures only if there is nothing else.
std::optional<std::size_t> longestTexts(const std::vector<ColumnShape>& shapes, const ColumnChoice& choice) {
    std::optional<std::size_t> longest;
    const auto isBetter = [&](std::size_t column) {
        const ColumnShape &shape = shapes[column], &best = shapes[*longest];
        return shape.figures != best.figures ? best.figures : shape.meanWords > best.meanWords;
    };
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (isFree(choice, false, i) && shapes[i].filled && !shapes[i].numbers && (!longest || isBetter(i)))
            longest = i;
    return longest;
}

void shapedTexts(const TextTable& table, const std::vector<ColumnShape>& shapes, bool pairGiven, ColumnChoice& choice) {
    const std::optional<std::size_t> longest = longestTexts(shapes, choice);
    if (!longest && table.columns() == 1)
        throw Error("{} has no column of texts: its only column, \"{}\", holds the labels.", table.file,
                    table.columnName(0));
    if (!longest)
        throw Error("{} has no column of text besides the label. It has {}: {}. Give it {}.", table.file,
                    table.columns(), table.columnNames(), byMeansOf(Setting::TextColumn));
    choice.text = *longest;
    const auto explain = [&] {
        choice.reasons.push_back(
            {"The text is read from {}: no other column has as many words per row.", named(table, choice.text)});
    };
    if (pairGiven || !table.header.empty())
        return explain();
    std::vector<std::size_t> texts;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (isFree(choice, false, i) && shapes[i].filled && !shapes[i].figures && shapes[i].meanWords >= 3)
            texts.push_back(i);
    if (texts.size() != 2)
        return explain();
    choice.text = texts[0];
    choice.pair = texts[1];
    choice.remarks.push_back({"{}: {} and {} are read as a pair of texts, since both hold texts; {} reads only one.",
                              table.file, table.columnName(texts[0]), table.columnName(texts[1]), Setting::TextColumn});
}

/// The given columns: specified by the person, or for a dev or test file by the training file's header, as far as
/// this file has columns of those names.
TaskSource givenLike(const TextTable& table, TaskSource source, const ColumnLayout* like) {
    if (!like || like->table.header.empty())
        return source;
    const auto take = [&](std::string& given, std::optional<std::size_t> column, ColumnRole role) {
        const std::vector<std::string>& header = like->table.header;
        if (column && *column < header.size() && columnOf(table, header[*column], role))
            given = header[*column];
        else if (isColumnNumber(given))
            given.clear();  // counts the training file's columns
    };
    take(source.textColumn, like->columns.text, ColumnRole::Text);
    take(source.pairColumn, like->columns.pair, ColumnRole::Pair);
    take(source.labelColumn, like->columns.label, ColumnRole::Label);
    return source;
}

/// Remarks that further columns of texts are not read.
void remarkOnOtherTexts(const TextTable& table, const std::vector<ColumnShape>& shapes, ColumnChoice& choice) {
    std::vector<std::string> others;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (shapes[i].texts && isFree(choice, true, i))
            others.push_back(named(table, i));
    if (others.empty())
        return;
    const std::string names = listed(others, "and"), text = named(table, choice.text);
    if (choice.pair)
        choice.remarks.push_back(
            {"{}: the texts are read from {} and {}; there are texts in {}, too: {} and {} select others.", table.file,
             text, named(table, *choice.pair), names, Setting::TextColumn, Setting::PairColumn});
    else if (others.size() == 1)
        choice.remarks.push_back(
            {"{}: the text is read from {}; there are texts in {}, too: {} reads both, {} only another one.",
             table.file, text, names, Setting::PairColumn, Setting::TextColumn});
    else
        choice.remarks.push_back(
            {"{}: the text is read from {}; there are texts in {}, too: {} adds one of them, {} reads only another "
             "one.",
             table.file, text, names, Setting::PairColumn, Setting::TextColumn});
}

/// Remarks that other columns that could be meant are not read.
void remarkOnOthers(const TextTable& table, const TaskSource& given, const std::vector<ColumnShape>& shapes,
                    ColumnChoice& choice) {
    for (std::size_t i = 0; i < table.header.size() && given.labelColumn.empty() && choice.label; ++i) {
        const std::string name = nameForm(table.header[i]);
        const bool known =
            std::find(labelColumnNames().begin(), labelColumnNames().end(), name) != labelColumnNames().end();
        if (known && isFree(choice, true, i) && shapes[i].filled && shapes[i].repeats && shapes[i].distinct > 1)
            choice.remarks.push_back({"{}: the label is read from {}; {} could hold it, too: {} selects it.",
                                      table.file, named(table, *choice.label), named(table, i), Setting::LabelColumn});
    }
    if (given.textColumn.empty())
        remarkOnOtherTexts(table, shapes, choice);
}

/// Remarks that a number was taken as the name of a column that has another number.
void remarkOnNumber(const TextTable& table, const std::string& given, std::size_t column, ColumnRole role,
                    ColumnChoice& choice) {
    const bool isName = column < table.header.size() && nameForm(table.header[column]) == nameForm(given);
    if (!isName || !isColumnNumber(given))
        return;
    const auto number = static_cast<std::size_t>(std::stoi(given));
    if (number >= 1 && number <= table.columns() && number != column + 1)
        choice.remarks.push_back(
            {"{}: {} is read as the name of column {}; column {} has the name \"{}\", by which it can be given.",
             table.file, givenAs(settingOf(role), given), column + 1, number, table.columnName(number - 1)});
}

void remarkOnNumbers(const TextTable& table, const TaskSource& given, ColumnChoice& choice) {
    if (!given.textColumn.empty())
        remarkOnNumber(table, given.textColumn, choice.text, ColumnRole::Text, choice);
    if (!given.pairColumn.empty())
        remarkOnNumber(table, given.pairColumn, *choice.pair, ColumnRole::Pair, choice);
    if (!given.labelColumn.empty() && choice.label)
        remarkOnNumber(table, given.labelColumn, *choice.label, ColumnRole::Label, choice);
}

ColumnChoice sameColumns(const TextTable& table, const ColumnLayout& like, bool labelled) {
    ColumnChoice same = like.columns;
    if (!labelled && same.label && *same.label >= table.columns())
        same.label.reset();
    return same;
}

void requireDifferent(const TextTable& table, const ColumnChoice& choice, bool hasText) {
    const bool textTwice = hasText && (choice.pair == choice.text || choice.label == choice.text);
    if (textTwice || (choice.pair && choice.pair == choice.label))
        throw Error("{}: the column \"{}\" is given for two things at once; give another one.", table.file,
                    table.columnName(textTwice ? choice.text : *choice.pair));
}

/// CoLA's training file: source, 0 or 1, empty or a star, sentence.
bool isCola(const TextTable& table) {
    if (!table.header.empty() || table.rows.empty())
        return false;
    return std::all_of(table.rows.begin(), table.rows.end(), [](const TableRow& row) {
        return row.fields.size() == 4 && (row.fields[1] == "0" || row.fields[1] == "1") &&
               (row.fields[2].empty() || row.fields[2] == "*");
    });
}

}  // namespace

ColumnChoice chooseColumns(const TextTable& table, const TaskSource& source, bool labelled, const ColumnLayout* like,
                           const std::stop_token& stop) {
    if (like && (table.header.empty() || table.header == like->table.header))
        return sameColumns(table, *like, labelled);
    if (isCola(table) && source.textColumn.empty() && source.labelColumn.empty())
        return {
            3, std::nullopt, 1, {}, {"The text is read from column 4 and the label from column 2, as CoLA has them."}};
    ColumnChoice choice;
    const TaskSource given = givenLike(table, source, like);
    bool hasText = !given.textColumn.empty();
    if (hasText)
        choice.text = givenColumn(table, given.textColumn, ColumnRole::Text);
    if (!given.pairColumn.empty())
        choice.pair = givenColumn(table, given.pairColumn, ColumnRole::Pair);
    if (!given.labelColumn.empty())
        choice.label = labelled ? givenColumn(table, given.labelColumn, ColumnRole::Label)
                                : columnOf(table, given.labelColumn, ColumnRole::Label);
    if (!like)
        remarkOnNumbers(table, given, choice);
    if (given.labelColumn.empty())
        choice.label = namedLabel(table, choice, hasText);
    if (given.labelColumn.empty() && choice.label)
        choice.reasons.push_back(
            {"The label is read from {}: its name is usual for labels.", named(table, *choice.label)});
    if (!hasText)
        hasText = namedTexts(table, !given.pairColumn.empty(), choice);
    requireDifferent(table, choice, hasText);
    if (!choice.label && labelled && like)  // beside a training file nothing is guessed
        refuseLabel(table, {});
    if (like && hasText)  // nothing is guessed, so no row is looked at
        return choice;
    const std::vector<ColumnShape> shapes = columnShapes(table, stop);
    if (!choice.label && labelled) {
        choice.label = shapedLabel(table, shapes, choice, hasText);
        choice.reasons.push_back({"The label is read from {}: its values recur.", named(table, *choice.label)});
    }
    if (!hasText)
        shapedTexts(table, shapes, !given.pairColumn.empty(), choice);
    if (!like)
        remarkOnOthers(table, given, shapes, choice);
    return choice;
}

std::string metricOf(const TextTable& table, const ColumnChoice& columns) {
    if (isCola(table))
        return "mcc";
    if (table.header.empty() || !columns.label || !columns.pair)
        return "accuracy";
    const std::string label = nameForm(table.header[*columns.label]);
    return label == "quality" || label == "is_duplicate" ? "f1" : "accuracy";
}

}  // namespace adapterscope
