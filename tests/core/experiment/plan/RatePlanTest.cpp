// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/common/Error.h"
#include "core/experiment/comparison/RatesGiven.h"
#include "core/experiment/plan/RatePlan.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Sweep autoSweep(const std::vector<std::string>& designs, int seeds = 2) {
    Sweep sweep;
    sweep.designs = designs;
    sweep.bases = {"builtin"};
    sweep.tasks.emplace_back().name = "sentiment";
    sweep.choosesRates = true;
    sweep.seeds = seeds;
    return sweep;
}

/// The record of a planned run that ended.
RunRecord ended(const PlannedRun& run, double dev, Status status = Status::Done) {
    RunRecord record;
    record.spec = run.spec;
    record.id = run.id;
    record.result = resultOf(dev, status);
    record.isPilot = run.isPilot;
    record.tried = run.tried;
    return record;
}

/// Those of the pilots with these scores, from the smallest rate on; a score below 0 diverged.
std::vector<RunRecord> endedPilots(const RatePlan& plan, const std::vector<double>& scores) {
    std::vector<RunRecord> records;
    for (std::size_t i = 0; i < scores.size(); ++i)
        records.push_back(ended(plan.runs.at(i), scores[i], scores[i] < 0 ? Status::Diverged : Status::Done));
    return records;
}

std::vector<double> ratesOf(const std::vector<PlannedRun>& runs) {
    std::vector<double> rates;
    for (const PlannedRun& run : runs)
        rates.push_back(effectiveLearningRate(run.spec));
    return rates;
}

std::vector<TriedRate> triedWith(const std::vector<double>& scores) {
    std::vector<TriedRate> tried;
    const std::vector<double> rates = rateLadder(1e-3);
    for (std::size_t i = 0; i < scores.size(); ++i)
        tried.push_back({rates.at(i), scores[i] < 0 ? std::nullopt : std::optional(scores[i]), "p"});
    return tried;
}

}  // namespace

TEST_CASE("The ladder of rates reaches a decade to each side of the method's own") {
    CHECK(rateLadder(1e-3) == std::vector<double>{1e-4, 3e-4, 1e-3, 3e-3, 1e-2});
    CHECK(rateLadder(0.1) == std::vector<double>{0.01, 0.03, 0.1, 0.3, 1});
    CHECK(rateLadder(1.234e-3)[2] == 1.234e-3);
    CHECK(pilotEpochs(1) == 1);
    CHECK(pilotEpochs(3) == 1);
    CHECK(pilotEpochs(10) == 3);
}

TEST_CASE("The rate with the best score on dev is chosen") {
    CHECK(chosenRate(triedWith({0.5, 0.6, 0.7, 0.8, 0.6}), 1e-3, 600) == 3e-3);
    CHECK(chosenRate(triedWith({0.5, 0.6, 0.7, -1, -1}), 1e-3, 600) == 1e-3);
    CHECK(chosenRate(triedWith({-1, -1, -1, -1, -1}), 1e-3, 600) == std::nullopt);
}

TEST_CASE("Of rates that dev cannot tell apart the method's own is chosen, else the smallest") {
    CHECK(chosenRate(triedWith({0.5, 0.8, 0.7, 0.8, 0.8}), 1e-3, 600) == 3e-4);
    CHECK(chosenRate(triedWith({0.5, 0.5, 0.5, 0.5, 0.5}), 1e-3, 600) == 1e-3);
    CHECK(chosenRate(triedWith({0.5, 0.5, -1, -1, -1}), 1e-3, 600) == 1e-4);
    // 15 rows of 600 more at chance are within the error of 0.0289, but not 60 of 2,400, whose error is 0.0144.
    CHECK(chosenRate(triedWith({0.5, 0.525, 0.5, 0.5, 0.5}), 1e-3, 600) == 1e-3);
    CHECK(chosenRate(triedWith({0.5, 0.525, 0.5, 0.5, 0.5}), 1e-3, 2400) == 3e-4);
    // Near the top the error is smaller: 0.0113 and 0.0116 here.
    CHECK(chosenRate(triedWith({0.5, 0.6, 0.7, 0.965, 0.95}), 1e-3, 600) == 3e-3);
    CHECK(chosenRate(triedWith({0.5, 0.6, 0.7, 0.955, 0.965}), 1e-3, 600) == 3e-3);
    CHECK(chosenRate(triedWith({0.5, 0.6, 0.7, 0.95, 0.965}), 1e-3, 600) == 1e-2);
}

