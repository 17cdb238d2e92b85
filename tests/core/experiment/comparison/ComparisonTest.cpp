// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/experiment/comparison/Comparison.h"
#include "core/experiment/comparison/RatesGiven.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord recordOf(const RunSpec& spec, double dev, std::int64_t parameters = 1000, Status status = Status::Done) {
    RunRecord record;
    record.spec = spec;
    record.id = runId(spec);
    record.parameters = parameters;
    record.result = resultOf(dev, status);
    return record;
}

RunRecord recordOf(const std::string& design, std::uint64_t seed, double dev, std::int64_t parameters = 1000,
                   Status status = Status::Done) {
    return recordOf(specOf(design, seed), dev, parameters, status);
}

}  // namespace

TEST_CASE("Runs are averaged over their seeds and over nothing else") {
    RunSpec fast = specOf("houlsby:m=8", 0);
    fast.hyperparameters.learningRate = 0.01;
    const auto designs = compareRuns({recordOf("houlsby:m=8", 0, 0.80), recordOf("houlsby:m=16", 0, 0.90),
                                      recordOf("houlsby:m=8", 1, 0.82), recordOf(fast, 0.70)},
                                     ScoredOn::Dev);
    REQUIRE(designs.size() == 3);
    CHECK(toText(designs[0].spec.design) == "houlsby:m=8");
    CHECK(designs[0].estimate.n == 2);
    CHECK(designs[0].estimate.mean == Approx(0.81));
    CHECK(designs[0].trained == 1000);
    CHECK(designs[0].metric == "accuracy");
    CHECK(designs[0].scores.at(1).seed == 1);
    CHECK(designs[0].scores.at(1).run == runId(specOf("houlsby:m=8", 1)));
    CHECK(designs[2].estimate.mean == Approx(0.70));
    CHECK(designs[0].key != designs[2].key);
}

TEST_CASE("A design takes the mean time of its scored runs") {
    auto runs =
        std::vector{recordOf("head", 0, 0.8), recordOf("head", 1, 0.9), recordOf("head", 2, 0, 1000, Status::Failed)};
    runs[0].result.seconds = 10;
    runs[1].result.seconds = 13;
    runs[2].result.seconds = 500;
    const ComparedDesign design = compareRuns(runs, ScoredOn::Dev).at(0);
    CHECK(design.seconds == 11.5);
    CHECK(costOf(design, "seconds") == 11.5);
    CHECK_FALSE(costOf(design, "m"));
    CHECK_FALSE(costOf(design, "stored"));  // which its runs did not record
    ComparedDesign recorded;
    recorded.costs = RunCosts{100, 400, 0.5, 64};
    CHECK(costOf(recorded, "stored") == 100);
    CHECK(costOf(recorded, "bytes") == 400);
    CHECK(costOf(recorded, "percent") == 0.5);
    CHECK(costOf(recorded, "multiply_adds") == 64);
    CHECK_FALSE(costOf(recorded, "m"));
}

TEST_CASE("Designs are scored on the split that is asked for") {
    const std::vector<RunRecord> runs = {recordOf("head", 0, 0.80)};
    CHECK(compareRuns(runs, ScoredOn::Dev).at(0).estimate.mean == Approx(0.80));
    CHECK(compareRuns(runs, ScoredOn::Test).at(0).estimate.mean == Approx(0.79));
}

TEST_CASE("Runs that diverged or failed or wait are counted and not averaged") {
    const auto designs =
        compareRuns({recordOf("head", 0, 0.80), recordOf("head", 1, 0.1, 1000, Status::Diverged),
                     recordOf("head", 2, 0.1, 1000, Status::Failed), recordOf("head", 3, 0.1, 1000, Status::Waiting)},
                    ScoredOn::Dev);
    REQUIRE(designs.size() == 1);
    CHECK(designs[0].estimate.n == 1);
    CHECK(designs[0].estimate.mean == Approx(0.80));
    CHECK(designs[0].diverged == 1);
    CHECK(designs[0].unfinished == 2);
    CHECK(compareRuns({recordOf("full", 0, 0.1, 1000, Status::Diverged)}, ScoredOn::Dev).empty());
    CHECK(compareRuns({}, ScoredOn::Dev).empty());
}

TEST_CASE("Fronts are drawn among designs of the same base and task") {
    RunSpec otherTask = specOf("full", 0);
    otherTask.taskHash = "other";
    const auto designs =
        compareRuns({recordOf("head", 0, 0.80, 100), recordOf("head", 1, 0.81, 100), recordOf("head", 2, 0.82, 100),
                     recordOf("full", 0, 0.50, 9000), recordOf("full", 1, 0.51, 9000), recordOf("full", 2, 0.53, 9000),
                     recordOf(otherTask, 0.5, 9000)},
                    ScoredOn::Dev);
    REQUIRE(designs.size() == 3);
    CHECK(designs[0].front == FrontState::On);
    CHECK(designs[1].front == FrontState::Dominated);
    CHECK(designs[2].front == FrontState::On);
}

