// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/experiment/comparison/SigmaSweep.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord run(const std::string& design, std::uint64_t seed, std::optional<double> dev, Status status = Status::Done) {
    RunRecord record;
    record.spec = specOf(design, seed);
    record.id = runId(record.spec);
    record.result.status = status;
    record.result.metric = "accuracy";
    record.result.dev = dev;
    return record;
}

CurvePoint start(double attention, double ffn) {
    CurvePoint point;
    point.identity = {{0, Site::Attention, attention, 0, 0}, {0, Site::Ffn, ffn, 0, 0}};
    return point;
}

}  // namespace

TEST_CASE("Runs of one design are grouped by sigma and skip") {
    const std::vector<RunRecord> runs{run("houlsby:m=4,sigma=1e-3", 0, 0.80), run("houlsby:m=4,sigma=1e-3", 1, 0.90),
                                      run("houlsby:m=4,sigma=0", 0, 0.70), run("houlsby:m=4,skip=off", 0, 0.50),
                                      run("houlsby:m=4", 0, 0.85)};
    const auto sweeps = sigmaSweeps(runs, {});
    REQUIRE(sweeps.size() == 1);
    const SigmaSweep& sweep = sweeps[0];
    CHECK(toText(sweep.spec.design) == "houlsby:m=4");
    CHECK(sweep.metric == "accuracy");
    CHECK(sweep.sigmas() == std::vector<double>{0, 1e-3, 1e-2});
    REQUIRE(sweep.points.size() == 4);
    CHECK(sweep.points[0].sigma == 0);
    CHECK(sweep.points[1].sigma == 1e-3);
    CHECK(sweep.points[2].sigma == 1e-2);
    CHECK(sweep.points[2].skip);
    CHECK_FALSE(sweep.points[3].skip);
    CHECK(sweep.points[3].sigma == 1e-2);
    // Two seeds 0.1 apart: standard deviation 0.1 / sqrt 2, standard error 0.05. All scores are counts of 20 rows.
    const Estimate& score = sweep.points[1].score;
    CHECK(score.n == 2);
    CHECK(score.mean == Approx(0.85));
    CHECK(score.standardError == Approx(0.05));
    CHECK(score.rows == 20);
    CHECK(score.error == Approx(std::sqrt(0.05 * 0.05 + 0.85 * 0.15 / 20)));
    CHECK(score.low < 0.6);
    CHECK(score.high < 1);
}

TEST_CASE("Diverged runs are counted among those that ended and have no score") {
    const std::vector<RunRecord> runs{run("houlsby:sigma=1", 0, {}, Status::Diverged),
                                      run("houlsby:sigma=1", 1, {}, Status::Diverged), run("houlsby:sigma=1", 2, 0.6),
                                      run("houlsby:sigma=1", 3, {}, Status::Running),
                                      run("houlsby:sigma=0", 0, {}, Status::Waiting)};
    const auto sweeps = sigmaSweeps(runs, {});
    REQUIRE(sweeps.size() == 1);
    const auto& points = sweeps[0].points;
    CHECK_FALSE(points[0].divergedShare().has_value());
    CHECK(points[0].score.n == 0);
    CHECK(points[1].divergedShare().value() == Approx(2.0 / 3));
    CHECK(points[1].score.n == 1);
    CHECK(points[1].unfinished == 1);
    CHECK(sweeps[0].diverged() == 2);
    CHECK(sweeps[0].unfinished() == 2);
}

TEST_CASE("The distance before training is the mean over the adapters and then over the seeds") {
    const auto first = run("houlsby:sigma=1e-1", 0, 0.8), second = run("houlsby:sigma=1e-1", 1, {}, Status::Diverged),
               old = run("houlsby:sigma=1e-1", 2, 0.8), zero = run("houlsby:sigma=0", 0, 0.8);
    const auto sweeps = sigmaSweeps(
        {first, second, old, zero},
        {{first.id, start(0.2, 0.4)}, {second.id, start(0.5, 0.7)}, {old.id, CurvePoint{}}, {zero.id, start(0, 0)}});
    REQUIRE(sweeps.size() == 1);
    const auto& points = sweeps[0].points;
    CHECK(points[0].distance.n == 1);
    CHECK(points[0].distance.mean == 0);
    CHECK(points[1].seeds[0].distance.value() == Approx(0.3));
    CHECK(points[1].distance.n == 2);
    CHECK(points[1].distance.mean == Approx(0.45));
    CHECK(sweeps[0].unmeasured == 1);
}

TEST_CASE("Designs that differ in more than sigma and skip are sweeps of their own") {
    auto otherTask = run("houlsby:m=8", 0, 0.5);
    otherTask.spec.taskHash = "other";
    auto otherRate = run("houlsby:m=8", 0, 0.5);
    otherRate.spec.hyperparameters.learningRate = 5e-3;
    const auto sweeps = sigmaSweeps({run("houlsby:m=8", 0, 0.5), otherTask, otherRate,
                                     run("houlsby:m=16,sigma=1", 0, 0.5), run("houlsby:m=16,sigma=0", 0, 0.5)},
                                    {});
    REQUIRE(sweeps.size() == 4);
    CHECK(toText(sweeps[0].spec.design) == "houlsby:m=16");
}

TEST_CASE("Designs that sigma does not affect are not a sigma sweep") {
    CHECK(sigmaSweeps({run("head", 0, 0.5), run("layernorm", 0, 0.5), run("houlsby:init=lora", 0, 0.5),
                       run("houlsby:init=zero", 0, 0.5), run("houlsby:layers=none", 0, 0.5)},
                      {})
              .empty());
    CHECK(sigmaSweeps({}, {}).empty());
}

TEST_CASE("A design is continued over all sigmas, with and without the skip connection") {
    CHECK(overSigmas(parseDesign("houlsby:m=16,sigma=1,skip=off,lr=3e-3")) ==
          "houlsby:m=16,lr=0.003,sigma=0|1e-7|1e-5|1e-3|1e-2|3e-2|1e-1|3e-1|1,skip=on|off");
    CHECK(overSigmas(parseDesign("houlsby")).starts_with("houlsby:sigma=0|"));
    CHECK(overSigmas(parseDesign("head")) == "head");
    for (const char* text : {"houlsby:m=4,head=off", "lora:r=2,lr=1e-3 & houlsby:m=4", "bitfit & pfeiffer"}) {
        CAPTURE(text);
        const std::vector<Design> designs = expandDesigns(overSigmas(parseDesign(text)));
        CHECK(designs.size() == 18);
        CHECK(std::find(designs.begin(), designs.end(), parseDesign(text)) != designs.end());
    }
    CHECK(expandDesigns(overSigmas(parseDesign("unipelt"))).size() == 9);
}
