// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/RefusedRows.h"

namespace adapterscope {

struct TableRow {
    int line = 0;  ///< where it begins, from 1
    std::vector<std::string> fields;
};

/// A file of rows and columns, as UTF-8, before anything is known of what the columns mean.
struct TextTable {
    std::string file;                 ///< as named in messages
    std::vector<std::string> header;  ///< empty where the columns have no names
    std::vector<TableRow> rows;
    std::vector<std::string> remarks;
    RefusedRows refused{std::string()};

    std::size_t columns() const;  ///< of the header, else of the widest row
    /// "#1 String" by name or "column 2" by number.
    std::string columnName(std::size_t column) const;
    /// All of them, for messages.
    std::string columnNames() const;
};

enum class TableFormat {
    Tsv,        ///< tabs; quotes are plain text (GLUE)
    Csv,        ///< RFC 4180: commas or semicolons, quotes, line breaks inside quotes
    JsonLines,  ///< one JSON object a line
    Trec,       ///< LABEL:detail text
};

/// UTF-8 from bytes: a byte-order mark is dropped, lines that are no UTF-8 are read as Latin-1, with a remark that
/// names the first. Throws Error for binary content and UTF-16.
std::string decodeText(std::string_view bytes, const std::string& file, std::vector<std::string>& remarks);

/// By the file's ending, else by the look of its first lines. Throws Error where it looks like none of them.
TableFormat formatOf(const std::filesystem::path& file, std::string_view text);

/// Reads any of the formats. The header is not looked for here, but JSON's keys are one. Throws Error naming file and
/// line.
TextTable readTable(const std::filesystem::path& file);
/// The same from text in memory; `file` is only named.
TextTable parseTable(std::string_view text, TableFormat format, const std::string& file);

}  // namespace adapterscope
