// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <map>
#include <string>
#include <vector>

#include "core/experiment/runs/RunMarks.h"

/// The marks of a project's runs, in its table `runs`.
namespace adapterscope {

/// Changes the marks of these runs. Returns the earlier marks of those that it changed; runs that are not there are
/// left out.
std::map<std::string, RunMarks> changeMarks(SQLite::Database& database, const std::vector<std::string>& ids,
                                            const MarkChange& change);

/// Gives the runs these marks, by id; runs that are not there are left out.
void storeMarks(SQLite::Database& database, const std::map<std::string, RunMarks>& marks);

}  // namespace adapterscope
