// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <functional>
#include <limits>
#include <map>
#include <set>

#include "core/common/Error.h"
#include "core/experiment/runs/RunSpec.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The identity covers everything that determines a result") {
    const std::map<std::string, std::function<void(RunSpec&)>> changes = {
        {"design", [](RunSpec& s) { s.design = parseDesign("houlsby:m=9"); }},
        {"method", [](RunSpec& s) { s.design = parseDesign("full"); }},
        {"head", [](RunSpec& s) { s.design.head = false; }},
        {"design rate", [](RunSpec& s) { s.design.learningRate = 0.5; }},
        {"base hash", [](RunSpec& s) { s.baseHash[0] = 'c'; }},
        {"task hash", [](RunSpec& s) { s.taskHash[0] = 'c'; }},
        {"pooling", [](RunSpec& s) { s.pooling = Pooling::Cls; }},
        {"batch", [](RunSpec& s) { ++s.hyperparameters.batch; }},
        {"epochs", [](RunSpec& s) { ++s.hyperparameters.epochs; }},
        {"stop after", [](RunSpec& s) { s.hyperparameters.stopAfter = 1; }},
        {"start",
         [](RunSpec& s) {
             s.hyperparameters.start = {"adapter", "ab"};
         }},
        {"evaluations", [](RunSpec& s) { ++s.hyperparameters.evaluations; }},
        {"patience", [](RunSpec& s) { ++s.hyperparameters.patience; }},
        {"warmup", [](RunSpec& s) { s.hyperparameters.warmup = 0.06; }},
        {"learning rate", [](RunSpec& s) { s.hyperparameters.learningRate = 0.25; }},
        {"weight decay", [](RunSpec& s) { s.hyperparameters.weightDecay = 0; }},
        {"clip", [](RunSpec& s) { s.hyperparameters.clip = 0; }},
        {"optimizer", [](RunSpec& s) { s.hyperparameters.optimizer = "bert"; }},
        {"head dropout", [](RunSpec& s) { s.hyperparameters.headDropout = 0; }},
        {"base dropout", [](RunSpec& s) { s.hyperparameters.baseDropout = true; }},
        {"max length", [](RunSpec& s) { s.hyperparameters.maxLength = 64; }},
        {"threads", [](RunSpec& s) { s.hyperparameters.threads = 2; }},
        {"precision", [](RunSpec& s) { s.hyperparameters.precision = "bf16"; }},
        {"seed", [](RunSpec& s) { ++s.seed; }},
        {"data seed", [](RunSpec& s) { ++s.dataSeed; }},
    };
    const RunSpec start = specOf("houlsby:m=8");
    std::set<std::string> ids = {runId(start)};
    for (const auto& [what, change] : changes) {
        RunSpec changed = start;
        change(changed);
        INFO(what);
        CHECK(ids.insert(runId(changed)).second);
    }
}

TEST_CASE("The identity leaves out names and places") {
    const RunSpec start = specOf("houlsby:m=8");
    RunSpec moved = start;
    moved.base = "/elsewhere/base";
    moved.task.name = "/elsewhere/task.tsv";
    moved.taskName = "task";
    CHECK(runId(moved) == runId(start));
    CHECK(groupId(moved) == groupId(start));
}

TEST_CASE("An id is 16 hexadecimal digits and stays the same from version to version") {
    const std::string id = runId(specOf("houlsby:m=8"));
    CHECK(id.size() == 16);
    CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
    // SHA-256 of the JSON text of the identity, keys sorted, made outside this program.
    // Changing this value makes every project train its runs again: do so only with a new project format.
    CHECK(id == "fc3479be3dce5e47");
}

TEST_CASE("A hyperparameter that came later enters the identity only if it is not at its default") {
    RunSpec spec = specOf("houlsby:m=8");
    CHECK(toJson(spec.hyperparameters).size() == 14);
    CHECK_FALSE(toJson(spec.hyperparameters).contains("defaults"));
    CHECK(hyperparametersFromJson({{"defaults", 1}}) == Hyperparameters{});
    spec.hyperparameters = hyperparametersFromJson({{"defaults", 1}});
    CHECK(runId(spec) == "fc3479be3dce5e47");
    spec.hyperparameters.defaults = 2;
    CHECK(toJson(spec.hyperparameters)["defaults"] == 2);
    CHECK(toJson(spec.hyperparameters).size() == 15);
    CHECK(runId(spec) != "fc3479be3dce5e47");
    CHECK(groupId(spec) != groupId(specOf("houlsby:m=8")));
}

TEST_CASE("A start counts by its content wherever its folder is") {
    RunSpec here = specOf("houlsby:m=8"), there = here;
    here.hyperparameters.start = {"/here/adapter", "ab"};
    there.hyperparameters.start = {"/there", "ab"};
    CHECK(runId(here) == runId(there));
    CHECK(here.hyperparameters == there.hyperparameters);
    const RunSpec again = runSpecFromJson(toJson(here));
    CHECK(again.hyperparameters.start.folder == "/here/adapter");
    CHECK(again.hyperparameters.start.hash == "ab");
    CHECK_THROWS_MATCHES(hyperparametersFromJson({{"start", {{"path", "x"}}}}), Error, says("\"path\""));
    here.hyperparameters.epochs = 0;
    requireValid(here.hyperparameters);
    here.hyperparameters.start = {};
    CHECK_THROWS_MATCHES(requireValid(here.hyperparameters), Error, says("epochs is 0: it must be 1 or more"));
}

