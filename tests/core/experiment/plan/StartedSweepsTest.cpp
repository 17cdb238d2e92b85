// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Sweep startedSweep(const std::vector<std::string>& designs) {
    Sweep sweep;
    sweep.designs = designs;
    sweep.bases = {"builtin"};
    sweep.tasks.emplace_back().name = "sentiment";
    sweep.choosesRates = true;
    sweep.seeds = 2;
    return sweep;
}

/// What a project holds.
struct KnownRuns {
    std::vector<RunRecord> records;

    void add(const std::vector<PlannedRun>& runs) {
        for (const PlannedRun& run : runs) {
            std::erase_if(records, [&](const RunRecord& record) { return record.id == run.id; });
            RunRecord record;
            record.spec = run.spec;
            record.id = run.id;
            record.isPilot = run.isPilot;
            record.tried = run.tried;
            records.push_back(record);
        }
    }
    /// The best rate is the method's own.
    void endAll(Status status = Status::Done) {
        for (RunRecord& record : records)
            if (record.result.status == Status::Waiting) {
                const Design& design = record.spec.design;
                record.result =
                    resultOf(effectiveLearningRate(record.spec) == learningRateOf(design) ? 0.9 : 0.5, status);
            }
    }
};

}  // namespace

TEST_CASE("A project keeps each started sweep that chooses its rates until it is over") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    CHECK(startedSweeps(*project).empty());
    const Sweep first = startedSweep({"houlsby:m=2|8"}), second = startedSweep({"bitfit"});
    Sweep given = startedSweep({"head"});
    given.choosesRates = false;
    rememberStarted(*project, {first, given});
    rememberStarted(*project, {second, first});
    CHECK(startedSweeps(*project) == std::vector<Sweep>{first, second});
    forgetStarted(*project, {first, given});
    CHECK(startedSweeps(*project) == std::vector<Sweep>{second});
    CHECK_FALSE(lastPlanned(*project));
    rememberPlanned(*project, given);
    CHECK(lastPlanned(*project) == given);
    project->setValue(lastPlannedKey, R"({"designs": 3})");
    CHECK_FALSE(lastPlanned(*project));
    project->setValue(startedKey, R"([{"designs": 3}])");
    CHECK(startedSweeps(*project).empty());
}

TEST_CASE("A started sweep continues with the runs at the rates that its pilots chose") {
    const std::vector<PlannedRun> planned = plannedOf(startedSweep({"houlsby:m=8", "bitfit"}));
    KnownRuns known;
    known.add(withRates(planned, {}).runs);
    REQUIRE(known.records.size() == 10);
    CHECK(continuationOf(planned, known.records).due.empty());
    CHECK_FALSE(continuationOf(planned, known.records).isOver);
    known.endAll();
    const Continuation next = continuationOf(planned, known.records);
    REQUIRE(next.due.size() == 4);
    CHECK_FALSE(next.isOver);
    for (const PlannedRun& run : next.due) {
        CHECK_FALSE(run.isPilot);
        CHECK(run.tried.size() == 5);
    }
    known.add(next.due);
    CHECK(continuationOf(planned, known.records).due.empty());
    CHECK(continuationOf(planned, known.records).isOver);  // nothing is to be chosen any more
}

TEST_CASE("Failed pilots may be tried again, but those that were deleted are given up") {
    const std::vector<PlannedRun> planned = plannedOf(startedSweep({"bitfit"}));
    KnownRuns known;
    known.add(withRates(planned, {}).runs);
    known.endAll(Status::Failed);
    CHECK_FALSE(continuationOf(planned, known.records).isOver);
    known.records.pop_back();
    CHECK(continuationOf(planned, known.records).due.empty());
    CHECK(continuationOf(planned, known.records).isOver);
    KnownRuns diverged;
    diverged.add(withRates(planned, {}).runs);
    diverged.endAll(Status::Diverged);
    for (RunRecord& record : diverged.records)
        record.result.dev.reset();
    CHECK(continuationOf(planned, diverged.records).due.empty());
    CHECK(continuationOf(planned, diverged.records).isOver);
}

TEST_CASE("A pilot at one more rate is due if the best is at the end of the ladder") {
    const std::vector<PlannedRun> planned = plannedOf(startedSweep({"bitfit"}));
    KnownRuns known;
    known.add(withRates(planned, {}).runs);
    known.endAll();
    for (RunRecord& record : known.records)
        record.result.dev = 0.5;
    const auto fastest = std::max_element(known.records.begin(), known.records.end(), [](const auto& a, const auto& b) {
        return effectiveLearningRate(a.spec) < effectiveLearningRate(b.spec);
    });
    fastest->result.dev = 0.9;
    const Continuation next = continuationOf(planned, known.records);
    REQUIRE(next.due.size() == 1);
    CHECK(next.due.front().isPilot);
    CHECK_FALSE(next.isOver);
}

TEST_CASE("A pilot that is as long as its run becomes that run") {
    Sweep sweep = startedSweep({"bitfit"});
    sweep.seeds = 1;
    sweep.hyperparameters.epochs = 1;
    const std::vector<PlannedRun> planned = plannedOf(sweep);
    KnownRuns known;
    known.add(withRates(planned, {}).runs);
    known.endAll();
    const Continuation next = continuationOf(planned, known.records);
    REQUIRE(next.due.size() == 1);
    CHECK_FALSE(next.due.front().isPilot);
    CHECK(std::any_of(known.records.begin(), known.records.end(),
                      [&](const RunRecord& record) { return record.id == next.due.front().id; }));
    known.add(next.due);
    known.endAll();
    CHECK(continuationOf(planned, known.records).isOver);
}
