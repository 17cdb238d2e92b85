// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/experiment/statistics/RowValues.h"
#include "core/experiment/statistics/Statistics.h"

namespace adapterscope {

/// Intervals of scores that include what both the seeds and the evaluated rows leave to chance. Formulas and sources:
/// docs/statistics.md.

/// The score of one run.
struct SeedScore {
    int seed = 0;  ///< a number that only this pair of seeds has
    double value = 0;
    const RowValues* rows = nullptr;  ///< null if they were not recorded
};

/// What all scores of a comparison have in common.
struct ScoreKind {
    std::int64_t rows = 0;       ///< evaluated; 0 = unknown
    bool isShareOfRows = false;  ///< accuracy: a count of rows over their number
    double lowest = 0;           ///< -1 for Matthews' correlation; the highest is 1
    static ScoreKind of(const std::string& metric, std::int64_t rows);
};

/// Mean squares of a table of seeds by rows, both drawn at random.
struct MeanSquares {
    double seeds = 0, rows = 0, both = 0;
    int seedCount = 1;
    std::int64_t rowCount = 1;
};
struct MeanError {
    double error = 0;  ///< standard error of the mean of the table
    double reach = 0;  ///< of the 95 % interval, in standard errors
};
MeanError errorOf(const MeanSquares& squares);
/// What a table of that many seeds and rows would have.
MeanSquares expectedSquares(const VarianceParts& parts, int seeds, std::int64_t rows);

/// scores must not be empty. If the rows are unknown, only the seeds' spread is in the interval.
Estimate scoreEstimate(const std::vector<SeedScore>& scores, const ScoreKind& kind);

/// Differences a - b, paired by the seeds that both have, and by the rows if they were recorded; n = 0 if they share no
/// seed.
Estimate pairedDifference(const std::vector<SeedScore>& a, const std::vector<SeedScore>& b, const ScoreKind& kind = {});

}  // namespace adapterscope