TEST_CASE("Defaults of a later version are refused in words") {
    for (const int version : {0, -1, defaultsVersion + 1})
        CHECK_THROWS_MATCHES(
            hyperparametersFromJson({{"defaults", version}}), Error,
            says("version " + std::to_string(version) + " of the defaults, but this program knows them up to version"));
}

TEST_CASE("Names with equal settings share a run") {
    CHECK(runId(specOf("houlsby:m=48")) == runId(specOf("adapter:m=48")));
    CHECK(runId(specOf("pfeiffer")) ==
          runId(specOf("adapter:m=48,sites=ffn,activation=relu,layernorm=none,original-layernorm=before")));
    CHECK(runId(specOf("pfeiffer:m=64")) != runId(specOf("houlsby:m=64")));
    CHECK(runId(specOf("houlsby")) == runId(specOf("houlsby:m=64,sigma=0.01")));
}

TEST_CASE("The learning rate counts by its value wherever it was given") {
    RunSpec inHyperparameters = specOf("houlsby:m=8"), inDesign = specOf("houlsby:m=8,lr=0.002");
    const RunSpec byDefault = inHyperparameters;
    inHyperparameters.hyperparameters.learningRate = 0.002;
    CHECK(effectiveLearningRate(inHyperparameters) == 0.002);
    CHECK(effectiveLearningRate(inDesign) == 0.002);
    CHECK(effectiveLearningRate(byDefault) == 1e-3);
    CHECK(effectiveLearningRate(specOf("full")) == 1e-4);
    CHECK(runId(inHyperparameters) == runId(inDesign));
    CHECK(runId(inHyperparameters) != runId(byDefault));
    inDesign.hyperparameters.learningRate = 0.001;
    CHECK(runId(inDesign) == runId(byDefault));
}

TEST_CASE("Seeds and nothing else distinguish the runs of a group") {
    CHECK(groupId(specOf("houlsby:m=8", 0)) == groupId(specOf("houlsby:m=8", 3)));
    CHECK(groupId(specOf("houlsby:m=8")) != groupId(specOf("houlsby:m=9")));
}

TEST_CASE("A run reads back from JSON the same to the last digit") {
    RunSpec spec = specOf("houlsby:m=8,sigma=0.0123456789012345,lr=3e-5", 7);
    spec.dataSeed = std::numeric_limits<std::uint64_t>::max();
    spec.task.limitTrain = 2000;
    spec.task.split = {70, 20, 10};
    spec.pooling = Pooling::Pooler;
    spec.hyperparameters.warmup = 0.1 + 0.2;
    spec.hyperparameters.optimizer = "bert";
    spec.hyperparameters.baseDropout = true;
    spec.hyperparameters.stopAfter = 2;
    const RunSpec again = runSpecFromJson(nlohmann::json::parse(toJson(spec).dump()));
    CHECK(toJson(again) == toJson(spec));
    CHECK(again.design == spec.design);
    CHECK(again.task == spec.task);
    CHECK(again.hyperparameters == spec.hyperparameters);
    CHECK(again.dataSeed == spec.dataSeed);
    CHECK(runId(again) == runId(spec));
}

TEST_CASE("Hyperparameters from JSON keep their defaults and refuse what is not understood") {
    CHECK(hyperparametersFromJson(nlohmann::json::object()) == Hyperparameters{});
    CHECK(hyperparametersFromJson({{"epochs", 5}}).epochs == 5);
    CHECK_THROWS_MATCHES(hyperparametersFromJson({{"epoch", 5}}), Error, says("\"epoch\""));
    CHECK_THROWS_MATCHES(hyperparametersFromJson({{"epochs", 2.5}}), Error, says("whole number, not 2.5"));
    CHECK_THROWS_MATCHES(hyperparametersFromJson({{"batch", 4294967296}}), Error, says("\"batch\""));
    CHECK_THROWS_MATCHES(hyperparametersFromJson({{"clip", "off"}}), Error, says("\"clip\""));
}

TEST_CASE("Every fault of the hyperparameters is named at once") {
    requireValid(Hyperparameters{});
    Hyperparameters h;
    h.batch = 0;
    h.epochs = -1;
    h.warmup = 1.5;
    h.headDropout = 1;
    h.learningRate = std::numeric_limits<double>::quiet_NaN();
    h.optimizer = "sgd";
    h.precision = "f16";
    h.maxLength = 2;
    h.stopAfter = 4;
    for (const char* part : {"batch is 0", "epochs is -1", "stop after is 4", "warm-up is 1.5", "head dropout is 1",
                             "learning rate is nan", "\"sgd\"", "\"f16\"", "max length is 2"})
        CHECK_THROWS_MATCHES(requireValid(h), Error, says(part));
}

TEST_CASE("Numbers that no run has a use for are refused before anything is worked out from them") {
    constexpr int most = std::numeric_limits<int>::max();
    Hyperparameters h;
    h.batch = h.epochs = h.evaluations = h.patience = h.maxLength = h.threads = most;
    h.learningRate = h.weightDecay = std::numeric_limits<double>::infinity();
    for (const char* part : {"batch is 2147483647: it must be 1000000 or less", "epochs is 2147483647",
                             "evaluations is 2147483647", "patience is 2147483647", "max length is 2147483647",
                             "threads is 2147483647", "learning rate is inf", "weight decay is inf"})
        CHECK_THROWS_MATCHES(requireValid(h), Error, says(part));
}
