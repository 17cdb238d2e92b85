// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/task/DelimitedReader.h"
#include "core/task/QuoteGuess.h"
#include "core/task/RefusedRows.h"

namespace adapterscope {

struct TableRow {
    int line = 0;  ///< where it starts, from 1
    std::vector<std::string> fields;
    std::vector<std::size_t> structured = {};  ///< JSON lines: the columns that hold a list or an object
    std::vector<std::size_t> absent = {};      ///< JSON lines: the columns whose key it lacks
};

/// What a task's training file determines about how its other files are read.
struct TableLayout {
    TableForm form;
    Quoting quoting = Quoting::None;
    std::vector<std::string> header;
};

/// A file of rows and columns, as UTF-8, before the meaning of its columns is known.
struct TextTable {
    std::string file;                 ///< as named in messages
    std::vector<std::string> header;  ///< empty if the columns have no names
    std::vector<TableRow> rows;
    std::size_t width = 0;  ///< fields in most rows
    std::vector<Sentence> remarks;
    RefusedRows refused{std::string()};
    std::string encoding = "UTF-8";
    std::optional<TableForm> form;  ///< none for JSON lines and TREC
    Quoting quoting = Quoting::None;

    std::size_t columns() const { return header.empty() ? width : header.size(); }
    /// "#1 String" by name or "column 2" by number.
    std::string columnName(std::size_t column) const;
    /// All of them, for messages.
    std::string columnNames() const;
};

}  // namespace adapterscope
