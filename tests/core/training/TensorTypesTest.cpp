// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Probe.h"
#include "core/training/Trainer.h"
#include "tests/core/training/TinyTask.h"
#include "tests/support/OperationWatch.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Types = std::set<at::ScalarType>;

Types typesOfTraining(const std::string& design, at::ScalarType type, const char* optimizer, bool baseDropout) {
    RunSpec spec;
    spec.design = parseDesign(design);
    spec.pooling = Pooling::Mean;
    spec.hyperparameters.batch = 16;
    spec.hyperparameters.epochs = 1;
    spec.hyperparameters.optimizer = optimizer;
    spec.hyperparameters.baseDropout = baseDropout;
    FrozenStatesCache cache;
    auto config = tinyConfig();
    config.hiddenDropout = config.attentionDropout = 0.1;
    const TrainingData data{tinyBase(type, 1, config), tinyTask(), &cache, "tiny"};
    const OperationWatch watch;
    CHECK(train(spec, data, {}, {}).result.status == Status::Done);
    return watch.types();
}

}  // namespace

TEST_CASE("A run over a base in float64 makes no tensor of another type") {
    for (const auto* design :
         {"houlsby:m=3", "pfeiffer:m=3", "parallel:m=3", "houlsby:m=3,layernorm=none,layers=1", "head", "top:k=1",
          "full", "adapter:m=3,gating=on,own-layernorm=before,scale=learned,dropout=0.1", "bitfit", "lora:r=2",
          "lora:r=2 & houlsby:m=3,sites=ffn"})
        for (const auto* optimizer : {"adamw", "bert"})
            for (const bool dropout : {false, true}) {
                CAPTURE(design, optimizer, dropout);
                CHECK(typesOfTraining(design, at::kDouble, optimizer, dropout) == Types{at::kDouble});
            }
}

TEST_CASE("The watch sees the types of a run over a base in float32") {
    CHECK(typesOfTraining("houlsby:m=3", at::kFloat, "adamw", false).contains(at::kFloat));
}

TEST_CASE("A probe over a base in float64 makes no tensor of another type") {
    const auto base = tinyBase(at::kDouble);
    const auto task = tinyTask();
    const OperationWatch watch;
    Probe(base, task, Pooling::Mean).measure(parseDesign("houlsby:m=3"), {0, 0.1}, 1, {});
    CHECK(watch.types() == Types{at::kDouble});
}
