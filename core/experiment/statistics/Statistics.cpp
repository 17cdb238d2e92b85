// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/statistics/Statistics.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/common/Error.h"

namespace adapterscope {
namespace {

/// A spread within this share of the values is rounding.
constexpr double roundingShare = 1e-9;

}  // namespace

std::string toText(RowError error) {
    switch (error) {
        case RowError::Unknown:
            break;
        case RowError::Unpaired:
            return "unpaired";
        case RowError::Recorded:
            return "recorded";
    }
    return "none";
}

double studentQuantile(double p, double degrees) {
    if (!(p > 0 && p < 1) || !(degrees > 0))
        throw Error("A Student quantile needs a probability between 0 and 1 and more than 0 degrees of freedom.");
    return boost::math::quantile(boost::math::students_t_distribution<double>(degrees), p);
}

double studentReach(std::int64_t degrees) {
    thread_local std::map<std::int64_t, double> known;
    double& reach = known[degrees];
    if (reach == 0)
        reach = studentQuantile(0.975, static_cast<double>(degrees));
    return reach;
}

Estimate estimate(const std::vector<double>& values, double confidence) {
    if (values.empty())
        throw Error("A mean needs at least one value.");
    Estimate result;
    result.n = static_cast<int>(values.size());
    const double n = result.n;
    result.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    result.low = result.high = result.lowError = result.highError = result.mean;
    if (result.n == 1)
        return result;
    double squares = 0, largest = 0;
    for (double value : values) {
        squares += (value - result.mean) * (value - result.mean);
        largest = std::max(largest, std::abs(value));
    }
    result.sd = std::sqrt(squares / (n - 1));
    if (result.sd <= roundingShare * largest)
        result.sd = 0;
    result.standardError = result.error = result.sd / std::sqrt(n);
    result.parts.seeds = result.sd * result.sd;
    const double reach =
        (confidence == 0.95 ? studentReach(result.n - 1) : studentQuantile(0.5 + confidence / 2, n - 1)) *
        result.standardError;
    result.low = result.mean - reach;
    result.high = result.mean + reach;
    result.lowError = result.mean - result.error;
    result.highError = result.mean + result.error;
    return result;
}

std::pair<double, double> wilsonInterval(double fraction, double n, double reach) {
    const double squared = reach * reach / n;
    const double centre = fraction + squared / 2;
    const double half = reach * std::sqrt(fraction * (1 - fraction) / n + squared / (4 * n));
    return {std::clamp((centre - half) / (1 + squared), 0.0, fraction),
            std::clamp((centre + half) / (1 + squared), fraction, 1.0)};
}

std::string toText(Verdict verdict) {
    switch (verdict) {
        case Verdict::Better:
            return "better";
        case Verdict::Worse:
            return "worse";
        case Verdict::Undecided:
            break;
    }
    return "undecided";
}

Verdict verdictOn(const Estimate& difference) {
    if (!difference.isTrusted() || (difference.low <= 0 && difference.high >= 0))
        return Verdict::Undecided;
    return difference.low > 0 ? Verdict::Better : Verdict::Worse;
}

}  // namespace adapterscope
