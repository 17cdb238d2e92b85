// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/models/SweepGridModel.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/pages/sweep/PlanSummary.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// What is stated of two designs over these bases and tasks, with three seeds.
std::string stated(const std::vector<std::string>& bases, const std::vector<std::string>& tasks) {
    SweepPlan plan;
    plan.draft.sweep.seeds = 3;
    for (const char* design : {"head", "layernorm"})
        for (const std::string& base : bases)
            for (const std::string& task : tasks)
                for (std::uint64_t seed = 0; seed < 3; ++seed) {
                    PlannedRun run;
                    run.spec.baseHash = base;
                    run.spec.taskHash = task;
                    run.spec.seed = seed;
                    run.group = design + base + task;
                    plan.planned.push_back(run);
                }
    plan.unknown = static_cast<int>(plan.planned.size());
    return planSummary(plan, false).summary.section(QLatin1Char('.'), 0, 0).toStdString();
}

/// What is stated of two designs, each at these alternatives of the rate, or one at a rate of its own.
std::string statedOfRates(const std::vector<double>& rates, bool hasOwnRate) {
    SweepPlan plan;
    for (const char* design : {"head", "layernorm"})
        for (const double rate : rates) {
            PlannedRun run;
            run.spec.design = parseDesign(design);
            run.spec.hyperparameters.learningRate = hasOwnRate && run.spec.design.name() == "head" ? rates[0] : rate;
            run.group = design + std::to_string(run.spec.hyperparameters.learningRate);
            plan.planned.push_back(run);
        }
    plan.unknown = static_cast<int>(plan.planned.size());
    return planSummary(plan, false).summary.section(QLatin1Char('.'), 0, 0).toStdString();
}

}  // namespace

TEST_CASE("A plan's summary counts rates apart from designs if each design has all of them") {
    CHECK(statedOfRates({1e-3, 3e-3, 1e-2}, false) == "<b>6 runs</b>: 2 designs × 3 rates × 1 seed");
    CHECK(statedOfRates({1e-3, 3e-3, 1e-2}, true) == "<b>6 runs</b>: 4 designs × 1 seed");
    CHECK(statedOfRates({1e-3}, false) == "<b>2 runs</b>: 2 designs × 1 seed");
}

TEST_CASE("A plan's summary names bases and tasks each by their own number, and only if there are several") {
    CHECK(stated({"a"}, {"t"}) == "<b>6 runs</b>: 2 designs × 3 seeds");
    CHECK(stated({"a"}, {"t", "u"}) == "<b>12 runs</b>: 2 designs × 2 tasks × 3 seeds");
    CHECK(stated({"a", "b", "c"}, {"t"}) == "<b>18 runs</b>: 2 designs × 3 bases × 3 seeds");
    CHECK(stated({"a", "b"}, {"t", "u"}) == "<b>24 runs</b>: 2 designs × 2 bases × 2 tasks × 3 seeds");
}

TEST_CASE("The numbers of the grid's states add up to the runs that it shows") {
    SweepGridModel grid;
    CHECK(statesText(grid) == "Nothing trained yet.");
    std::vector<RunRecord> runs = {fabricatedRun("head", 0, 0.5, 258), fabricatedRun("head", 1, 0.7, 258),
                                   fabricatedRun("full", 0, 0.6, 9000), fabricatedRun("full", 1, 0.6, 9000)};
    runs[1].marks.archived = true;
    grid.setRuns(runs, {QString::fromStdString(runs[0].id), QString::fromStdString(runs[1].id)});
    CHECK(statesText(grid) == "\u2713 1 done   2 planned   1 archived");
    grid.setRuns(runs, {});
    CHECK(statesText(grid) == "4 planned");
}
