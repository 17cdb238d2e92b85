// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "core/common/Excerpt.h"
#include "core/common/Quantity.h"

namespace adapterscope::cli {

namespace {

/// Columns on the screen: code points, since continuation bytes take no column.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

void Table::addColumn(const std::string& header, Align align) {
    m_columns.push_back({onOneLine(header), align});
}

void Table::addRow(std::vector<std::string> cells) {
    for (std::string& cell : cells)
        cell = onOneLine(cell);
    cells.resize(m_columns.size());
    m_rows.push_back(std::move(cells));
}

void Table::print(std::ostream& stream, int indent) const {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        widths.push_back(width(m_columns[c].header));
        for (const auto& row : m_rows)
            widths[c] = std::max(widths[c], width(row[c]));
    }
    auto printLine = [&](auto cell) {
        std::string line(static_cast<std::size_t>(indent), ' ');
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            const std::string padding(widths[c] - width(cell(c)), ' ');
            line += m_columns[c].align == Align::Right ? padding + cell(c) : cell(c) + padding;
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        stream << line << '\n';
    };
    printLine([&](std::size_t c) -> const std::string& { return m_columns[c].header; });
    for (const auto& row : m_rows)
        printLine([&](std::size_t c) -> const std::string& { return row[c]; });
}

std::string fraction(double value) {
    return std::isnan(value) ? "-" : fmt::format("{:.4f}", value);
}

}  // namespace adapterscope::cli