TEST_CASE("The ladder gets one more rung if its end is better than all else") {
    CHECK(rungBeyond(triedWith({0.5, 0.6, 0.7, 0.8, 0.9})) == 3e-2);
    CHECK(rungBeyond(triedWith({0.9, 0.6, 0.7, 0.8, -1})) == 3e-5);
    CHECK(rungBeyond(triedWith({0.5, 0.6, 0.7, 0.9, 0.9})) == std::nullopt);
    CHECK(rungBeyond(triedWith({0.5, 0.6, 0.9, 0.8, 0.7})) == std::nullopt);
    CHECK(rungBeyond(triedWith({-1, -1, -1, -1, -1})) == std::nullopt);
}

TEST_CASE("Pilots come first and every seed follows at the rate that they chose") {
    const std::vector<PlannedRun> runs = plannedOf(autoSweep({"houlsby:m=8", "lora:lr=5e-4"}));
    REQUIRE(runs.size() == 4);
    const RatePlan first = withRates(runs, {});
    CHECK(ratesOf(first.runs) == std::vector<double>{1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 5e-4, 5e-4});
    CHECK(first.undecided.size() == 2);
    for (std::size_t i = 0; i < 5; ++i) {
        const PlannedRun& pilot = first.runs[i];
        CHECK(pilot.isPilot);
        CHECK(pilot.id == runId(pilot.spec));
        CHECK(pilot.spec.hyperparameters.epochs == 3);
        CHECK(pilot.spec.hyperparameters.stopAfter == 1);
        CHECK(pilot.steps == 10);  // 320 rows in batches of 32, once
        CHECK((pilot.spec.seed == 0 && pilot.spec.dataSeed == 0));
    }
    // A rate of its own was stated, so nothing is chosen.
    CHECK_FALSE(first.runs[5].isPilot);
    CHECK(first.runs[5].tried.empty());

    const RatePlan second = withRates(runs, endedPilots(first, {0.5, 0.6, 0.7, 0.8, 0.6}));
    CHECK(second.undecided.empty());
    REQUIRE(second.runs.size() == 9);
    CHECK(ratesOf({second.runs.begin() + 5, second.runs.end()}) == std::vector<double>{3e-3, 5e-4, 3e-3, 5e-4});
    const PlannedRun& chosen = second.runs[7];
    CHECK(chosen.spec.seed == 1);
    CHECK(chosen.spec.hyperparameters.epochs == 3);
    CHECK(chosen.spec.hyperparameters.stopAfter == 0);
    CHECK(chosen.id == runId(chosen.spec));
    CHECK(chosen.group == groupId(chosen.spec));
    REQUIRE(chosen.tried.size() == 5);
    CHECK(chosen.tried[3] == TriedRate{3e-3, 0.8, first.runs[3].id});
    CHECK(choiceText(chosen) ==
          "3e-3 of 5 rates on dev: 1e-4 0.5000, 3e-4 0.6000, 1e-3 0.7000, 3e-3 0.8000, 1e-2 0.6000");
    CHECK(rateOrigin(chosen.spec, chosen.tried) == "auto");
    CHECK(rateOrigin(second.runs[6].spec, {}) == "given");
}

TEST_CASE("Each setting has pilots of its own") {
    Sweep sweep = autoSweep({"houlsby:m=2|8", "head"}, 1);
    const RatePlan first = withRates(plannedOf(sweep), {});
    CHECK(first.runs.size() == 15);
    CHECK(first.undecided.size() == 3);
}

TEST_CASE("After an interruption the same pilots are planned and nothing is decided too early") {
    const std::vector<PlannedRun> runs = plannedOf(autoSweep({"head"}));
    const RatePlan first = withRates(runs, {});
    std::vector<RunRecord> known = endedPilots(first, {0.5, 0.6, 0.7, 0.8, 0.9});
    const Status status =
        GENERATE(Status::Waiting, Status::Running, Status::Interrupted, Status::Failed, Status::Cancelled);
    known[4].result.status = status;
    const RatePlan again = withRates(runs, known);
    CHECK(again.undecided.size() == 2);
    REQUIRE(again.runs.size() == 5);
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(again.runs[i].id == first.runs[i].id);
    known.pop_back();
    CHECK(withRates(runs, known).undecided.size() == 2);
}

TEST_CASE("A best rate at the end of the ladder gets one rung more and then a remark") {
    const std::vector<PlannedRun> runs = plannedOf(autoSweep({"bitfit"}, 1));
    const RatePlan first = withRates(runs, {});
    std::vector<RunRecord> known = endedPilots(first, {0.5, 0.6, 0.7, 0.8, 0.9});
    const RatePlan second = withRates(runs, known);
    REQUIRE(second.runs.size() == 6);
    CHECK(effectiveLearningRate(second.runs[5].spec) == 3e-2);
    CHECK(second.runs[5].isPilot);
    CHECK(second.undecided.size() == 1);
    const bool isBetterStill = GENERATE(true, false);
    known.push_back(ended(second.runs[5], isBetterStill ? 0.95 : 0.4));
    const RatePlan third = withRates(runs, known);
    CHECK(third.undecided.empty());
    REQUIRE(third.runs.size() == 7);
    CHECK(effectiveLearningRate(third.runs[6].spec) == (isBetterStill ? 3e-2 : 1e-2));
    CHECK(third.runs[6].tried.size() == 6);
    const auto& remarks = third.runs[6].remarks;
    CHECK(std::any_of(remarks.begin(), remarks.end(), [](const Remark& remark) {
              return remark.sentence.text().find(
                         "the best of the 6 learning rates that were tried, 3e-2, is the largest") == 0;
          }) == isBetterStill);
}

