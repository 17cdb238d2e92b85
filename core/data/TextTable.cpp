// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/TextTable.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/Error.h"
#include "core/data/CsvReader.h"
#include "core/text/TextFile.h"

namespace adapterscope {

namespace {

constexpr std::uintmax_t largestFile = std::uintmax_t{2} << 30;  // bytes

/// Calls take(line, number) for each line, without its line break; \n, \r\n, and \r alone where there is no \n.
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

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void parseTsv(std::string_view text, TextTable& table) {
    eachLine(text, [&](std::string_view line, int number) {
        if (isBlank(line))
            return;
        TableRow row{number, {}};
        for (std::size_t start = 0; start <= line.size();) {
            const std::size_t end = std::min(line.find('\t', start), line.size());
            row.fields.emplace_back(line.substr(start, end - start));
            start = end + 1;
        }
        table.rows.push_back(std::move(row));
    });
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

void parseJsonLines(std::string_view text, TextTable& table) {
    eachLine(text, [&](std::string_view line, int number) {
        if (isBlank(line))
            return;
        const auto object = nlohmann::ordered_json::parse(line.begin(), line.end(), nullptr, false);
        if (!object.is_object()) {
            table.refused.add(number, "it is not a JSON object");
            return;
        }
        TableRow row{number, std::vector<std::string>(table.header.size())};
        for (const auto& [key, value] : object.items()) {
            const auto at = static_cast<std::size_t>(std::find(table.header.begin(), table.header.end(), key) -
                                                     table.header.begin());
            if (at == table.header.size()) {
                table.header.push_back(key);
                row.fields.emplace_back();
            }
            row.fields[at] = plainText(value);
        }
        table.rows.push_back(std::move(row));
    });
    for (TableRow& row : table.rows)
        row.fields.resize(table.header.size());
}

bool looksLikeTrec(std::string_view line) {
    const std::string_view label = line.substr(0, line.find(' '));
    const std::size_t colon = label.find(':');
    return label.size() < line.size() && colon != std::string_view::npos && colon > 0 && colon + 1 < label.size() &&
           std::all_of(label.begin(), label.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::size_t TextTable::columns() const {
    std::size_t widest = header.size();
    if (header.empty())
        for (const TableRow& row : rows)
            widest = std::max(widest, row.fields.size());
    return widest;
}

std::string TextTable::columnName(std::size_t column) const {
    return column < header.size() ? header[column] : fmt::format("column {}", column + 1);
}

std::string TextTable::columnNames() const {
    std::string names;
    for (std::size_t i = 0; i < columns(); ++i)
        names += (i ? ", " : "") + columnName(i);
    return names;
}

TableFormat formatOf(const std::filesystem::path& file, std::string_view text) {
    const std::string ending = file.extension().string();
    if (ending == ".jsonl" || ending == ".json" || ending == ".ndjson")
        return TableFormat::JsonLines;
    if (ending == ".tsv")
        return TableFormat::Tsv;
    std::string_view first;
    eachLine(text.substr(0, 1 << 16), [&](std::string_view line, int) {
        if (first.empty() && !isBlank(line))
            first = line;
    });
    const bool hasTab = first.find('\t') != std::string_view::npos;
    const bool hasComma = first.find_first_of(",;") != std::string_view::npos;
    if (ending == ".csv")
        return hasTab && !hasComma ? TableFormat::Tsv : TableFormat::Csv;
    if (hasTab)
        return TableFormat::Tsv;
    if (looksLikeTrec(first))
        return TableFormat::Trec;
    if (first.starts_with('{'))
        return TableFormat::JsonLines;
    if (hasComma)
        return TableFormat::Csv;
    throw Error(
        fmt::format("{}: its first line has one column only, so there is no label in it. Wanted are columns "
                    "separated by tabs or commas, JSON lines, or LABEL:detail text.",
                    file.string()));
}

TextTable parseTable(std::string_view text, TableFormat format, const std::string& file) {
    TextTable table;
    table.file = file;
    table.refused = RefusedRows(file);
    switch (format) {
        case TableFormat::Tsv:
            parseTsv(text, table);
            break;
        case TableFormat::Csv:
            parseCsv(text, table);
            break;
        case TableFormat::JsonLines:
            parseJsonLines(text, table);
            break;
        case TableFormat::Trec:
            parseTrec(text, table);
            break;
    }
    if (table.rows.empty() && table.refused.count() == 0)
        throw Error(fmt::format("{} is empty; a task needs rows of text and label.", file));
    table.refused.report(table.rows.size() + table.refused.count(), table.remarks);
    return table;
}

TextTable readTable(const std::filesystem::path& file) {
    std::vector<std::string> remarks;
    const std::string text = decodeText(readWholeFile(file, largestFile), file.string(), remarks);
    if (isBlank(text))
        throw Error(fmt::format("{} is empty; a task needs rows of text and label.", file.string()));
    TextTable table = parseTable(text, formatOf(file, text), file.string());
    table.remarks.insert(table.remarks.begin(), remarks.begin(), remarks.end());
    return table;
}

}  // namespace adapterscope
