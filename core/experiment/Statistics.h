// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace adapterscope {

/// A mean over seeds with its uncertainty (docs/comparison.md).
struct Estimate {
    int n = 0;
    double mean = 0;
    double sd = 0;  ///< n - 1 in the denominator; 0 for n = 1, and for values that differ only by rounding
    double standardError = 0;
    double low = 0, high = 0;  ///< two-sided Student-t interval; equal to the mean without a spread

    /// Whether there is an interval: values that do not differ show no spread, and one of width 0 would be false.
    bool hasInterval() const { return sd > 0; }
    /// Whether the interval may decide anything: two seeds may happen to differ by arbitrarily little, so their
    /// spread cannot be trusted (docs/comparison.md).
    bool isTrusted() const { return n >= fewestTrusted && hasInterval(); }
    static constexpr int fewestTrusted = 3;
};

/// confidence in (0, 1). values must not be empty.
Estimate estimate(const std::vector<double>& values, double confidence = 0.95);

/// Quantile t with P(T <= t) = p, T Student-distributed with `degrees` degrees of freedom.
double studentQuantile(double p, double degrees);

/// What a trusted interval of differences shows.
enum class Verdict { Better, Worse, Undecided };
std::string toText(Verdict verdict);  ///< "better", "worse", "undecided"
/// Undecided unless the interval is trusted and excludes 0.
Verdict verdictOn(const Estimate& difference);

/// Differences a - b over the seeds that both have; n = 0 if they share none.
Estimate pairedDifference(const std::vector<std::pair<int, double>>& a, const std::vector<std::pair<int, double>>& b);

/// A design's cost and its score by seed.
struct FrontPoint {
    std::int64_t trained = 0;
    std::vector<std::pair<int, double>> scores;  ///< (seed, metric)
};
enum class FrontState { On, Dominated, Undecided };
std::string toText(FrontState state);  ///< "on", "dominated", "undecided"

/// Pareto front over (fewer parameters, higher mean). A point that a cheaper or equal one beats is dominated only if
/// the verdict on their paired difference decides so; else it is undecided. Every point needs a score.
std::vector<FrontState> paretoFront(const std::vector<FrontPoint>& points);

}  // namespace adapterscope
