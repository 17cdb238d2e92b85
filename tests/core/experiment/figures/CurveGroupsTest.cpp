// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/CurveGroups.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

void addAt(std::vector<RunRecord>& runs, const std::string& design, double rate, int batch) {
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        runs.push_back(fabricatedRun(design, seed, 0.8, 300));
        runs.back().spec.hyperparameters.learningRate = rate;
        runs.back().spec.hyperparameters.batch = batch;
        runs.back().id = runId(runs.back().spec);
    }
}

std::vector<CurveGroup> groupsOf(const std::vector<RunRecord>& runs) {
    return curveGroups(Factors::of(runs), runs.size());
}

}  // namespace

TEST_CASE("Groups of curves have the colour of the design and the dash of the first setting that varies") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=2", "houlsby:m=8"})
        for (const int batch : {16, 32})
            for (const double rate : {1e-2, 1e-3})
                addAt(runs, design, rate, batch);
    const std::vector<CurveGroup> groups = groupsOf(runs);
    REQUIRE(groups.size() == 16);
    CHECK(groups.front().name == "m=2, lr 1e-2");
    CHECK(groups.front().colour == 0);
    CHECK(groups.front().dash == 1);  // from small to large
    CHECK(groups[2].name == "m=2, lr 1e-3");
    CHECK(groups[2].colour == 0);
    CHECK(groups[2].dash == 0);
    CHECK(groups[4].name == groups[0].name);  // another batch
    CHECK(groups.back().name == "m=8, lr 1e-3");
    CHECK(groups.back().colour == 1);
}

TEST_CASE("Groups of curves of one design have colours by its first setting that varies") {
    std::vector<RunRecord> runs;
    for (const int batch : {16, 32})
        for (const double rate : {1e-3, 1e-2})
            addAt(runs, "houlsby:m=8", rate, batch);
    const std::vector<CurveGroup> groups = groupsOf(runs);
    CHECK(groups.front().name == "lr 1e-3, batch 16");
    CHECK(groups.back().name == "lr 1e-2, batch 32");
    CHECK(groups.back().colour == 1);
    CHECK(groups.back().dash == 1);
    CHECK(groupsOf({runs.begin(), runs.begin() + 2}).front().name == "houlsby:m=8");  // only repeats
}

TEST_CASE("Dashes stand for nothing if there are more designs than colours, or rates are each method's own") {
    std::vector<RunRecord> many;
    for (int m = 1; m <= 7; ++m)
        for (const double rate : {1e-3, 1e-2})
            addAt(many, "houlsby:m=" + std::to_string(m), rate, 32);
    const std::vector<CurveGroup> groups = groupsOf(many);
    CHECK(groups.front().name == "m=1");
    CHECK(groups.back().colour == 6);
    CHECK(groups.back().dash == -1);
    const std::vector<CurveGroup> own =
        groupsOf({fabricatedRun("layernorm", 0, 0.8, 300), fabricatedRun("full", 0, 0.8, 300)});
    CHECK(own.front().name == "layernorm");
    CHECK(own.front().dash == -1);
}
