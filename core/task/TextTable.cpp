// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TextTable.h"

#include <fmt/format.h>

namespace adapterscope {

std::string TextTable::columnName(std::size_t column) const {
    return column < header.size() ? header[column] : fmt::format("column {}", column + 1);
}

std::string TextTable::columnNames() const {
    std::string names;
    for (std::size_t i = 0; i < columns(); ++i)
        names += (i ? ", " : "") + columnName(i);
    return names;
}

}  // namespace adapterscope
