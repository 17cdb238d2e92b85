// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/Schedule.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// What is found about a run over 2,000 rows, or that many: "key" of a remark, "key!" of a fault.
std::vector<std::string> found(const RunSpec& spec, std::int64_t rows = 2000) {
    std::vector<std::string> keys;
    for (const Finding& finding : checkTraining(spec, rows))
        keys.push_back(finding.key + (finding.fault ? "!" : ""));
    return keys;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("Steps and warm-up are counted from rows, batch and epochs") {
    Hyperparameters h;
    CHECK(trainingSteps(h, 2000) == 189);
    CHECK(trainingSteps(h, 32) == 3);
    CHECK(trainingSteps(h, 1) == 3);
    CHECK(warmupSteps(h, 189) == 19);
    h.warmup = 0.5;
    CHECK(warmupSteps(h, 1) == 1);
    h.warmup = 0;
    CHECK(warmupSteps(h, 189) == 0);
}

TEST_CASE("A run that stops early keeps the schedule of all its epochs") {
    Hyperparameters h;
    h.stopAfter = 1;
    CHECK(trainedEpochs(h) == 1);
    CHECK(trainingSteps(h, 2000) == 63);
    CHECK(scheduledSteps(h, 2000) == 189);
    RunSpec spec = specOf("head");
    spec.hyperparameters = h;
    spec.hyperparameters.warmup = 0.5;  // beyond where it stops
    CHECK(found(spec).empty());
}

TEST_CASE("A usual run gives nothing to remark on") {
    CHECK(found(specOf("houlsby:m=8")).empty());
    CHECK(found(specOf("head"), 32).empty());
}

TEST_CASE("A run without training rows trains nothing") {
    CHECK(found(specOf("head"), 0) == Keys{"task!"});
}

TEST_CASE("A warm-up that takes the only step trains nothing and one that takes all steps is doubtful") {
    RunSpec spec = specOf("head");
    spec.hyperparameters.warmup = 1;
    CHECK(found(spec) == Keys{"warmup"});
    CHECK(checkTraining(spec, 2000).at(0).sentence.text().find("all 189 steps") != std::string::npos);
    spec.hyperparameters.warmup = 0.998;  // 189 of 189 steps, rounded
    CHECK(found(spec) == Keys{"warmup"});
    spec.hyperparameters.warmup = 0.9;
    CHECK(found(spec).empty());
    spec.hyperparameters.epochs = 1;
    spec.hyperparameters.warmup = 0.5;
    CHECK(found(spec, 32) == Keys{"warmup!"});
    spec.hyperparameters.warmup = 0.4;
    CHECK(found(spec, 32).empty());
}

TEST_CASE("A rate that is 0 in float32 trains nothing and one that rounding takes away is doubtful") {
    RunSpec spec = specOf("head");
    spec.hyperparameters.learningRate = 1e-60;
    CHECK(found(spec) == Keys{"learning_rate!"});
    spec.hyperparameters.learningRate = 1e-12;
    CHECK(found(spec) == Keys{"learning_rate"});
    spec.hyperparameters.learningRate = 1e-8;
    CHECK(found(spec).empty());
    spec.hyperparameters.learningRate = 2;
    CHECK(found(spec) == Keys{"learning_rate"});
    CHECK(found(specOf("head:lr=1e-60")) == Keys{"learning_rate!"});
    CHECK(found(specOf("head:lr=2")).empty());  // a remark on the design
}

TEST_CASE("A batch beyond the rows, a decay that forgets and a clip below epsilon are doubtful") {
    RunSpec spec = specOf("head");
    CHECK(found(spec, 31) == Keys{"batch"});
    CHECK(checkTraining(spec, 31).at(0).sentence.text().find("31 training rows") != std::string::npos);
    spec.hyperparameters.weightDecay = 100;  // at 1e-2, the rate of head
    CHECK(found(spec) == Keys{"weight_decay"});
    spec.hyperparameters.weightDecay = 0;
    spec.hyperparameters.clip = 1e-9;
    CHECK(found(spec) == Keys{"clip"});
    spec.hyperparameters.clip = 0;  // no limit
    CHECK(found(spec).empty());
}
