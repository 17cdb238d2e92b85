// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/Statistics.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/common/Error.h"

namespace adapterscope {
namespace {

double meanOf(const FrontPoint& point) {
    double sum = 0;
    for (const auto& [seed, score] : point.scores)
        sum += score;
    return sum / static_cast<double>(point.scores.size());
}

/// Half-width of a two-sided interval in standard errors. Thousands of intervals share a few sample sizes.
double intervalReach(int n, double confidence) {
    thread_local std::map<std::pair<int, double>, double> known;
    double& reach = known[{n, confidence}];
    if (reach == 0)
        reach = studentQuantile(0.5 + confidence / 2, n - 1);
    return reach;
}

/// A spread within this share of the values is rounding.
constexpr double roundingShare = 1e-9;

/// a - b, 0 if they differ only by rounding.
double differenceOf(double a, double b) {
    const double difference = a - b;
    return std::abs(difference) <= roundingShare * std::max(std::abs(a), std::abs(b)) ? 0 : difference;
}

/// Tells for pairs of points which is above the other beyond doubt, seed by seed. Called for every pair of thousands of
/// points, so their scores are sorted once.
class PairedComparison {
public:
    explicit PairedComparison(const std::vector<FrontPoint>& points) {
        for (const FrontPoint& point : points) {
            m_scores.push_back(point.scores);
            std::sort(m_scores.back().begin(), m_scores.back().end());
        }
    }

    bool isSurelyAbove(std::size_t better, std::size_t worse) {
        const auto& a = m_scores[better];
        const auto& b = m_scores[worse];
        m_differences.clear();
        for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
            if (i->first == j->first)
                m_differences.push_back(differenceOf((i++)->second, (j++)->second));
            else
                ++(i->first < j->first ? i : j);
        }
        return !m_differences.empty() && verdictOn(estimate(m_differences)) == Verdict::Better;
    }

private:
    std::vector<std::vector<std::pair<int, double>>> m_scores;  ///< by seed
    std::vector<double> m_differences;
};

}  // namespace

double studentQuantile(double p, double degrees) {
    if (!(p > 0 && p < 1) || !(degrees > 0))
        throw Error("A Student quantile needs a probability between 0 and 1 and more than 0 degrees of freedom.");
    return boost::math::quantile(boost::math::students_t_distribution<double>(degrees), p);
}

Estimate estimate(const std::vector<double>& values, double confidence) {
    if (values.empty())
        throw Error("A mean needs at least one value.");
    Estimate result;
    result.n = static_cast<int>(values.size());
    const double n = result.n;
    result.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    result.low = result.high = result.mean;
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
    result.standardError = result.sd / std::sqrt(n);
    const double reach = intervalReach(result.n, confidence) * result.standardError;
    result.low = result.mean - reach;
    result.high = result.mean + reach;
    return result;
}

Estimate pairedDifference(const std::vector<std::pair<int, double>>& a, const std::vector<std::pair<int, double>>& b) {
    const std::map<int, double> other(b.begin(), b.end());
    std::vector<double> differences;
    for (const auto& [seed, value] : a)
        if (const auto it = other.find(seed); it != other.end())
            differences.push_back(differenceOf(value, it->second));
    return differences.empty() ? Estimate{} : estimate(differences);
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

std::string toText(FrontState state) {
    switch (state) {
        case FrontState::On:
            return "on";
        case FrontState::Dominated:
            return "dominated";
        case FrontState::Undecided:
            return "undecided";
    }
    return {};
}

std::vector<FrontState> paretoFront(const std::vector<FrontPoint>& points) {
    std::vector<double> means;
    for (const FrontPoint& point : points) {
        if (point.scores.empty())
            throw Error("A point of the Pareto front needs the score of at least one seed.");
        means.push_back(meanOf(point));
    }
    // Best means first: a point that surely dominates is found early.
    std::vector<std::size_t> best(points.size());
    std::iota(best.begin(), best.end(), 0);
    std::stable_sort(best.begin(), best.end(), [&](std::size_t a, std::size_t b) { return means[a] > means[b]; });

    PairedComparison comparison(points);
    std::vector<FrontState> states(points.size(), FrontState::On);
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j : best) {
            if (means[j] < means[i])
                break;
            const bool beats = points[j].trained < points[i].trained ||
                               (points[j].trained == points[i].trained && means[j] > means[i]);
            if (!beats)
                continue;
            states[i] = FrontState::Undecided;
            if (comparison.isSurelyAbove(j, i)) {
                states[i] = FrontState::Dominated;
                break;
            }
        }
    }
    return states;
}

}  // namespace adapterscope
