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
/// missing. Likewise the fields that single rows have beyond the table's columns.
class SurplusColumns {
public:
    SurplusColumns(const TextTable& table, const ColumnChoice& columns);

    /// The column that holds text in this row though it should be empty.
    std::optional<std::size_t> filledIn(const TableRow& row) const;
    /// Whether the row has more fields than the table has columns because a separator in a text shifted them.
    bool isShifted(std::size_t row) const { return m_shifted[row]; }
    /// Remarks on columns whose name is missing, and on empty fields that are ignored.
    const std::vector<Sentence>& remarks() const { return m_remarks; }

private:
    void findEmpty(const TextTable& table, const ColumnChoice& columns);
    void findShifted(const TextTable& table, const ColumnChoice& columns);

    std::vector<std::size_t> m_empty;
    std::vector<bool> m_shifted;  ///< by row
    std::vector<Sentence> m_remarks;
};

}  // namespace adapterscope
