// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/experiment/statistics/SeedsAndRows.h"

namespace adapterscope {

/// A design's cost and its scores.
struct FrontPoint {
    std::int64_t trained = 0;
    std::vector<SeedScore> scores;
};
enum class FrontState { On, Dominated, Undecided };
std::string toText(FrontState state);  ///< "on", "dominated", "undecided"

/// Pareto front over (fewer parameters, higher mean). A point that a cheaper or equal one beats is dominated only if
/// the verdict on their paired difference decides so; otherwise it is undecided. Every point needs a score.
std::vector<FrontState> paretoFront(const std::vector<FrontPoint>& points, const ScoreKind& kind = {});

}  // namespace adapterscope
