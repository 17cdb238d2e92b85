// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <map>
#include <string>
#include <vector>

#include "core/experiment/runs/RunResult.h"

/// The curves of a project's runs, in its table `points`. Points that cannot be read are left out: a run still has its
/// result.
namespace adapterscope {

void storePoint(SQLite::Database& database, const std::string& run, const CurvePoint& point);
void removeCurve(SQLite::Database& database, const std::string& run);

std::vector<CurvePoint> readCurve(SQLite::Database& database, const std::string& run);
/// The point before training (step 0) of every run that has one, by id.
std::map<std::string, CurvePoint> readStarts(SQLite::Database& database);

}  // namespace adapterscope
