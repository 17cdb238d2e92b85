// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace adapterscope {

/// Where the sampling error of the evaluated rows comes from (docs/statistics.md).
enum class RowError {
    Unknown,   ///< it is not part of the interval: neither the rows nor their number are known
    Unpaired,  ///< bounded from the scores and the number of rows
    Recorded   ///< from how each row was answered
};
std::string toText(RowError error);  ///< "none", "unpaired", "recorded"

/// Variances behind an estimate, from which those with other numbers of seeds and rows follow.
struct VarianceParts {
    double seeds = 0;  ///< between seeds on infinitely many rows
    double rows = 0;   ///< between rows with infinitely many seeds
    double both = 0;   ///< what is left
};

/// A mean over seeds with its uncertainty (docs/statistics.md).
struct Estimate {
    int n = 0;
    double mean = 0;
    double sd =
        0;  ///< of the seeds, n - 1 in the denominator; 0 for n = 1, and for values that differ only by rounding
    double standardError = 0;            ///< of the seeds alone: sd / sqrt(n)
    double error = 0;                    ///< standard error of the mean: of the seeds, and of the rows if known
    double low = 0, high = 0;            ///< two-sided interval; equal to the mean if nothing is known of its error
    double lowError = 0, highError = 0;  ///< one standard error to each side, within the score's range
    RowError rowError = RowError::Unknown;
    std::int64_t rows = 0;  ///< evaluated; 0 = unknown
    VarianceParts parts;

    /// Whether there is an interval: values that do not differ show no spread, and one of width 0 would be false.
    bool hasInterval() const { return low < high; }
    /// Whether the interval may decide anything: one seed has no spread, and two may happen to differ by arbitrarily
    /// little.
    bool isTrusted() const { return n >= fewestTrusted && hasInterval(); }
    static constexpr int fewestTrusted = 3;
};

/// Student's interval of values of any kind. confidence in (0, 1). values must not be empty.
Estimate estimate(const std::vector<double>& values, double confidence = 0.95);

/// Quantile t with P(T <= t) = p, T Student-distributed with `degrees` degrees of freedom.
double studentQuantile(double p, double degrees);
/// studentQuantile(0.975, degrees), remembered: thousands of intervals share a few degrees.
double studentReach(std::int64_t degrees);

/// Wilson's interval of a fraction seen in n rows (Wilson 1927), `reach` standard errors to each side.
std::pair<double, double> wilsonInterval(double fraction, double n, double reach);

/// What a trusted interval of differences shows.
enum class Verdict { Better, Worse, Undecided };
std::string toText(Verdict verdict);  ///< "better", "worse", "undecided"
/// Undecided unless the interval is trusted and excludes 0.
Verdict verdictOn(const Estimate& difference);

}  // namespace adapterscope
