// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/experiment/statistics/SeedsAndRows.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// As near as double arithmetic gets in a few steps.
inline Approx near(double value) {
    return Approx(value).epsilon(1e-12).margin(1e-14);
}

/// The scores of the seeds from `first` on.
inline std::vector<SeedScore> seedScores(const std::vector<double>& values, int first = 0) {
    std::vector<SeedScore> scores;
    for (double value : values)
        scores.push_back({first++, value});
    return scores;
}

}  // namespace adapterscope::test
