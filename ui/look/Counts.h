// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

/// Phrases with a number that appear in several places of the window: "1 run", "1,234 runs".
namespace adapterscope::counts {

QString runs(std::int64_t number);
QString rows(std::int64_t number);
QString runsOf(std::int64_t number, std::int64_t all);  ///< "2 of 3 runs"
QString divergedRuns(std::int64_t number);
QString divergedRunsOf(std::int64_t number, std::int64_t all);
QString unfinishedRuns(std::int64_t number);
QString designs(std::int64_t number);
QString layers(std::int64_t number);
QString parameters(std::int64_t number);
QString trainedParameters(std::int64_t number);

}  // namespace adapterscope::counts
