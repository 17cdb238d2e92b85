// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/task/Task.h"
#include "core/task/TextTable.h"

namespace adapterscope {

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
