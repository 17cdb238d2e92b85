// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/Interval.h"

#include <algorithm>

namespace adapterscope {

std::pair<double, double> boundsOf(const Estimate& estimate, Interval interval) {
    if (interval == Interval::StandardError)
        return {estimate.mean - estimate.standardError, estimate.mean + estimate.standardError};
    return {estimate.low, estimate.high};
}

std::string intervalName(const std::vector<Estimate>& estimates, Interval interval) {
    int fewest = 0, most = 0;
    for (const Estimate& estimate : estimates) {
        if (estimate.n == 0)
            continue;
        fewest = fewest == 0 ? estimate.n : std::min(fewest, estimate.n);
        most = std::max(most, estimate.n);
    }
    const std::string n = fewest == most ? "n = " + std::to_string(most)
                                         : "n = " + std::to_string(fewest) + " to " + std::to_string(most);
    if (most < 2)
        return "single runs, " + n;
    return (interval == Interval::StandardError ? "mean \u00b1 1 s.e.m., " : "mean, 95 % t interval, ") + n;
}

}  // namespace adapterscope
