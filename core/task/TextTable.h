// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/task/DelimitedReader.h"
#include "core/task/QuoteGuess.h"
#include "core/task/RefusedRows.h"
#include "core/task/Task.h"

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

enum class TableFormat {
    Delimited,  ///< fields between separators; quotes as guessForm finds them
    JsonLines,  ///< one JSON object per line
    Trec,       ///< LABEL:detail text
};

/// By the file's extension, else by what its lines look like.
TableFormat formatOf(const std::filesystem::path& file, std::string_view text);

/// Reads any of the formats, as `source` specifies or else as worked out from all rows, with its header if it has one.
/// `like` is the layout of the training file, null for that file itself. Throws Error naming file and line, or
/// of kind Cancelled once a stop is requested.
TextTable readTable(const std::filesystem::path& file, const TaskSource& source, const TableLayout* like,
                    const std::stop_token& stop = {});
/// Rows from text in memory; `file` is only named. No header is looked for here, but JSON's keys serve as one.
TextTable parseTable(std::string_view text, TableFormat format, const std::string& file, const TaskSource& source = {},
                     const TableLayout* like = nullptr);

}  // namespace adapterscope
