// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TableReader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"
#include "core/common/Quantity.h"
#include "core/common/TextFile.h"
#include "core/task/DecodeText.h"
#include "core/task/ForeignFile.h"
#include "core/task/FormGuess.h"
#include "core/task/HeaderRow.h"
#include "core/task/PlainText.h"
#include "core/task/ReadingWatch.h"
#include "core/task/RowWidths.h"

namespace adapterscope {

namespace {

constexpr std::uintmax_t largestFile = std::uintmax_t{2} << 30;  // bytes

/// Calls take(line, number) for each line, without its line break; \n, \r\n, and \r alone if there is no \n.
template <typename Take>
void eachLine(std::string_view text, Take take) {
    const char ending = text.find('\n') == std::string_view::npos ? '\r' : '\n';
    int number = 1;
    for (std::size_t start = 0; start < text.size(); ++number) {
        const std::size_t end = std::min(text.find(ending, start), text.size());
        std::string_view line = text.substr(start, end - start);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        take(line, number);
        start = end + 1;
    }
}

/// The text of a spreadsheet's formula ="text", by which programs keep a spreadsheet from reading text as a number.
std::optional<std::string> textOfFormula(std::string_view field) {
    if (!field.starts_with("=\"") || !field.ends_with('"') || field.size() < 3)
        return std::nullopt;
    field = field.substr(2, field.size() - 3);
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '"' && (++i == field.size() || field[i] != '"'))
            return std::nullopt;  // it ends before: a longer formula
        text += field[i];
    }
    return text;
}

/// Replaces such formulas by their text and remarks on them.
void unwrapFormulas(TextTable& table) {
    std::size_t cells = 0;
    int line = 0;
    for (TableRow& row : table.rows)
        for (std::string& field : row.fields)
            if (std::optional<std::string> text = textOfFormula(field)) {
                field = std::move(*text);
                line = cells++ == 0 ? row.line : line;
            }
    if (cells > 0)
        table.remarks.push_back(
            {"{}: {} a spreadsheet's formula for a text, =\"…\", and read as that text (the first in line "
             "{}); {} keeps such fields as they are.",
             table.file, Counted{static_cast<std::int64_t>(cells), "field is", "fields are each"}, line,
             setTo(Setting::Quotes, "no")});
}

void parseDelimited(std::string_view text, const GuessedForm& guess, TextTable& table) {
    DelimitedRow row;
    RowWidths widths;
    for (DelimitedReader reader(text.substr(guess.start), guess.form, guess.firstLine); reader.next(row);) {
        if (row.unclosed > 0)
            throw Error(
                "{}, line {}: a quote opens here and never closes; close it, write a quote inside quotes twice, or "
                "give {} if quotes are part of the text.",
                table.file, row.unclosed, setTo(Setting::Quotes, "no"));
        if (filledFields(row.fields) == 0)
            continue;
        if (row.textBehindQuote) {
            table.refused.add(row.line, "there is text after a closing quote; a quote inside quotes is written twice" +
                                            (row.nextLine > row.line + 1
                                                 ? fmt::format(" (the row reaches to line {})", row.nextLine - 1)
                                                 : std::string()));
            continue;
        }
        widths.add(row.fields);
        table.rows.push_back({row.line, std::move(row.fields)});
    }
    table.width = widths.commonest();
    table.form = guess.form;
}

void parseTrec(std::string_view text, TextTable& table) {
    table.header = {"label", "fine", "text"};
    eachLine(text, [&](std::string_view line, int number) {
        if (isBlank(line))
            return;
        const std::size_t space = line.find(' ');
        const std::size_t colon = line.substr(0, space).find(':');
        if (space == std::string_view::npos || colon == std::string_view::npos) {
            table.refused.add(number, "it does not have the form LABEL:detail text");
            return;
        }
        table.rows.push_back({number,
                              {std::string(line.substr(0, colon)), std::string(line.substr(0, space)),
                               std::string(line.substr(space + 1))}});
    });
}

