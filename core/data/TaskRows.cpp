// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/TaskRows.h"

#include <fmt/format.h>

#include <string_view>

#include "core/Error.h"
#include "core/data/TextTable.h"

namespace adapterscope {

namespace {

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string trimmed(std::string_view text) {
    if (isBlank(text))
        return {};
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

class RowPicker {
public:
    RowPicker(const TextTable& table, const ColumnChoice& columns, bool labelled)
        : m_table(table), m_columns(columns), m_labelled(labelled) {}

    /// Why the row cannot be used; empty where it can, and then `taken` is filled.
    std::string take(const TableRow& row, LabelledText& taken) const {
        if (!m_table.header.empty() && row.fields.size() > m_table.header.size())
            return fmt::format("it has {} columns where the header has {}", row.fields.size(), m_table.header.size());
        const std::string* text = field(row, m_columns.text);
        if (!text)
            return missing(row, m_columns.text);
        if (isBlank(*text))
            return fmt::format("its text (column \"{}\") is empty", m_table.columnName(m_columns.text));
        taken = {*text, {}, {}};
        if (m_columns.pair) {
            const std::string* pair = field(row, *m_columns.pair);
            if (!pair)
                return missing(row, *m_columns.pair);
            if (isBlank(*pair))
                return fmt::format("its second text (column \"{}\") is empty", m_table.columnName(*m_columns.pair));
            taken.pair = *pair;
        }
        if (m_columns.label) {
            const std::string* label = field(row, *m_columns.label);
            if (label)
                taken.label = trimmed(*label);
            else if (m_labelled)
                return missing(row, *m_columns.label);
            if (m_labelled && taken.label.empty())
                return fmt::format("its label (column \"{}\") is empty", m_table.columnName(*m_columns.label));
        }
        return {};
    }

private:
    static const std::string* field(const TableRow& row, std::size_t column) {
        return column < row.fields.size() ? &row.fields[column] : nullptr;
    }
    std::string missing(const TableRow& row, std::size_t column) const {
        return fmt::format("it has {} column{} and \"{}\" is missing", row.fields.size(),
                           row.fields.size() == 1 ? "" : "s", m_table.columnName(column));
    }

    const TextTable& m_table;
    const ColumnChoice& m_columns;
    bool m_labelled;
};

}  // namespace

std::string TaskRows::labelColumn() const {
    return layout.columns.label ? columnNames.at(*layout.columns.label) : std::string();
}

TaskRows readTaskRows(const std::filesystem::path& file, const TaskSource& source, bool labelled, const TaskRows* like,
                      std::vector<std::string>& remarks) {
    TextTable table = readTable(file);
    takeHeader(table, source);
    if (table.rows.empty())
        throw Error(fmt::format("{} has the names of columns but no rows below them.", table.file));
    TaskRows result;
    result.file = table.file;
    result.layout = {chooseColumns(table, source, labelled, like ? &like->layout : nullptr), table.header};
    if (like && like->layout.columns.pair.has_value() != result.layout.columns.pair.has_value()) {
        if (like->layout.columns.pair)
            throw Error(
                fmt::format("{} has no column for the second text, which {} has. It has {}: {}. Say which with "
                            "--pair-column.",
                            table.file, like->file, table.columns(), table.columnNames()));
        result.layout.columns.pair.reset();
    }
    for (std::size_t i = 0; i < table.columns(); ++i)
        result.columnNames.push_back(table.columnName(i));
    result.metric = metricOf(table, result.layout.columns);

    const RowPicker picker(table, result.layout.columns, labelled);
    RefusedRows refused(table.file);
    for (const TableRow& row : table.rows) {
        LabelledText taken;
        const std::string reason = picker.take(row, taken);
        if (reason.empty())
            result.rows.push_back(std::move(taken));
        else
            refused.add(row.line, reason);
    }
    remarks.insert(remarks.end(), table.remarks.begin(), table.remarks.end());
    refused.report(table.rows.size(), remarks);
    return result;
}

}  // namespace adapterscope
