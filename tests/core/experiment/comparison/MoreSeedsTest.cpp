// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/MoreSeeds.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

ComparedDesign compared(const std::string& design) {
    ComparedDesign made;
    made.spec = specOf(design, 0);
    made.trained = 1000;
    return made;
}

std::vector<std::pair<std::string, std::uint64_t>> namesOf(const std::vector<PlannedRun>& runs) {
    std::vector<std::pair<std::string, std::uint64_t>> names;
    for (const PlannedRun& run : runs) {
        CHECK(run.spec.seed == run.spec.dataSeed);
        CHECK(run.parameters == 1000);
        names.emplace_back(toText(run.spec.design), run.spec.seed);
    }
    return names;
}

std::string idOf(const std::string& design, std::uint64_t seed) {
    return runId(specOf(design, seed));
}

}  // namespace

TEST_CASE("More seeds of two designs are the runs that either of them lacks") {
    const std::map<std::string, Status> known = {
        {idOf("head", 0), Status::Done},     {idOf("full", 0), Status::Done},  // in common already
        {idOf("head", 1), Status::Done},                                       // full lacks it
        {idOf("head", 2), Status::Diverged}, {idOf("full", 2), Status::Done},  // never in common
        {idOf("full", 3), Status::Waiting}};                                   // will come by itself
    const auto a = compared("head"), b = compared("full");
    using Names = std::vector<std::pair<std::string, std::uint64_t>>;
    CHECK(namesOf(runsForMoreSeeds(a, b, 0, known)).empty());
    CHECK(namesOf(runsForMoreSeeds(a, b, 1, known)) == Names{{"full", 1}});
    CHECK(namesOf(runsForMoreSeeds(a, b, 2, known)) == Names{{"full", 1}, {"head", 3}});
    CHECK(namesOf(runsForMoreSeeds(a, b, 3, known)) == Names{{"full", 1}, {"head", 3}, {"head", 4}, {"full", 4}});
}
