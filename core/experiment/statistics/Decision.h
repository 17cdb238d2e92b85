// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/common/Sentence.h"
#include "core/experiment/statistics/Statistics.h"

namespace adapterscope {

/// What would decide a difference that is undecided: enough for its interval to exclude 0 in four of five repetitions,
/// if the difference and its variances are as measured (docs/statistics.md).
struct Needed {
    std::optional<int> seeds;              ///< in common, beyond those that both have; absent if more would not do
    std::optional<std::int64_t> rows;      ///< evaluated, in all; absent if more would not do, would save no
                                           ///< seed, or nothing is known of rows
    int seedsWithRows = 0;                 ///< how many more seeds the rows need besides
    static constexpr int mostSeeds = 100;  ///< beyond these nobody would train them
    static constexpr std::int64_t mostRows = 1'000'000;  ///< and nobody label them
};
/// Nothing is needed, and nothing would do, if the difference is decided, or 0, or there is none.
Needed neededToDecide(const Estimate& difference);

/// Why a difference is undecided although its interval does not show that by including 0, for example "two seeds may be
/// alike by chance, so a verdict needs at least 3 seeds in common"; else empty.
Sentence whyUndecided(const Estimate& difference);

/// "4 more seeds would decide it", "about 1,300 rows of dev would decide it; more seeds alone would not", after
/// whyUndecided; empty if the difference is decided. `split` is dev or test.
Sentence inWords(const Needed& needed, const Estimate& difference, const std::string& split);

}  // namespace adapterscope
