// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <functional>
#include <optional>
#include <string>

#include "core/experiment/project/RunRows.h"

/// Reads what can be read of a project's tables when a cell may be anything and a page may be damaged.
namespace adapterscope {

/// Hands out every run that meets the condition (SQL, or empty), unreadable ones to `takeUnreadable`: in queue order,
/// unless a part of the file is damaged; then what is before and after the damage. Throws SQLite::Exception if
/// that is nothing.
void scanRuns(SQLite::Database& database, RunRowReader& reader, const std::string& condition,
              const std::function<void(RunRecord)>& take, const std::function<void(UnreadableRun)>& takeUnreadable);

/// The run, if it is there. Throws Error or nlohmann::json::exception if it cannot be read.
std::optional<RunRecord> readRun(SQLite::Database& database, RunRowReader& reader, const std::string& id);

/// Executes a change of one run; false if it is not there, or if one of its cells is too large to be read: such a run
/// stays as it is.
bool changeRun(SQLite::Statement& change);

/// Whether SQLite refused to read a value for its size.
bool isTooLarge(const SQLite::Exception& failure);

/// Takes row after row; false if SQLite met a damaged page, or a value that is too large, before the end.
bool untilDamage(SQLite::Statement& query, const std::function<void(SQLite::Statement&)>& take);

}  // namespace adapterscope
