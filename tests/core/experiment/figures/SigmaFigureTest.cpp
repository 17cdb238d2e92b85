// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/SigmaFigure.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Sweeps over sigma are told apart by what else differs") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=4", "houlsby:m=4,sigma=0", "houlsby:m=8", "houlsby:m=8,sigma=0"})
        runs.push_back(fabricatedRun(design, 0, 0.8, 1000));
    const auto figures = sigmaFigures(sigmaSweeps(runs, {}));
    REQUIRE(figures.size() == 2);
    CHECK(figures[0].design == "m=4");
    CHECK(figures[1].design == "m=8");
    for (const SigmaFigure& figure : figures) {
        CHECK(figure.sweep.points.size() == 2);
        CHECK(figure.scope.find(" on ") != std::string::npos);
        CHECK(figure.whyWithoutScores().empty());
        CHECK(figure.intervalName().find("n = 1") != std::string::npos);
    }
}

TEST_CASE("A sweep over sigma without any score states what became of its runs") {
    const std::vector<RunRecord> runs{fabricatedRun("houlsby:sigma=1", 0, 0, 1000, Status::Diverged),
                                      fabricatedRun("houlsby:sigma=1", 1, 0, 1000, Status::Failed)};
    const auto figures = sigmaFigures(sigmaSweeps(runs, {}));
    REQUIRE(figures.size() == 1);
    CHECK_THAT(figures[0].whyWithoutScores().text(), Catch::Contains("1 diverged") && Catch::Contains("1 failed"));
    CHECK(SigmaFigure().whyWithoutScores().empty());
}
