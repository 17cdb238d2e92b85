// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/SurplusColumns.h"

#include <algorithm>
#include <cstdint>

#include "core/common/Quantity.h"
#include "core/task/PlainText.h"
#include "core/task/RowWidths.h"

namespace adapterscope {

namespace {

bool isRead(const ColumnChoice& columns, std::size_t column) {
    return columns.text == column || columns.pair == column || columns.label == column;
}

bool isNamed(const TextTable& table, std::size_t column) {
    return column < table.header.size() && !isBlank(table.header[column]);
}

bool isFilled(const TableRow& row, std::size_t column) {
    return column < row.fields.size() && !isBlank(row.fields[column]);
}

/// The columns after the last one that is read or has a name.
std::size_t firstSurplus(const TextTable& table, const ColumnChoice& columns) {
    std::size_t end = table.columns();
    while (end > 0 && !isRead(columns, end - 1) && !isNamed(table, end - 1))
        --end;
    return end;
}

/// The columns up to the last one that every row should fill. A row whose surplus fields are empty cannot be shifted if
/// it is empty behind these, too: one of them would be missing.
std::size_t endOfFilled(const TextTable& table, const ColumnChoice& columns) {
    std::size_t end = std::max(columns.text, columns.pair.value_or(0)) + 1;
    const auto hasLabel = [&](const TableRow& row) { return isFilled(row, *columns.label); };
    if (columns.label && std::all_of(table.rows.begin(), table.rows.end(), hasLabel))
        end = std::max(end, *columns.label + 1);
    return end;
}

}  // namespace

SurplusColumns::SurplusColumns(const TextTable& table, const ColumnChoice& columns) {
    findEmpty(table, columns);
    findShifted(table, columns);
}

void SurplusColumns::findEmpty(const TextTable& table, const ColumnChoice& columns) {
    const bool named = !table.header.empty();
    const std::size_t first = firstSurplus(table, columns), rows = table.rows.size();
    // Without a header no column has a name, so one with a few notes is as good as any other; but a shifted row
    // fills the first.
    const std::size_t end = named ? table.columns() : std::min(table.columns(), first + 1);
    const std::size_t most = named ? rows / 2 : std::max<std::size_t>(1, rows / 20);
    for (std::size_t column = first; column < end; ++column) {
        const auto filled = static_cast<std::size_t>(std::count_if(
            table.rows.begin(), table.rows.end(), [&](const TableRow& row) { return isFilled(row, column); }));
        if (filled <= most)
            m_empty.push_back(column);
        else if (named)
            m_remarks.push_back(
                {"{}: column {} has no name and is not read, though {} of the {} rows have text in it; give it a name, "
                 "or {}, {} or {} if it is to be read.",
                 table.file, column + 1, filled, rows, Setting::TextColumn, Setting::PairColumn,
                 setTo(Setting::LabelColumn, std::to_string(column + 1))});
    }
}

void SurplusColumns::findShifted(const TextTable& table, const ColumnChoice& columns) {
    std::vector<std::size_t> widths;
    widths.reserve(table.rows.size());
    for (const TableRow& row : table.rows)
        widths.push_back(row.fields.size());
    m_shifted = haveStrayFields(widths, table.columns());
    const std::size_t end = endOfFilled(table, columns);
    std::int64_t ignored = 0;
    int first = 0;
    bool anyStray = false;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const TableRow& row = table.rows[i];
        const std::size_t filled = filledFields(row.fields);
        const bool isStray = m_shifted[i];
        m_shifted[i] = filled > table.columns() || (isStray && filled > end);
        if (m_shifted[i] || row.fields.size() <= table.columns())
            continue;
        anyStray = anyStray || isStray;
        first = ignored++ == 0 ? row.line : first;
    }
    if (anyStray)
        m_remarks.push_back(
            {"{}: {} empty fields after the {} (the first in line {}); they belong to no column and "
             "are ignored.",
             table.file, Counted{ignored, "row has", "rows have"},
             Counted{static_cast<std::int64_t>(table.columns()), "column"}, first});
}

std::optional<std::size_t> SurplusColumns::filledIn(const TableRow& row) const {
    const auto found =
        std::find_if(m_empty.begin(), m_empty.end(), [&](std::size_t column) { return isFilled(row, column); });
    return found == m_empty.end() ? std::nullopt : std::optional(*found);
}

}  // namespace adapterscope