std::string plainText(const nlohmann::ordered_json& value) {
    if (value.is_null())
        return {};
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A row has a field for every column, so rows that keep adding keys would fill the memory.
constexpr std::size_t mostKeys = 200;

/// Throws Error if the line is an object with too many keys: reading them in their order would take a time that grows
/// with the square of their number.
void requireFewKeys(std::string_view line, const std::string& file, int number) {
    if (std::cmp_less(std::count(line.begin(), line.end(), ','), mostKeys))
        return;  // the usual case, in which nothing is read twice
    const nlohmann::json object = parseJson(line);
    if (object.is_object() && object.size() > mostKeys)
        throw Error(
            "{}, line {}: it has {} keys, more than the {} that a table may have; its rows should have "
            "the same keys.",
            file, number, object.size(), mostKeys);
}

void parseJsonLines(std::string_view text, TextTable& table) {
    std::unordered_map<std::string, std::size_t> places;
    eachLine(text, [&](std::string_view line, int number) {
        if (isBlank(line))
            return;
        nlohmann::ordered_json object;
        try {
            requireFewKeys(line, table.file, number);
            object = parseOrderedJson(line);
        } catch (const nlohmann::json::exception& fault) {
            table.refused.add(number, faultOfLine(fault));
            return;
        }
        if (!object.is_object()) {
            table.refused.add(number, "it is not a JSON object");
            return;
        }
        if (object.empty()) {
            table.refused.add(number, "it is an empty JSON object");
            return;
        }
        if (hasKeyTwice(line, object)) {
            table.refused.add(number, "it has a key twice");
            return;
        }
        TableRow row{number, std::vector<std::string>(table.header.size())};
        std::vector<bool> isThere(table.header.size());
        for (const auto& [key, value] : object.items()) {
            const auto [place, isNew] = places.try_emplace(key, table.header.size());
            if (places.size() > mostKeys)
                throw Error(
                    "{}, line {}: the key \"{}\" is one more than the {} that a table may have; "
                    "its rows should have the same keys.",
                    table.file, number, excerpt(key, 80), mostKeys);
            if (isNew) {
                table.header.push_back(key);
                row.fields.emplace_back();
                isThere.push_back(true);
            }
            isThere[place->second] = true;
            row.fields[place->second] = plainText(value);
            if (value.is_structured())
                row.structured.push_back(place->second);
        }
        for (std::size_t i = 0; i < isThere.size(); ++i)
            if (!isThere[i])
                row.absent.push_back(i);
        table.rows.push_back(std::move(row));
    });
    for (TableRow& row : table.rows)
        for (; row.fields.size() < table.header.size(); row.fields.emplace_back())
            row.absent.push_back(row.fields.size());
}

/// Throws Error if the file is one JSON document, whose lines are hardly rows.
void refuseDocument(std::string_view text, const TextTable& table) {
    const bool allRefused = table.rows.empty() && table.refused.count() > 0;
    const bool oneRow = table.rows.size() == 1 && (table.refused.count() > 0 || !table.rows[0].structured.empty());
    if (!allRefused && !oneRow)
        return;
    const auto document = parseJsonIfAny(text);
    if (!document.is_structured())
        return;
    throw Error(
        "{} holds one JSON {}, but a task is read from JSON Lines, one object a line such as {}. Write each "
        "row as a line of its own{}.",
        table.file, document.is_array() ? "list" : "object", R"({"text": "...", "label": "..."})",
        document.is_array() ? ", for example by jq -c '.[]'" : "");
}

bool looksLikeTrec(std::string_view line) {
    const std::string_view label = line.substr(0, line.find(' '));
    const std::size_t colon = label.find(':');
    return label.size() < line.size() && colon != std::string_view::npos && colon > 0 && colon + 1 < label.size() &&
           std::all_of(label.begin(), label.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Whether its first line is JSON, whatever the file is called.
bool isJson(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return parseJsonIfAny(text.substr(0, text.find_first_of("\r\n"))).is_structured();
}

/// Throws Error naming an option that specifies how rows of fields are read, if the file has none.
void requireFittingOptions(const TaskSource& source, TableFormat format, const std::string& file) {
    if (format == TableFormat::Delimited)
        return;
    const auto refuse = [&](const std::string& given, const char* what, Setting setting) {
        if (!given.empty())
            throw Error("{} holds {}, which have no {}: leave out {}.", file,
                        format == TableFormat::JsonLines ? "JSON lines" : "TREC's lines", what, setting);
    };
    refuse(source.separator, "separator", Setting::Separator);
    refuse(source.header, "row of names", Setting::Header);
    refuse(source.quotes, "quotes of a spreadsheet", Setting::Quotes);
}

}  // namespace

TableFormat formatOf(const std::filesystem::path& file, std::string_view text) {
    const std::string ending = nameForm(file.extension().string());
    if (ending == ".jsonl" || ending == ".json" || ending == ".ndjson")
        return TableFormat::JsonLines;
    if (ending == ".tsv" || ending == ".csv" || ending == ".tab")
        return TableFormat::Delimited;
    std::string_view first;
    std::size_t lines = 0, trec = 0;
    eachLine(text, [&](std::string_view line, int) {
        if (isBlank(line))
            return;
        if (lines++ == 0)
            first = line;
        trec += looksLikeTrec(line);
    });
    if (first.find('\t') != std::string_view::npos)
        return TableFormat::Delimited;
    if (looksLikeTrec(first) && trec * 5 >= lines * 4)
        return TableFormat::Trec;
    return first.starts_with('{') ? TableFormat::JsonLines : TableFormat::Delimited;
}

TextTable parseTable(std::string_view text, TableFormat format, const std::string& file, const TaskSource& source,
                     const TableLayout* like) {
    TextTable table;
    table.file = file;
    const bool looksLikeJson = isJson(text) || withoutOuterSpace(text.substr(0, 80)).starts_with('{');
    table.refused = RefusedRows(file, format != TableFormat::JsonLines || !looksLikeJson);
    switch (format) {
        case TableFormat::Delimited: {
            const GuessedForm guess = guessForm(text, file, source, like);
            parseDelimited(text, guess, table);
            table.quoting = guess.quoting;
            table.remarks = guess.remarks;
            if (source.quotes != "no")
                unwrapFormulas(table);
            break;
        }
        case TableFormat::JsonLines:
            parseJsonLines(text, table);
            refuseDocument(text, table);
            break;
        case TableFormat::Trec:
            parseTrec(text, table);
            break;
    }
    if (table.rows.empty() && table.refused.count() == 0)
        throw Error("{} is empty; a task needs rows of text and label.", file);
    table.refused.report(table.rows.size() + table.refused.count(), table.remarks);
    return table;
}

TextTable readTable(const std::filesystem::path& file, const TaskSource& source, const TableLayout* like,
                    const std::stop_token& stop) {
    std::vector<Sentence> remarks;
    const std::string bytes = readWholeFile(file, largestFile);
    requireWanted(stop);
    refuseForeign(bytes, file.string());
    const DecodedText decoded = decodeText(bytes, file.string(), source.encoding, remarks);
    requireWanted(stop);
    if (isBlank(decoded.text))
        throw Error("{} is empty; a task needs rows of text and label.", file.string());
    const TableFormat found = formatOf(file, decoded.text);
    const bool isDelimited = !source.separator.empty() && !(found == TableFormat::JsonLines && isJson(decoded.text));
    const TableFormat format = isDelimited ? TableFormat::Delimited : found;
    requireFittingOptions(source, format, file.string());
    const auto read = [&](const TaskSource& how) {
        requireWanted(stop);
        TextTable table = parseTable(decoded.text, format, file.string(), how, like);
        takeHeader(table, how, like ? &like->header : nullptr);
        return table;
    };
    TextTable table = read(source);
    if (table.quoting == Quoting::Likely && !table.header.empty()) {
        TaskSource quoted = source;
        quoted.quotes = "yes";
        table = read(quoted);
    }
    if (table.quoting == Quoting::Likely || table.quoting == Quoting::Doubtful)
        remarks.push_back(
            {"{}: quotes around its fields are read as part of the text; {} reads them as a spreadsheet's.", table.file,
             setTo(Setting::Quotes, "yes")});
    table.remarks.insert(table.remarks.begin(), remarks.begin(), remarks.end());
    table.encoding = decoded.encoding;
    return table;
}

}  // namespace adapterscope
