// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/TimeEstimate.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

PlannedRun plannedOf(const std::string& design, std::uint64_t seed = 0) {
    PlannedRun run;
    run.spec = specOf(design, seed);
    run.id = runId(run.spec);
    run.steps = 100;
    run.layerParameters = 1'000'000;
    return run;
}

RunRecord finishedOf(const RunSpec& spec, double seconds) {
    RunRecord record;
    record.spec = spec;
    record.id = runId(spec);
    record.result = resultOf(0.8);
    record.result.steps = 100;
    record.result.seconds = seconds;
    return record;
}

}  // namespace

TEST_CASE("Times come from the finished runs that are most alike") {
    RunSpec otherTask = specOf("houlsby:m=8", 5);
    otherTask.taskHash = "other";
    const std::vector<PlannedRun> planned = {plannedOf("houlsby:m=16")};
    std::vector<RunRecord> known = {finishedOf(specOf("head", 5), 2)};
    CHECK(estimateTime(planned, known, 1).seconds == Approx(2));  // same base
    known.push_back(finishedOf(otherTask, 20));
    CHECK(estimateTime(planned, known, 1).seconds == Approx(20));  // and method
    known.push_back(finishedOf(specOf("houlsby:m=8", 5), 30));
    known.push_back(finishedOf(specOf("houlsby:m=8", 6), 50));
    const TimeEstimate estimate = estimateTime(planned, known, 1);
    CHECK(estimate.seconds == Approx(40));  // and task: the mean
    CHECK(estimate.measured);
    CHECK(estimate.runs == 1);
}

TEST_CASE("Times go with the rows that are trained on") {
    PlannedRun planned = plannedOf("houlsby:m=16");
    planned.steps = 50;
    planned.spec.hyperparameters.batch = 64;  // as many rows as 100 steps of 32
    const std::vector<RunRecord> known = {finishedOf(specOf("houlsby:m=8"), 40)};
    CHECK(estimateTime({planned}, known, 1).seconds == Approx(40));
}

TEST_CASE("Rows that are only scored take a third of the time of those that are trained on") {
    PlannedRun planned = plannedOf("houlsby:m=16");
    planned.spec.hyperparameters.epochs = 1;
    planned.devRows = 3200;  // scored twice
    planned.testRows = 3200;
    // 100 steps of 32 and 3,200 rows' worth of scoring: twice the training alone.
    PlannedRun alone = planned;
    alone.devRows = alone.testRows = 0;
    CHECK(estimateTime({planned}, {}, 1).seconds == Approx(2 * estimateTime({alone}, {}, 1).seconds));
    // Twice the steps of a measured run, but no more to score: half as much again.
    RunRecord known = finishedOf(specOf("houlsby:m=8"), 40);
    known.spec.hyperparameters.epochs = 1;
    planned.steps = 200;
    CHECK(estimateTime({planned}, {known}, 1).seconds == Approx(60));
}

TEST_CASE("Runs that are done cost nothing and those that ended badly contribute nothing") {
    const std::vector<PlannedRun> planned = {plannedOf("head", 0), plannedOf("head", 1)};
    std::vector<RunRecord> known = {finishedOf(planned[0].spec, 10)};
    CHECK(estimateTime(planned, known, 1).runs == 1);
    CHECK(estimateTime(planned, known, 1).seconds == Approx(10));
    known[0].result.status = Status::Diverged;
    CHECK(estimateTime(planned, known, 1).runs == 2);
    CHECK(!estimateTime(planned, known, 1).measured);
    CHECK(estimateTime({}, known, 1).seconds == 0);
}

TEST_CASE("Workers share the runs but one run never takes less than its time") {
    const std::vector<RunRecord> known = {finishedOf(specOf("head", 9), 10)};
    const std::vector<PlannedRun> planned = {plannedOf("head", 0), plannedOf("head", 1), plannedOf("head", 2)};
    CHECK(estimateTime(planned, known, 1).seconds == Approx(30));
    CHECK(estimateTime(planned, known, 2).seconds == Approx(15));
    CHECK(estimateTime(planned, known, 8).seconds == Approx(10));
    CHECK(estimateTime(planned, known, 0).seconds == Approx(30));
}

TEST_CASE("Without finished runs the size of the base decides and the estimate is marked as a guess") {
    PlannedRun small = plannedOf("head"), large = small;
    large.layerParameters = 85'000'000;
    const TimeEstimate guess = estimateTime({small}, {}, 1);
    CHECK(!guess.measured);
    // 100 steps of 32 rows: twice (8.6 ms + 10.7 ms for a million parameters) each.
    CHECK(guess.seconds == Approx(100 * 1.5 * (0.0086 + 0.0107)));
    CHECK(estimateTime({large}, {}, 1).seconds > 20 * guess.seconds);
}
