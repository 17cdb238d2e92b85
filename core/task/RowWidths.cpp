// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/RowWidths.h"

#include <algorithm>

#include "core/task/PlainText.h"

namespace adapterscope {

std::size_t filledFields(const std::vector<std::string>& fields) {
    std::size_t filled = fields.size();
    while (filled > 0 && isBlank(fields[filled - 1]))
        --filled;
    return filled;
}

std::vector<bool> haveStrayFields(const std::vector<std::size_t>& fields, std::size_t width) {
    // Spreadsheets pad 16 rows at a time; the first and the last run of a table may be shorter.
    constexpr std::size_t shortestRun = 8;
    std::vector<bool> stray(fields.size());
    std::size_t padded = 0;
    for (std::size_t start = 0, end = 0; start < fields.size(); start = end) {
        for (end = start + 1; end < fields.size() && fields[end] == fields[start]; ++end)
            ;
        if (fields[start] <= width)
            continue;
        padded += end - start;
        if (end - start < shortestRun)
            std::fill(stray.begin() + static_cast<std::ptrdiff_t>(start),
                      stray.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
    if (2 * padded > fields.size())
        stray.assign(fields.size(), false);
    return stray;
}

void RowWidths::add(std::size_t fields, std::size_t filled) {
    ++m_counts[fields];
    ++m_filled[fields][filled];
    ++m_rows;
}

void RowWidths::add(const std::vector<std::string>& fields) {
    add(fields.size(), filledFields(fields));
}

std::size_t RowWidths::commonest() const {
    std::size_t width = 0, most = 0;
    for (const auto& [fields, rows] : m_counts)
        if (rows >= most) {
            width = fields;
            most = rows;
        }
    return width;
}

double RowWidths::share(std::size_t width) const {
    std::size_t fitting = 0;
    for (const auto& [fields, byFilled] : m_filled)
        for (const auto& [filled, rows] : byFilled)
            if (fields == width || (fields > width && filled <= width))
                fitting += rows;
    return m_rows > 0 ? static_cast<double>(fitting) / static_cast<double>(m_rows) : 0;
}

}  // namespace adapterscope
