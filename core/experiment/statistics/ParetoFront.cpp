// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/statistics/ParetoFront.h"

#include <algorithm>
#include <numeric>

#include "core/common/Error.h"

namespace adapterscope {
namespace {

double meanOf(const FrontPoint& point) {
    double sum = 0;
    for (const SeedScore& score : point.scores)
        sum += score.value;
    return sum / static_cast<double>(point.scores.size());
}

/// Decides for pairs of points which is above the other beyond doubt. Called for every pair of thousands of points, so
/// rows are looked at only if the seeds alone leave little doubt: an interval reaches at least 1.96 standard errors of
/// the seeds to each side.
class PairedComparison {
public:
    PairedComparison(const std::vector<FrontPoint>& points, const ScoreKind& kind) : m_kind(kind) {
        for (const FrontPoint& point : points) {
            m_scores.push_back(point.scores);
            std::sort(m_scores.back().begin(), m_scores.back().end(),
                      [](const SeedScore& a, const SeedScore& b) { return a.seed < b.seed; });
        }
    }

    bool isSurelyAbove(std::size_t better, std::size_t worse) {
        m_differences.clear();
        const auto &a = m_scores[better], &b = m_scores[worse];
        for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
            if (i->seed == j->seed)
                m_differences.push_back((i++)->value - (j++)->value);
            else
                ++(i->seed < j->seed ? i : j);
        }
        if (std::ssize(m_differences) < Estimate::fewestTrusted)
            return false;
        const Estimate seeds = estimate(m_differences);
        return seeds.mean > 1.9 * seeds.standardError && verdictOn(pairedDifference(a, b, m_kind)) == Verdict::Better;
    }

private:
    ScoreKind m_kind;
    std::vector<std::vector<SeedScore>> m_scores;  ///< by seed
    std::vector<double> m_differences;
};

}  // namespace

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

std::vector<FrontState> paretoFront(const std::vector<FrontPoint>& points, const ScoreKind& kind) {
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

    PairedComparison comparison(points, kind);
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
