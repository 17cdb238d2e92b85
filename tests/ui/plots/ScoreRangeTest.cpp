// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/plots/ScoreRange.h"

using namespace adapterscope;

TEST_CASE("Metrics are known by their bounds") {
    for (const char* metric : {"accuracy", "f1", "f1-macro"})
        CHECK(boundsOfMetric(metric) == QCPRange(0, 1));
    for (const char* metric : {"mcc", "matthews_correlation", "pearson", "spearman"})
        CHECK(boundsOfMetric(metric) == QCPRange(-1, 1));
    CHECK_FALSE(boundsOfMetric("loss").has_value());
    CHECK_FALSE(boundsOfMetric("").has_value());
}

TEST_CASE("An axis of scores has a margin inside the metric's bounds and next to none beyond them") {
    ScoreRange scores;
    scores.add(0.4);
    scores.add(0.9);
    CHECK(scores.range("accuracy").lower == Approx(0.365));
    CHECK(scores.range("accuracy").upper == Approx(0.935));
    scores.addInterval(0.95, 0.2, 1.7);  // stretches by 0.15 on either side: down to 0.8, up to 1.1
    CHECK(scores.range("loss").upper == Approx(1.1 + 0.07 * 0.7));
    // Cut at 1, with 0.03 of the range for half a mark.
    CHECK(scores.range("accuracy").lower == Approx(0.4 - 0.07 * 0.6));
    CHECK(scores.range("accuracy").upper == Approx(1 + 0.03 * 0.6 * 1.14));
    scores.add(0);
    CHECK(scores.range("accuracy").lower == Approx(-0.03 * 1.14));
    CHECK(scores.range("mcc").lower == Approx(-0.07));
    CHECK(ScoreRange().range("accuracy") == QCPRange(0, 1));
}
