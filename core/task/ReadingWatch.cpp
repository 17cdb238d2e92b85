// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/ReadingWatch.h"

#include <algorithm>

#include "core/common/Error.h"

namespace adapterscope {

TableStart startOf(const TextTable& table) {
    constexpr std::ptrdiff_t most = 10;
    TableStart start{table.header, table.columns(), {}, table.form, table.encoding};
    start.rows.assign(table.rows.begin(), table.rows.begin() + std::min(most, std::ssize(table.rows)));
    return start;
}

void requireWanted(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Error("Reading the task was stopped.", ErrorKind::Cancelled);
}

}  // namespace adapterscope
