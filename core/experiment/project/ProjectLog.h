// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace adapterscope {

/// The size of a write-ahead log with this many pages.
std::int64_t sizeOfLog(std::int64_t pages, std::int64_t pageSize);

/// How many pages from the start of a write-ahead log are as SQLite wrote them: each carries the log's salt and a
/// checksum over all before it (https://www.sqlite.org/fileformat.html, section 4). SQLite itself looks at them only
/// when it opens a file whose last owner did not close it.
std::int64_t wholePagesOfLog(const std::filesystem::path& log);

}  // namespace adapterscope
