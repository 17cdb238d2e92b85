// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/task/TextTable.h"

namespace adapterscope {

/// How a training file begins, for a person who chooses among its columns.
struct TableStart {
    std::vector<std::string> header;  ///< empty if the columns have no names
    std::size_t columns = 0;
    std::vector<TableRow> rows;     ///< the first ones, whether or not they can be used
    std::optional<TableForm> form;  ///< none for JSON lines and TREC
    std::string encoding;
};

TableStart startOf(const TextTable& table);

/// What somebody waiting for a task to be read can see and do.
struct ReadingWatch {
    std::stop_token stop{};  ///< once requested, reading soon ends with an Error of kind Cancelled
    /// Called in the reading thread once the training file's columns are known, even if no task can be made from them.
    std::function<void(const TableStart&)> table{};
};

/// Throws Error of kind Cancelled if the stop was requested.
void requireWanted(const std::stop_token& stop);

}  // namespace adapterscope
