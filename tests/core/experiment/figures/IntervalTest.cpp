// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/Interval.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

Estimate of(int n, RowError rows) {
    Estimate estimate;
    estimate.n = n;
    estimate.rowError = rows;
    return estimate;
}

}  // namespace

TEST_CASE("An interval names what it includes and how many runs it is of") {
    using enum RowError;
    CHECK(intervalName({of(3, Recorded), of(3, Unpaired)}, Interval::StudentT95) ==
          "mean, 95 % interval of seeds and rows, n = 3");
    CHECK(intervalName({of(2, Recorded), of(3, Recorded)}, Interval::StandardError) ==
          "mean, ± 1 standard error of seeds and rows, n = 2 to 3");
    CHECK(intervalName({of(3, Recorded), of(3, Unknown)}, Interval::StudentT95) ==
          "mean, 95 % interval of seeds and, if known, rows, n = 3");
    CHECK(intervalName({of(3, Unknown)}, Interval::StudentT95) == "mean, 95 % t interval, n = 3");
    CHECK(intervalName({of(3, Unknown)}, Interval::StandardError) == "mean ± 1 s.e.m., n = 3");
}

TEST_CASE("An interval of single runs is of their rows, and designs without a score do not count") {
    using enum RowError;
    CHECK(intervalName({of(1, Recorded), of(0, Unknown)}, Interval::StudentT95) ==
          "single runs, 95 % interval of rows, n = 1");
    CHECK(intervalName({of(1, Unknown)}, Interval::StudentT95) == "single runs, n = 1");
}

TEST_CASE("The bounds are those of the interval that is shown") {
    Estimate estimate;
    estimate.low = 0.6;
    estimate.high = 0.9;
    estimate.lowError = 0.7;
    estimate.highError = 0.8;
    CHECK(boundsOf(estimate, Interval::StudentT95) == std::pair(0.6, 0.9));
    CHECK(boundsOf(estimate, Interval::StandardError) == std::pair(0.7, 0.8));
}