TEST_CASE("Two designs are compared on the seed pairs that both have") {
    RunSpec mixed = specOf("full", 1);
    mixed.dataSeed = 7;  // not the pair (1, 1)
    const auto designs = compareRuns({recordOf("head", 0, 0.80), recordOf("head", 1, 0.90), recordOf("full", 0, 0.85),
                                      recordOf(mixed, 0.10), recordOf("full", 2, 0.2)},
                                     ScoredOn::Dev);
    REQUIRE(designs.size() == 2);
    const Estimate difference = differenceBetween(designs[1], designs[0]);
    CHECK(difference.n == 1);
    CHECK(difference.mean == Approx(0.05));
}

TEST_CASE("Of designs that differ only in the rate the best on dev is kept whatever is scored") {
    std::vector<RunRecord> runs;
    for (const double rate : {0.001, 0.01}) {
        RunSpec spec = specOf("houlsby:m=8");
        spec.hyperparameters.learningRate = rate;
        RunRecord run = recordOf(spec, rate == 0.01 ? 0.9 : 0.8);
        run.result.test = rate == 0.01 ? 0.6 : 0.7;
        runs.push_back(run);
    }
    runs.push_back(recordOf("head", 0, 0.5));
    runs.back().result.test = 0.4;
    const auto best = compareRuns(runs, ScoredOn::Test, "learning_rate");
    REQUIRE(best.size() == 2);
    CHECK(best[0].estimate.mean == 0.6);
    CHECK(best[0].tried == 2);
    CHECK(best[0].picked == "lr 1e-2");
    CHECK(best[0].label == "houlsby:m=8");  // both rates are 1e-2 now
    CHECK(best[0].front == FrontState::On);
    CHECK(best[0].onDev->mean == 0.9);
    CHECK(best[0].onTest->mean == 0.6);
    CHECK(best[1].tried == 1);
    CHECK(best[1].label == "head");
    runs[2].result.test.reset();
    const auto onDev = compareRuns(runs, ScoredOn::Dev, "learning_rate");
    CHECK(onDev[0].onTest->mean == 0.6);
    CHECK(onDev[1].onDev->mean == 0.5);
    CHECK_FALSE(onDev[1].onTest);
    CHECK_FALSE(compareRuns(runs, ScoredOn::Dev)[0].onDev);  // nothing was picked
    CHECK_THROWS_MATCHES(compareRuns(runs, ScoredOn::Dev, "rate"), Error, says("method and learning_rate"));
    CHECK(compareRuns({}, ScoredOn::Dev, "learning_rate").empty());
}

TEST_CASE("Comparisons count the rates that each design was given and mark those with fewer") {
    RunSpec slow = specOf("head", 0), fast = specOf("head", 0), lost = specOf("head", 0);
    slow.hyperparameters.learningRate = 1e-3;
    fast.hyperparameters.learningRate = 3e-3;
    lost.hyperparameters.learningRate = 1;
    std::vector<RunRecord> runs = {recordOf(slow, 0.8), recordOf(fast, 0.7), recordOf(lost, 0, 1000, Status::Diverged),
                                   recordOf("full", 0, 0.9)};
    auto designs = compareRuns(runs, ScoredOn::Dev);
    REQUIRE(designs.size() == 3);
    CHECK(designs[0].rates == 3);
    CHECK(designs[1].rates == 3);
    CHECK(designs[2].rates == 1);
    CHECK_FALSE(designs[0].hasFewerRates);
    CHECK(designs[2].hasFewerRates);
    CHECK(compareRuns(runs, ScoredOn::Dev, "learning_rate").at(0).rates == 3);

    const RatesGiven all(runs);
    designs = compareRuns({runs[0], runs[3]}, ScoredOn::Dev, "", &all);  // a filter leaves the others out
    CHECK(designs[0].rates == 3);
    CHECK(designs[1].hasFewerRates);

    // Pilots took the same care of two designs, although one's ladder was longer.
    const auto tried = [](int rates) {
        std::vector<TriedRate> list;
        for (int i = 0; i < rates; ++i)
            list.push_back({1e-4 * (i + 1), 0.5, "pilot"});
        return list;
    };
    runs = {recordOf(slow, 0.8), recordOf("full", 0, 0.9), recordOf("layernorm", 0, 0.85)};
    runs[0].spec.hyperparameters.learningRate = 1e-4;
    runs[0].tried = tried(5);
    runs[1].tried = tried(6);
    designs = compareRuns(runs, ScoredOn::Dev);
    CHECK(designs[0].rates == 5);
    CHECK_FALSE(designs[0].hasFewerRates);
    CHECK_FALSE(designs[1].hasFewerRates);
    CHECK(designs[2].hasFewerRates);
    CHECK(designs[1].pilots.size() == 6);
}
