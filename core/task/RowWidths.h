// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace adapterscope {

/// How many fields the rows of a table have.
class RowWidths {
public:
    /// All fields, and those up to the last that is not blank.
    void add(std::size_t fields, std::size_t filled);
    void add(const std::vector<std::string>& fields);

    std::size_t rows() const { return m_rows; }
    /// The commonest number of fields, in a tie the larger; 0 without rows.
    std::size_t commonest() const;
    /// Share of the rows that have this many fields, blank ones after them not counted.
    double share(std::size_t width) const;

private:
    std::map<std::size_t, std::size_t> m_counts;                         ///< rows by fields
    std::map<std::size_t, std::map<std::size_t, std::size_t>> m_filled;  ///< and by those up to the last filled one
    std::size_t m_rows = 0;
};

/// For rows with these numbers of fields, whether each has more than `width` in a way that no spreadsheet writes: it
/// pads all rows, or runs of them. A row here and there may have a separator in a text, and then its fields are
/// shifted, even if the last of them is empty.
std::vector<bool> haveStrayFields(const std::vector<std::size_t>& fields, std::size_t width);

/// The number of fields up to the last that is not blank.
std::size_t filledFields(const std::vector<std::string>& fields);

}  // namespace adapterscope
