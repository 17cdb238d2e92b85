// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/EvaluatedRows.h"

#include <cmath>
#include <numeric>

namespace adapterscope {
namespace {

/// The smallest denominator of a fraction that equals this number except for rounding, by its continued fraction; 0 if
/// it is above the limit.
std::int64_t denominatorOf(double value, std::int64_t most) {
    constexpr double rounding = 1e-13;  // two fractions with denominators up to a million are 1e-12 apart
    std::int64_t before = 0, denominator = 1;
    double rest = value - std::floor(value);
    while (std::abs(value * static_cast<double>(denominator) - std::round(value * static_cast<double>(denominator))) >
           rounding * static_cast<double>(denominator)) {
        if (rest <= 0 || 1 / rest > static_cast<double>(most))
            return 0;
        const auto whole = static_cast<std::int64_t>(1 / rest);
        rest = 1 / rest - static_cast<double>(whole);
        const std::int64_t next = whole * denominator + before;
        before = denominator;
        denominator = next;
        if (denominator > most)
            return 0;
    }
    return denominator;
}

std::optional<double> accuracyOf(const RunResult& result, ScoredOn scoredOn) {
    const auto found = result.metrics.find(scoredOn == ScoredOn::Dev ? "dev_accuracy" : "test_accuracy");
    if (found != result.metrics.end())
        return found->second;
    return result.metric == "accuracy" ? scoreOf(result, scoredOn) : std::nullopt;
}

}  // namespace

const std::optional<double>& scoreOf(const RunResult& result, ScoredOn scoredOn) {
    return scoredOn == ScoredOn::Dev ? result.dev : result.test;
}

const RowOutcomes& outcomesOf(const RunResult& result, ScoredOn scoredOn) {
    return scoredOn == ScoredOn::Dev ? result.devRows : result.testRows;
}

EvaluatedRows::EvaluatedRows(const std::vector<RunRecord>& runs, ScoredOn scoredOn) {
    std::map<std::string, std::int64_t> implied;  // 0 = they allow no number
    for (const RunRecord& run : runs) {
        if (run.result.status != Status::Done)
            continue;
        if (const RowOutcomes& outcomes = outcomesOf(run.result, scoredOn); outcomes.rows > 0)
            m_rows[run.spec.taskHash] = outcomes.rows;
        const std::optional<double> accuracy = accuracyOf(run.result, scoredOn);
        if (!accuracy)
            continue;
        const bool isFraction = *accuracy >= 0 && *accuracy <= 1;
        const std::int64_t denominator = isFraction ? denominatorOf(*accuracy, mostImplied) : 0;
        std::int64_t& rows = implied.try_emplace(run.spec.taskHash, 1).first->second;
        rows = denominator == 0 || rows == 0 ? 0 : std::lcm(rows, denominator);
        if (rows > mostImplied)
            rows = 0;
    }
    m_rows.merge(implied);
}

std::int64_t EvaluatedRows::of(const RunSpec& spec) const {
    const auto found = m_rows.find(spec.taskHash);
    return found == m_rows.end() ? 0 : found->second;
}

}  // namespace adapterscope
