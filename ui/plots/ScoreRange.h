// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <optional>
#include <string>

namespace adapterscope {

/// The bounds of a metric: 0 to 1 for shares such as accuracy and F1, -1 to 1 for correlations; absent if
/// unknown.
std::optional<QCPRange> boundsOfMetric(const std::string& metric);

/// What an axis of scores has to show, and the range that shows it.
class ScoreRange {
public:
    void add(double value);
    /// An interval around a mean. Two seeds make it so wide that it would press everything else together: it stretches
    /// the axis by 0.15 on either side at most.
    void addInterval(double mean, double low, double high);
    /// With a margin; beyond the metric's bounds only as far as a mark on them needs to be fully visible. 0 to 1 if
    /// nothing was added.
    QCPRange range(const std::string& metric) const;

private:
    std::optional<QCPRange> m_values;
};

}  // namespace adapterscope
