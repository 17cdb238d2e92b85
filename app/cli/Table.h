// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "core/common/Quantity.h"

namespace adapterscope::cli {

/// Text in aligned columns, as people read it: words left-aligned, numbers right-aligned.
class Table {
public:
    enum class Align { Left, Right };

    /// Headers and cells are shown on one line and without control characters: names in a table or a project may be a
    /// stranger's.
    void addColumn(const std::string& header, Align align = Align::Left);
    /// One cell per column.
    void addRow(std::vector<std::string> cells);
    bool empty() const { return m_rows.empty(); }
    /// Without trailing blanks; `indent` blanks before each line.
    void print(std::ostream& stream, int indent = 0) const;

private:
    struct Column {
        std::string header;
        Align align;
    };
    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// A fraction as people compare it: "0.8381"; "-" if there is none.
std::string fraction(double value);

}  // namespace adapterscope::cli