TEST_CASE("A pilot that diverged loses, and a setting whose pilots all diverged gets no rate") {
    const std::vector<PlannedRun> runs = plannedOf(autoSweep({"full"}));
    const RatePlan first = withRates(runs, {});
    const RatePlan some = withRates(runs, endedPilots(first, {0.5, 0.6, 0.5, -1, -1}));
    CHECK(effectiveLearningRate(some.runs.back().spec) == 3e-5);
    CHECK(choiceText(some.runs.back()).find("1e-3 diverged") != std::string::npos);
    const RatePlan none = withRates(runs, endedPilots(first, {-1, -1, -1, -1, -1}));
    CHECK(none.undecided.empty());
    CHECK(none.runs.size() == 5);
    REQUIRE(none.faults.size() == 1);
    CHECK(none.faults[0].text().find("No learning rate could be chosen for full on sentiment: none of the 5") == 0);
}

TEST_CASE("A run of one epoch is its own pilot and is trained once") {
    Sweep sweep = autoSweep({"head"});
    sweep.hyperparameters.epochs = 1;
    const std::vector<PlannedRun> runs = plannedOf(sweep);
    const RatePlan first = withRates(runs, {});
    const RatePlan second = withRates(runs, endedPilots(first, {0.5, 0.6, 0.7, 0.8, 0.6}));
    REQUIRE(second.runs.size() == 4 + 2);
    CHECK(second.runs[4].id == first.runs[3].id);
    CHECK_FALSE(second.runs[4].isPilot);
}

TEST_CASE("A rate cannot be chosen if nothing is scored on dev") {
    CHECK_THROWS_MATCHES(plannedOf(autoSweep({"head"}), 0), Error, says("the task sentiment has no rows for dev"));
    CHECK_NOTHROW(plannedOf(autoSweep({"head:lr=1e-3"}), 0));
}

TEST_CASE("A sweep's file can leave the rates to pilots") {
    const Sweep sweep = autoSweep({"head"});
    CHECK(toJson(sweep)["learning_rates"] == "auto");
    CHECK(sweepFromJson(toJson(sweep)) == sweep);
    nlohmann::json json = toJson(sweep);
    json["learning_rates"] = "automatic";
    CHECK_THROWS_MATCHES(sweepFromJson(json), Error, says("learning_rates"));
}

TEST_CASE("A pilot that diverged has ended well and a run that did has not") {
    for (const Status status : {Status::Done, Status::Pruned}) {
        CHECK(endedWell(status, false));
        CHECK(endedWell(status, true));
    }
    CHECK(endedWell(Status::Diverged, true));
    CHECK_FALSE(endedWell(Status::Diverged, false));
    for (const Status status :
         {Status::Waiting, Status::Running, Status::Failed, Status::Cancelled, Status::Interrupted})
        CHECK_FALSE(endedWell(status, true));
}

TEST_CASE("Rates are counted over a setting's runs and over its pilots") {
    const std::vector<PlannedRun> runs = plannedOf(autoSweep({"head"}, 1));
    const RatePlan first = withRates(runs, {});
    const RatePlan second = withRates(runs, endedPilots(first, {0.5, 0.6, 0.7, 0.8, 0.6}));
    const RunRecord chosen = ended(second.runs.back(), 0.85);
    RunRecord given = chosen;  // a rate that no pilot tried
    given.spec.hyperparameters.learningRate = 0.5;
    given.tried.clear();
    RunRecord waiting = given;
    waiting.spec.hyperparameters.learningRate = 0.7;
    waiting.result.status = Status::Waiting;
    CHECK(RatesGiven({chosen}).of(chosen) == 5);
    CHECK(RatesGiven({chosen, given, waiting}).of(chosen) == 6);
    CHECK(RatesGiven({given}).of(given) == 1);
    CHECK(RatesGiven({waiting}).of(waiting) == 1);
    given.marks.archived = true;
    CHECK(RatesGiven({chosen, given}).of(chosen) == 5);
    CHECK(RatesGiven({given}).of(given) == 1);
}
