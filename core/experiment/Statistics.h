// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace adapterscope {

/// A mean over seeds with its uncertainty (interface.md section 4).
struct Estimate {
    int n = 0;
    double mean = 0;
    double sd = 0;  ///< n - 1 in the denominator; 0 for n = 1
    double standardError = 0;
    double low = 0, high = 0;  ///< two-sided Student-t interval; equal to the mean for n = 1
};

/// confidence in (0, 1). values must not be empty.
Estimate estimate(const std::vector<double>& values, double confidence = 0.95);

/// Quantile t with P(T <= t) = p, T Student-distributed with `degrees` degrees of freedom.
double studentQuantile(double p, double degrees);

/// Differences a - b over the seeds that both have; n = 0 where they share none.
Estimate pairedDifference(const std::vector<std::pair<int, double>>& a, const std::vector<std::pair<int, double>>& b);

/// A design's cost and its score by seed.
struct FrontPoint {
    std::int64_t trained = 0;
    std::vector<std::pair<int, double>> scores;  ///< (seed, metric)
};
enum class FrontState { On, Dominated, Undecided };
std::string toText(FrontState state);  ///< "on", "dominated", "undecided"

/// Pareto front over (fewer parameters, higher mean). A point that a cheaper or equal one beats is dominated only where
/// the paired interval excludes 0 (at least two shared seeds); else it is undecided. Every point needs a score.
std::vector<FrontState> paretoFront(const std::vector<FrontPoint>& points);

}  // namespace adapterscope
