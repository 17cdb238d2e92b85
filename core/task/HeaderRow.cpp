// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/HeaderRow.h"

#include <algorithm>
#include <map>

#include "core/task/ColumnNames.h"
#include "core/task/ColumnShape.h"
#include "core/task/LabelForm.h"
#include "core/task/PlainText.h"
#include "core/task/RowWidths.h"

namespace adapterscope {

namespace {

using Fields = std::vector<std::string>;

/// Column numbers as names: 0, 1, 2 … or 1, 2, 3 …, as programs write them if columns have no names.
bool countsUp(const Fields& first) {
    const std::size_t from = !first.empty() && isBlank(first[0]) ? 1 : 0;
    if (first.size() < from + 2 || (first[from] != "0" && first[from] != "1"))
        return false;
    for (std::size_t i = from; i < first.size(); ++i)
        if (first[i] != std::to_string(i - from + (first[from] == "1" ? 1 : 0)))
            return false;
    return true;
}

/// What the rows below the first hold in one column.
struct ColumnBelow {
    std::size_t rows = 0, filled = 0, numbers = 0, fewWords = 0, single = 0;
    std::map<std::string, std::size_t> labels;  ///< cleared when there are too many to be labels
    bool couldBeLabels = false;

    bool isNumbers() const { return filled > 0 && filled * 10 >= rows * 9 && numbers == filled; }
    bool hasNoNumbers() const { return filled * 10 >= rows * 9 && numbers == 0; }
};

ColumnBelow below(const TextTable& table, std::size_t column) {
    const Fields& first = table.rows.front().fields;
    const std::size_t firstWords = letterWords(first[column]);
    ColumnBelow result;
    bool many = false;
    for (std::size_t i = 1; i < table.rows.size(); ++i) {
        const Fields& fields = table.rows[i].fields;
        if (fields == first)
            continue;  // the header repeated, where files were joined
        ++result.rows;
        if (column >= fields.size() || isBlank(fields[column]))
            continue;
        const std::string& field = fields[column];
        ++result.filled;
        result.numbers += isNumber(field);
        result.fewWords += letterWords(field) <= firstWords;
        if (!many)
            ++result.labels[labelKey(field)];
        if (result.labels.size() > mostShapedLabels) {
            many = true;
            result.labels.clear();
        }
    }
    for (const auto& [label, rows] : result.labels)
        result.single += rows == 1;
    result.couldBeLabels = result.labels.size() >= 2 && result.labels.size() * 2 <= result.rows + 1;
    return result;
}

/// The evidence from all rows below that the first row holds names.
enum class Evidence { None, Doubt, Names };

class FirstRow {
public:
    explicit FirstRow(const TextTable& table) : m_first(table.rows.front().fields) {
        for (std::size_t column = 0; column < m_first.size(); ++column)
            m_below.push_back(below(table, column));
        m_nameLike = std::all_of(m_first.begin(), m_first.end(), looksLikeName);
        m_countsUp = countsUp(m_first);
    }

    Evidence evidence() const {
        constexpr std::size_t fewestRows = 4;
        if (m_below.front().rows < fewestRows)
            return Evidence::None;
        if (m_countsUp && std::any_of(m_below.begin(), m_below.end(), [](const auto& b) { return b.hasNoNumbers(); }))
            return Evidence::Names;
        Evidence found = Evidence::None;
        for (std::size_t column = 0; column < m_first.size(); ++column)
            found = std::max(found, evidence(column));
        return found;
    }
    /// A known name cannot be a header if it is a label like those below it.
    bool isLabelRow() const {
        for (std::size_t column = 0; column < m_first.size(); ++column)
            if (isKnownColumn(m_first[column]) && isLabel(column))
                return true;
        return false;
    }
    bool nameLike() const { return m_nameLike; }
    /// The first of its fields that is a label of rows below; null if there is none.
    const std::string* labelBelow() const {
        for (std::size_t column = 0; column < m_first.size(); ++column)
            if (isLabel(column))
                return &m_first[column];
        return nullptr;
    }

private:
    /// Of rows below.
    bool isLabel(std::size_t column) const {
        return m_below[column].couldBeLabels && m_below[column].labels.contains(labelKey(m_first[column]));
    }
    /// A label that is a number does not look like a name, but one of the names may be 1.
    bool areNamesOrLabels() const {
        for (std::size_t column = 0; column < m_first.size(); ++column)
            if (!looksLikeName(m_first[column]) && !isLabel(column))
                return false;
        return true;
    }
    Evidence evidence(std::size_t column) const {
        const std::string& field = m_first[column];
        const ColumnBelow& values = m_below[column];
        if (isBlank(field) || noLabelMark(field) != NoLabelMark::None)
            return Evidence::None;
        const bool areShort = std::all_of(m_first.begin(), m_first.end(), isShort);
        if (areShort && values.isNumbers() && !isNumber(field))
            return Evidence::Names;
        if (!values.couldBeLabels)
            return Evidence::None;
        if (values.labels.contains(labelKey(field)))
            return areNamesOrLabels() && otherTextsAreLonger() ? Evidence::Doubt : Evidence::None;
        const bool rarelySingle = values.single * 20 <= values.rows + 1;
        if ((areShort && rarelySingle && !isNumber(field)) || (m_nameLike && otherTextsAreLonger()))
            return Evidence::Names;
        return Evidence::Doubt;
    }
    static bool isShort(const std::string& field) {
        return field.size() <= 80 && field.find_first_of("\r\n") == std::string::npos;
    }
    /// In some column hardly any row has as few words as the first.
    bool otherTextsAreLonger() const {
        return std::any_of(m_below.begin(), m_below.end(), [](const ColumnBelow& values) {
            return values.filled * 10 >= values.rows * 9 && values.fewWords * 20 <= values.rows;
        });
    }

