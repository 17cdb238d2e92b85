// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/Interval.h"

#include <algorithm>

namespace adapterscope {

std::pair<double, double> boundsOf(const Estimate& estimate, Interval interval) {
    if (interval == Interval::StandardError)
        return {estimate.lowError, estimate.highError};
    return {estimate.low, estimate.high};
}

std::string intervalName(const std::vector<Estimate>& estimates, Interval interval) {
    int fewest = 0, most = 0, withRows = 0, all = 0;
    for (const Estimate& estimate : estimates) {
        if (estimate.n == 0)
            continue;
        fewest = fewest == 0 ? estimate.n : std::min(fewest, estimate.n);
        most = std::max(most, estimate.n);
        ++all;
        withRows += estimate.rowError != RowError::Unknown;
    }
    const std::string n = fewest == most ? "n = " + std::to_string(most)
                                         : "n = " + std::to_string(fewest) + " to " + std::to_string(most);
    if (most < 2 && withRows == 0)
        return "single runs, " + n;
    const std::string mean = most < 2 ? "single runs, " : "mean, ";
    if (withRows == 0)
        return (interval == Interval::StandardError ? "mean \u00b1 1 s.e.m., " : "mean, 95 % t interval, ") + n;
    const std::string of = most < 2 ? "rows, " : withRows < all ? "seeds and, if known, rows, " : "seeds and rows, ";
    return mean + (interval == Interval::StandardError ? "\u00b1 1 standard error of " : "95 % interval of ") + of + n;
}

}  // namespace adapterscope
