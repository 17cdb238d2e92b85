// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/RunRows.h"

/// Reading a project's tables when a cell may be anything and a page may be damaged: what can be read is.
namespace adapterscope {

/// Hands out every run of that condition (WHERE ...), those that cannot be read to `takeUnreadable`: in queue order,
/// unless a part of the file is damaged; then what stands before and behind the damage. Throws SQLite::Exception if
/// that is nothing.
void scanRuns(SQLite::Database& database, RunRowReader& reader, const std::string& condition,
              const std::function<void(RunRecord)>& take, const std::function<void(UnreadableRun)>& takeUnreadable);

/// Takes row after row; false if SQLite met a damaged page before the end.
bool untilDamage(SQLite::Statement& query, const std::function<void(SQLite::Statement&)>& take);

/// Nothing if it cannot be read: the run has its result all the same.
std::optional<CurvePoint> readPoint(const SQLite::Column& cell);
std::vector<CurvePoint> readCurve(SQLite::Database& database, const std::string& run);

}  // namespace adapterscope