    const Fields& m_first;
    std::vector<ColumnBelow> m_below;
    bool m_nameLike = false, m_countsUp = false;
};

std::ptrdiff_t knownNames(const Fields& row) {
    return std::count_if(row.begin(), row.end(), isKnownColumn);
}

/// Rows that do not fill the table's width above a row of known names: titles, as spreadsheets have them.
void dropTitles(TextTable& table) {
    constexpr std::size_t most = 5;
    std::size_t titles = 0;
    while (titles < most && titles + 1 < table.rows.size() && filledFields(table.rows[titles].fields) < table.width)
        ++titles;
    const Fields& names = table.rows[titles].fields;
    if (titles == 0 || filledFields(names) < table.width || knownNames(names) < 2)
        return;
    for (std::size_t i = 0; i < titles; ++i)
        table.remarks.push_back(
            Sentence("{}, line {}: skipped, because it is above the names of the columns in line {}.", table.file,
                     table.rows[i].line, table.rows[titles].line));
    table.rows.erase(table.rows.begin(), table.rows.begin() + static_cast<std::ptrdiff_t>(titles));
}

bool isGiven(const Fields& first, const TaskSource& source) {
    const auto names = [&](const std::string& given) {
        return !given.empty() && !isNumber(given) && std::any_of(first.begin(), first.end(), [&](const auto& field) {
            return nameForm(field) == nameForm(given);
        });
    };
    return names(source.textColumn) || names(source.pairColumn) || names(source.labelColumn);
}

bool sharesNames(const Fields& first, const Fields& header) {
    if (first == header)
        return true;
    return std::any_of(first.begin(), first.end(), [&](const std::string& field) {
        return !isBlank(field) && !isNumber(field) && looksLikeName(field) &&
               std::any_of(header.begin(), header.end(),
                           [&](const std::string& name) { return nameForm(name) == nameForm(field); });
    });
}

void takeFirstRow(TextTable& table) {
    for (const std::string& name : table.rows.front().fields)
        table.header.emplace_back(withoutOuterSpace(name));
    while (table.header.size() > 1 && isBlank(table.header.back()) && table.header.size() > table.width)
        table.header.pop_back();
    table.rows.erase(table.rows.begin());
}

}  // namespace

void takeHeader(TextTable& table, const TaskSource& source, const Fields* like) {
    if (!table.header.empty() || table.rows.empty() || source.header == "no")
        return;
    if (source.header.empty())
        dropTitles(table);
    const Fields& first = table.rows.front().fields;
    if (source.header == "yes" || isGiven(first, source) || (like && !like->empty() && sharesNames(first, *like)))
        return takeFirstRow(table);
    const auto known = knownNames(first);
    if (known > 1)
        return takeFirstRow(table);
    // If the training file has no header none is guessed, and a row that does not fit is not one.
    const bool mayGuess = !(like && like->empty()) && filledFields(first) <= table.width;
    if (known == 0 && !mayGuess)
        return;
    const FirstRow row(table);
    if (known == 1 && row.nameLike() && !row.isLabelRow()) {
        if (const std::string* label = row.labelBelow())
            table.remarks.push_back(
                {"{}, line {}: taken as the names of the columns, though \"{}\" is also a label of rows below; give {} "
                 "if "
                 "it is a row, {} if it is not.",
                 table.file, table.rows.front().line, visible(*label), setTo(Setting::Header, "no"),
                 setTo(Setting::Header, "yes")});
        return takeFirstRow(table);
    }
    if (!mayGuess)
        return;
    Evidence evidence = row.evidence();
    if (evidence == Evidence::None && known == 1 && !row.isLabelRow())
        evidence = Evidence::Doubt;
    const int line = table.rows.front().line;
    if (evidence == Evidence::Names)
        table.remarks.push_back({"{}, line {}: taken as the names of the columns; give {} if it is a row.", table.file,
                                 line, setTo(Setting::Header, "no")});
    if (evidence == Evidence::Doubt)
        table.remarks.push_back(
            {"{}, line {}: read as a row, though it could be the names of the columns; give {} if it names them, {} if "
             "it does not.",
             table.file, line, setTo(Setting::Header, "yes"), setTo(Setting::Header, "no")});
    if (evidence == Evidence::Names)
        takeFirstRow(table);
}

}  // namespace adapterscope
