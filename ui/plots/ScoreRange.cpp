// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ScoreRange.h"

#include <algorithm>
#include <array>

namespace adapterscope {

namespace {

constexpr double farthestBar = 0.15;

/// Shares of the range that stay free: at its ends, and at the metric's bounds, for half a mark.
constexpr double marginShare = 0.07, edge = 0.03;

}  // namespace

std::optional<QCPRange> boundsOfMetric(const std::string& metric) {
    const auto isOneOf = [&](const auto& names) {
        return std::any_of(names.begin(), names.end(), [&](const char* name) { return metric.starts_with(name); });
    };
    // By prefix: f1-macro is an F1, matthews_correlation is GLUE's name of mcc.
    static constexpr std::array shares{"accuracy", "f1"};
    static constexpr std::array correlations{"mcc", "matthews", "pearson", "spearman"};
    if (isOneOf(shares))
        return QCPRange(0, 1);
    if (isOneOf(correlations))
        return QCPRange(-1, 1);
    return std::nullopt;
}

void ScoreRange::add(double value) {
    if (m_values)
        m_values->expand(value);
    else
        m_values = QCPRange(value, value);
}

void ScoreRange::addInterval(double mean, double low, double high) {
    add(std::max(low, mean - farthestBar));
    add(std::min(high, mean + farthestBar));
}

QCPRange ScoreRange::range(const std::string& metric) const {
    if (!m_values)
        return {0, 1};
    const auto bounds = boundsOfMetric(metric);
    QCPRange shown = *m_values;
    if (bounds)
        shown = {std::clamp(shown.lower, bounds->lower, bounds->upper),
                 std::clamp(shown.upper, bounds->lower, bounds->upper)};
    const double free = std::max(0.01, marginShare * shown.size());
    QCPRange range(shown.lower - free, shown.upper + free);
    if (!bounds)
        return range;
    const double beyond = edge * range.size();
    range.lower = std::max(range.lower, bounds->lower - beyond);
    range.upper = std::min(range.upper, bounds->upper + beyond);
    return range;
}

}  // namespace adapterscope
