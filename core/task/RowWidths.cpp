// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/RowWidths.h"

#include "core/task/PlainText.h"

namespace adapterscope {

std::size_t filledFields(const std::vector<std::string>& fields) {
    std::size_t filled = fields.size();
    while (filled > 0 && isBlank(fields[filled - 1]))
        --filled;
    return filled;
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
