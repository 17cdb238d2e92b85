// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <functional>
#include <string>

#include "core/experiment/project/RunRows.h"

/// Reads what can be read of a project's tables when a cell may be anything and a page may be damaged.
namespace adapterscope {

/// Hands out every run that meets the condition (WHERE ...), unreadable ones to `takeUnreadable`: in queue order,
/// unless a part of the file is damaged; then what is before and after the damage. Throws SQLite::Exception if
/// that is nothing.
void scanRuns(SQLite::Database& database, RunRowReader& reader, const std::string& condition,
              const std::function<void(RunRecord)>& take, const std::function<void(UnreadableRun)>& takeUnreadable);

/// Takes row after row; false if SQLite met a damaged page before the end.
bool untilDamage(SQLite::Statement& query, const std::function<void(SQLite::Statement&)>& take);

}  // namespace adapterscope
