// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "core/Error.h"
#include "core/data/ColumnShape.h"

namespace adapterscope {

namespace {

using Names = std::vector<std::string_view>;

// In lower case, the likelier first.
const Names textNames = {"sentence", "text",    "review",   "tweet",     "message",     "sms",
                         "content",  "comment", "question", "utterance", "query",       "document",
                         "body",     "phrase",  "headline", "title",     "description", "v2"};
const Names labelNames = {"gold_label", "label",        "labels",       "quality", "is_duplicate", "airline_sentiment",
                          "sentiment",  "class",        "category",     "target",  "intent",       "topic",
                          "polarity",   "label-coarse", "label_coarse", "rating",  "stars",        "score",
                          "v1"};
// A text and the second text that goes with it.
const std::vector<std::pair<std::string_view, std::string_view>> pairNames = {
    {"sentence1", "sentence2"}, {"#1 string", "#2 string"}, {"question1", "question2"},   {"premise", "hypothesis"},
    {"text1", "text2"},         {"text_a", "text_b"},       {"sentence_a", "sentence_b"}, {"question", "sentence"},
    {"question", "passage"},    {"text", "pair"},
};
const Names otherNames = {"index", "id", "#1 id", "#2 id", "idx", "guid"};

std::string lower(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

std::optional<std::size_t> columnOf(const std::vector<std::string>& header, std::string_view name) {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (lower(header[i]) == name)
            return i;
    return std::nullopt;
}

bool isKnown(const std::string& field) {
    const std::string name = lower(field);
    const auto holds = [&](const Names& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
    return holds(textNames) || holds(labelNames) || holds(otherNames) ||
           std::any_of(pairNames.begin(), pairNames.end(),
                       [&](const auto& pair) { return pair.first == name || pair.second == name; });
}

bool isNumber(const std::string& text) {
    return !text.empty() && text.size() < 6 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

/// A column that the person named.
std::size_t saidColumn(const TextTable& table, const std::string& said, const char* option) {
    for (std::size_t i = 0; i < table.header.size(); ++i)
        if (table.header[i] == said)
            return i;
    if (const auto column = columnOf(table.header, lower(said)))
        return *column;
    if (isNumber(said)) {
        const auto number = static_cast<std::size_t>(std::stoi(said));
        if (number >= 1 && number <= table.columns())
            return number - 1;
    }
    throw Error(fmt::format("{} \"{}\": {} has no such column. It has {}: {}.", option, said, table.file,
                            table.columns(), table.columnNames()));
}

/// Columns that are not yet taken for something else.
bool isFree(const ColumnChoice& choice, bool hasText, std::size_t column) {
    return !(hasText && choice.text == column) && choice.pair != column && choice.label != column;
}

[[noreturn]] void refuseLabel(const TextTable& table, const std::vector<std::size_t>& candidates) {
    if (candidates.size() > 1) {
        std::string names;
        for (const std::size_t column : candidates)
            names += (names.empty() ? "" : ", ") + table.columnName(column);
        throw Error(fmt::format("{}: several columns could hold the label ({}); say which with --label-column.",
                                table.file, names));
    }
    throw Error(
        fmt::format("{} has no column that is known to hold a label. It has {}: {}. Say which with "
                    "--label-column.",
                    table.file, table.columns(), table.columnNames()));
}

std::optional<std::size_t> namedLabel(const TextTable& table, const ColumnChoice& choice, bool hasText) {
    for (const std::string_view name : labelNames)
        if (const auto column = columnOf(table.header, name); column && isFree(choice, hasText, *column))
            return column;
    return std::nullopt;
}

/// Texts by known names, names of pairs first. False where there are none.
bool namedTexts(const TextTable& table, bool pairSaid, ColumnChoice& choice) {
    for (const auto& [first, second] : pairNames) {
        const auto a = columnOf(table.header, first), b = columnOf(table.header, second);
        if (a && b && (!pairSaid || choice.pair == b) && choice.label != a && choice.label != b) {
            choice.text = *a;
            choice.pair = b;
            return true;
        }
    }
    for (const std::string_view name : textNames)
        if (const auto column = columnOf(table.header, name); column && isFree(choice, false, *column)) {
            choice.text = *column;
            return true;
        }
    return false;
}

std::size_t shapedLabel(const TextTable& table, const std::vector<ColumnShape>& shapes, const ColumnChoice& choice,
                        bool hasText) {
    std::vector<std::size_t> candidates, constant;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (isFree(choice, hasText, i) && shapes[i].filled && shapes[i].repeats)
            (shapes[i].distinct > 1 ? candidates : constant).push_back(i);
    if (candidates.empty())
        candidates = constant;
    if (candidates.size() != 1)
        refuseLabel(table, candidates);
    return candidates.front();
}

void shapedTexts(const TextTable& table, const std::vector<ColumnShape>& shapes, bool pairSaid, ColumnChoice& choice) {
    std::vector<std::size_t> texts;
    std::optional<std::size_t> longest;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (!isFree(choice, false, i) || !shapes[i].filled || shapes[i].numbers)
            continue;
        if (shapes[i].meanWords >= 3)
            texts.push_back(i);
        if (!longest || shapes[i].meanWords > shapes[*longest].meanWords)
            longest = i;
    }
    if (!longest && table.columns() == 1)
        throw Error(fmt::format("{} has no column of texts: its only column, \"{}\", holds the labels.", table.file,
                                table.columnName(0)));
    if (!longest)
        throw Error(
            fmt::format("{} has no column of text beside the label. It has {}: {}. Say which with --text-column.",
                        table.file, table.columns(), table.columnNames()));
    if (texts.size() == 2 && !pairSaid && table.header.empty()) {
        choice.text = texts[0];
        choice.pair = texts[1];
    } else {
        choice.text = *longest;
    }
}

/// What is said of the columns: by the person, or for a dev or test file by the header of the training file, as far as
/// this file has columns of those names.
TaskSource sayLike(const TextTable& table, TaskSource source, const ColumnLayout* like) {
    if (!like || like->header.empty())
        return source;
    const auto take = [&](std::string& said, std::optional<std::size_t> column) {
        if (column && *column < like->header.size() && columnOf(table.header, lower(like->header[*column])))
            said = like->header[*column];
        else if (isNumber(said))
            said.clear();  // counts the training file's columns
    };
    take(source.textColumn, like->columns.text);
    take(source.pairColumn, like->columns.pair);
    take(source.labelColumn, like->columns.label);
    return source;
}

ColumnChoice sameColumns(const TextTable& table, const ColumnLayout& like, bool labelled) {
    ColumnChoice same = like.columns;
    if (!labelled && same.label && *same.label >= table.columns())
        same.label.reset();
    return same;
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

void takeHeader(TextTable& table, const TaskSource& source) {
    if (!table.header.empty() || table.rows.empty())
        return;
    const std::vector<std::string>& first = table.rows.front().fields;
    const auto isSaid = [&](const std::string& said) {
        return !said.empty() && !isNumber(said) && std::find(first.begin(), first.end(), said) != first.end();
    };
    const bool said = isSaid(source.textColumn) || isSaid(source.pairColumn) || isSaid(source.labelColumn);
    const bool nameLike = std::all_of(first.begin(), first.end(), looksLikeName);
    const bool known = nameLike && std::any_of(first.begin(), first.end(), isKnown);
    const bool shaped = !said && !known && nameLike && labelOnlyInFirstRow(table);
    if (!said && !known && !shaped)
        return;
    if (shaped)
        table.remarks.push_back(
            fmt::format("{}, line {}: taken as the names of the columns.", table.file, table.rows.front().line));
    table.header = first;
    table.rows.erase(table.rows.begin());
}

ColumnChoice chooseColumns(const TextTable& table, const TaskSource& source, bool labelled, const ColumnLayout* like) {
    if (like && (table.header.empty() || table.header == like->header))
        return sameColumns(table, *like, labelled);
    if (isCola(table) && source.textColumn.empty() && source.labelColumn.empty())
        return {3, std::nullopt, 1};
    ColumnChoice choice;
    const TaskSource said = sayLike(table, source, like);
    bool hasText = !said.textColumn.empty();
    if (hasText)
        choice.text = saidColumn(table, said.textColumn, "--text-column");
    if (!said.pairColumn.empty())
        choice.pair = saidColumn(table, said.pairColumn, "--pair-column");
    if (!said.labelColumn.empty())
        choice.label = labelled ? saidColumn(table, said.labelColumn, "--label-column")
                                : columnOf(table.header, lower(said.labelColumn));
    else
        choice.label = namedLabel(table, choice, hasText);
    if (!hasText)
        hasText = namedTexts(table, !said.pairColumn.empty(), choice);
    if (hasText && (choice.pair == choice.text || choice.label == choice.text))
        throw Error(fmt::format("{}: the column \"{}\" is said to be two things at once; say another one.", table.file,
                                table.columnName(choice.text)));
    const std::vector<ColumnShape> shapes = columnShapes(table);
    if (!choice.label && labelled && like)  // beside a training file nothing is guessed
        refuseLabel(table, {});
    if (!choice.label && labelled)
        choice.label = shapedLabel(table, shapes, choice, hasText);
    if (!hasText)
        shapedTexts(table, shapes, !said.pairColumn.empty(), choice);
    return choice;
}

std::string metricOf(const TextTable& table, const ColumnChoice& columns) {
    if (isCola(table))
        return "mcc";
    if (table.header.empty() || !columns.label || !columns.pair)
        return "accuracy";
    const std::string label = lower(table.header[*columns.label]);
    return label == "quality" || label == "is_duplicate" ? "f1" : "accuracy";
}

}  // namespace adapterscope
