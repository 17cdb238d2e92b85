// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/common/Sentence.h"
#include "core/task/Columns.h"
#include "core/task/TextTable.h"

namespace adapterscope {

/// The columns at a table's end that have no name and are not read. Spreadsheets write them, empty; text in one means
/// that a separator in a row's text shifted it, unless most rows have some: then the column's name is
/// missing.
class SurplusColumns {
public:
    SurplusColumns(const TextTable& table, const ColumnChoice& columns);

    /// The column that holds text in this row though it should be empty.
    std::optional<std::size_t> filledIn(const TableRow& row) const;
    /// A remark on columns whose name is missing.
    const std::vector<Sentence>& remarks() const { return m_remarks; }

private:
    std::vector<std::size_t> m_empty;
    std::vector<Sentence> m_remarks;
};

}  // namespace adapterscope
