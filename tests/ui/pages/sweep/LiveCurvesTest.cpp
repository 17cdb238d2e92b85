// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/pages/sweep/LiveCurves.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord startedRun(const std::string& design, std::uint64_t seed, std::uint64_t dataSeed) {
    RunRecord run = fabricatedRun(design, seed, 0, 1000, Status::Running);
    run.spec.dataSeed = dataSeed;
    run.id = runId(run.spec);
    return run;
}

std::vector<std::string> namesOf(const LiveCurves& curves) {
    std::vector<std::string> names;
    for (const auto& line : curves.figure().lines)
        names.push_back(line.legend);
    return names;
}

std::vector<int> stylesOf(const LiveCurves& curves) {
    std::vector<int> styles;
    for (const auto& line : curves.figure().lines)
        styles.push_back(line.style);
    return styles;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Runs that are trained have names of their own and styles that they keep") {
    LiveCurves curves;
    const RunRecord first = startedRun("houlsby:m=8", 0, 0);
    curves.begin(first);
    CHECK(namesOf(curves) == Names{"houlsby:m=8, seed 0"});
    curves.begin(startedRun("houlsby:m=8", 0, 7));
    CHECK(namesOf(curves) == Names{"houlsby:m=8, seed 0", "houlsby:m=8, seed 0/7"});
    curves.begin(startedRun("houlsby:m=2", 0, 0));
    CHECK(namesOf(curves) == Names{"m=8, seed 0", "m=8, seed 0/7", "m=2, seed 0"});
    CHECK(stylesOf(curves) == std::vector<int>{0, 1, 2});
    curves.end(QString::fromStdString(first.id));
    CHECK(namesOf(curves).size() == 3);  // it stays until another starts
    curves.begin(startedRun("head", 0, 0));
    CHECK(namesOf(curves) == Names{"houlsby:m=8, seed 0/7", "houlsby:m=2, seed 0", "head, seed 0"});
    CHECK(stylesOf(curves) == std::vector<int>{1, 2, 0});
}

TEST_CASE("Of many finished runs only the first are drawn") {
    LiveCurves curves;
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        runs.push_back(fabricatedRun("head", seed, 0.5, 258));
    curves.showRuns(runs);
    REQUIRE(namesOf(curves).size() == 12);
    CHECK(namesOf(curves).back() == "head, seed 11");
    CHECK(stylesOf(curves).back() == 11);
    curves.showRuns({});
    CHECK(namesOf(curves).empty());
    CHECK_FALSE(curves.isVisible());
}
