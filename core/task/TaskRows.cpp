// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TaskRows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/common/Text.h"
#include "core/task/PlainText.h"
#include "core/task/SurplusColumns.h"
#include "core/task/TableReader.h"

namespace adapterscope {

namespace {

class RowPicker {
public:
    RowPicker(const TextTable& table, const ColumnChoice& columns, bool labelled)
        : m_table(table),
          m_columns(columns),
          m_labelled(labelled),
          m_mayLack(table.columns()),
          m_surplus(table, columns) {
        for (const TableRow& row : table.rows)
            for (std::size_t i = 0; i < row.fields.size() && i < m_mayLack.size(); ++i)
                m_mayLack[i] = m_mayLack[i] || isBlank(row.fields[i]);
    }

    /// Why the row cannot be used; empty if it can, and then `taken` is filled.
    std::string take(std::size_t index, LabelledText& taken) const {
        const TableRow& row = m_table.rows[index];
        if (repeatsHeader(row))
            return "it repeats the names of the columns";
        if (m_surplus.isShifted(index))
            return fmt::format("it has {} where {} {}; a text that holds the separator must be in quotes",
                               counted(std::ssize(row.fields), "column"),
                               m_table.header.empty() ? "most rows have" : "the header has", m_table.columns());
        if (const auto surplus = m_surplus.filledIn(row))
            return fmt::format(
                "it has text in column {}, which has no name and is empty in most rows; a text that holds the "
                "separator must be in quotes",
                *surplus + 1);
        for (const std::size_t column : row.structured)
            if (column == m_columns.text || column == m_columns.pair || column == m_columns.label)
                return fmt::format("\"{}\" is a list or an object in it, not a {}", m_table.columnName(column),
                                   column == m_columns.label ? "label" : "text");
        const auto lacks = [&](std::size_t column) {
            return std::find(row.absent.begin(), row.absent.end(), column) != row.absent.end();
        };
        for (const std::size_t column : {m_columns.text, m_columns.pair.value_or(m_columns.text)})
            if (lacks(column))
                return fmt::format("\"{}\" is missing in it", m_table.columnName(column));
        const std::string* text = field(row, m_columns.text);
        if (!text)
            return missing(row, m_columns.text);
        taken = {*text, {}, {}, row.line};
        if (m_columns.pair) {
            const std::string* pair = field(row, *m_columns.pair);
            if (!pair)
                return missing(row, *m_columns.pair);
            taken.pair = *pair;
        }
        if (m_columns.label) {
            const std::string* label = field(row, *m_columns.label);
            if (label)
                taken.label = isBlank(*label) ? std::string() : *label;
            else if (m_labelled)
                return missing(row, *m_columns.label);
            taken.lacksLabel = lacks(*m_columns.label);
        }
        // A row that lacks a field which no other row lacks may lack one at the front, and then its fields are shifted.
        for (std::size_t i = row.fields.size(); i < m_mayLack.size(); ++i)
            if (!m_mayLack[i])
                return missing(row, i);
        if (isBlank(*text))
            return fmt::format("its text (column \"{}\") is empty", m_table.columnName(m_columns.text));
        if (m_columns.pair && isBlank(taken.pair))
            return fmt::format("its second text (column \"{}\") is empty", m_table.columnName(*m_columns.pair));
        return {};
    }

    const std::vector<Sentence>& remarks() const { return m_surplus.remarks(); }

private:
    /// Where files were joined.
    bool repeatsHeader(const TableRow& row) const {
        return std::equal(
            row.fields.begin(), row.fields.end(), m_table.header.begin(), m_table.header.end(),
            [](const std::string& field, const std::string& name) { return nameForm(field) == nameForm(name); });
    }
    static const std::string* field(const TableRow& row, std::size_t column) {
        return column < row.fields.size() ? &row.fields[column] : nullptr;
    }
    std::string missing(const TableRow& row, std::size_t column) const {
        return fmt::format("it has {} and \"{}\" is missing", counted(std::ssize(row.fields), "column"),
                           m_table.columnName(column));
    }

    const TextTable& m_table;
    const ColumnChoice& m_columns;
    bool m_labelled;
    std::vector<bool> m_mayLack;  ///< by column: it is empty in some row
    SurplusColumns m_surplus;
};

/// Removes the plain spaces around labels, which mean nothing if a label always has the same; otherwise they make two
/// spellings of it, which is reported where spellings are merged.
void trimLabels(std::vector<LabelledText>& rows) {
    std::map<std::string, std::set<std::string>> spellings;
    for (const LabelledText& row : rows)
        spellings[trimmed(row.label)].insert(row.label);
    for (LabelledText& row : rows)
        if (std::string label = trimmed(row.label); spellings.at(label).size() == 1)
            row.label = std::move(label);
}

}  // namespace

std::string TaskRows::labelColumn() const {
    return layout.columns.label ? columnNames.at(*layout.columns.label) : std::string();
}

TaskRows readTaskRows(const std::filesystem::path& file, const TaskSource& source, bool labelled, const TaskRows* like,
                      std::vector<Sentence>& remarks, const ReadingWatch& watch) {
    requireWanted(watch.stop);
    TextTable table = readTable(file, source, like ? &like->layout.table : nullptr, watch.stop);
    if (table.rows.empty())
        throw Error("{} has the names of columns but no rows below them.", table.file);
    requireWanted(watch.stop);
    if (watch.table && !like)
        watch.table(startOf(table));
    TaskRows result;
    result.file = table.file;
    result.form = table.form;
    result.encoding = table.encoding;
    result.layout.columns = chooseColumns(table, source, labelled, like ? &like->layout : nullptr, watch.stop);
    requireWanted(watch.stop);
    result.layout.table = {table.form.value_or(TableForm()), table.quoting, table.header};
    if (like && like->layout.columns.pair.has_value() != result.layout.columns.pair.has_value()) {
        if (like->layout.columns.pair)
            throw Error("{} has no column for the second text, which {} has. It has {}: {}. Give it {}.", table.file,
                        like->file, table.columns(), table.columnNames(), byMeansOf(Setting::PairColumn));
        result.layout.columns.pair.reset();
    }
    for (std::size_t i = 0; i < table.columns(); ++i)
        result.columnNames.push_back(table.columnName(i));
    result.isEven = table.refused.count() == 0 &&
                    std::all_of(table.rows.begin(), table.rows.end(),
                                [&](const TableRow& row) { return row.fields.size() == table.columns(); });
    result.metric = metricOf(table, result.layout.columns);

    const RowPicker picker(table, result.layout.columns, labelled);
    RefusedRows refused(table.file, table.form.has_value());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        requireWanted(watch.stop);
        LabelledText taken;
        const std::string reason = picker.take(i, taken);
        if (reason.empty())
            result.rows.push_back(std::move(taken));
        else
            refused.add(table.rows[i].line, reason);
    }
    trimLabels(result.rows);
    remarks.insert(remarks.end(), table.remarks.begin(), table.remarks.end());
    const std::vector<Sentence>& guessed = result.layout.columns.remarks;
    remarks.insert(remarks.end(), guessed.begin(), guessed.end());
    remarks.insert(remarks.end(), picker.remarks().begin(), picker.remarks().end());
    refused.report(table.rows.size(), remarks);
    return result;
}

}  // namespace adapterscope
