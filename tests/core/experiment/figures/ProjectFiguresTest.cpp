// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/ProjectFigures.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The figures of a project compare its runs on either score as a comparison on that score does") {
    std::vector<RunRecord> runs;
    for (RunRecord run : fabricatedSweep())
        for (const double rate : {1e-3, 3e-3}) {
            run.spec.hyperparameters.learningRate = rate;
            run.id = runId(run.spec);
            if (run.result.dev)
                run.result.test = *run.result.dev - rate;
            runs.push_back(run);
        }
    for (const char* bestOver : {"", "learning_rate"}) {
        const ProjectFigures figures = ProjectFigures::of(runs, bestOver);
        for (const ScoredOn scoredOn : {ScoredOn::Dev, ScoredOn::Test}) {
            const auto& shown = scoredOn == ScoredOn::Dev ? figures.dev : figures.test;
            const auto expected = compareRuns(runs, scoredOn, bestOver);
            REQUIRE(shown.size() == expected.size());
            for (std::size_t i = 0; i < shown.size(); ++i) {
                CAPTURE(bestOver, expected[i].key);
                CHECK(shown[i].key == expected[i].key);
                CHECK(shown[i].label == expected[i].label);
                CHECK(shown[i].estimate.mean == expected[i].estimate.mean);
                CHECK(shown[i].onDev.has_value() == expected[i].onDev.has_value());
                CHECK(shown[i].onTest.has_value() == expected[i].onTest.has_value());
                CHECK(shown[i].front == expected[i].front);
                CHECK(shown[i].tried == expected[i].tried);
                CHECK(shown[i].hasFewerRates == expected[i].hasFewerRates);
            }
        }
    }
}
