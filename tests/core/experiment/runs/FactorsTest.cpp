// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>

#include "core/common/Error.h"
#include "core/experiment/runs/Factors.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Property.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::vector<const RunSpec*> pointersTo(const std::vector<RunSpec>& specs) {
    std::vector<const RunSpec*> pointers;
    for (const RunSpec& spec : specs)
        pointers.push_back(&spec);
    return pointers;
}

std::vector<std::string> labelsOf(const std::vector<RunSpec>& specs) {
    const Factors factors(pointersTo(specs));
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < specs.size(); ++i)
        labels.push_back(factors.label(i));
    return labels;
}

using Labels = std::vector<std::string>;

RunSpec atRate(const std::string& design, double rate) {
    RunSpec spec = specOf(design);
    spec.hyperparameters.learningRate = rate;
    return spec;
}

RunSpec on(const std::string& task, const std::string& hash, RunSpec spec) {
    spec.taskName = task;
    spec.taskHash = hash;
    return spec;
}

/// A setting drawn from few values, so that many agree.
RunSpec drawnSpec() {
    RunSpec spec = specOf(*rc::gen::element<std::string>(
                              "houlsby:m=8", "houlsby:m=64", "houlsby", "pfeiffer:m=8", "houlsby:m=8,lr=3e-3", "bitfit",
                              "head", "houlsby:m=8,head=off", "lora:r=4 & bitfit", "lora:r=8 & bitfit", "lora:r=4"),
                          *rc::gen::inRange<std::uint64_t>(0, 2));
    spec.hyperparameters.learningRate = *rc::gen::element(0.0, 1e-3, 3e-3);
    spec.hyperparameters.batch = *rc::gen::element(32, 64);
    spec.hyperparameters.baseDropout = *rc::gen::arbitrary<bool>();
    spec.hyperparameters.optimizer = *rc::gen::element<std::string>("adamw", "bert");
    spec.pooling = *rc::gen::element(Pooling::Mean, Pooling::Cls);
    spec.taskHash = *rc::gen::element<std::string>("a", "b");
    spec.taskName = *rc::gen::element<std::string>("sentiment", "topic");
    spec.baseHash = *rc::gen::element<std::string>("c", "d");
    spec.base = *rc::gen::element<std::string>("builtin", "/models/builtin");
    return spec;
}

}  // namespace

TEST_CASE("A label states what distinguishes a run and nothing else") {
    CHECK(labelsOf({specOf("houlsby:m=8,sites=ffn")}) == Labels{"houlsby:m=8,sites=ffn"});
    CHECK(labelsOf({specOf("houlsby:m=8,sites=ffn"), specOf("houlsby:sites=ffn", 1)}) == Labels{"m=8", "m=64"});
    CHECK(labelsOf({specOf("houlsby:m=8", 0), specOf("houlsby:m=8", 1), specOf("bitfit")}) ==
          Labels{"houlsby:m=8", "houlsby:m=8", "bitfit"});
    CHECK(labelsOf({atRate("houlsby:m=8", 0.01), atRate("houlsby", 0.01), atRate("houlsby", 0.003)}) ==
          Labels{"m=8, lr 1e-2", "m=64, lr 1e-2", "m=64, lr 3e-3"});
    CHECK(labelsOf({specOf("lora:r=4 & bitfit"), specOf("lora:r=8 & bitfit")}) == Labels{"lora.r=4", "lora.r=8"});
    CHECK(labelsOf({specOf("lora:r=4 & bitfit"), specOf("lora:r=8 & bitfit"), specOf("lora:r=8")}) ==
          Labels{"lora:r=4 & bitfit", "lora:r=8 & bitfit", "lora"});
    RunSpec large = specOf("head");
    large.hyperparameters.batch = 64;
    large.hyperparameters.baseDropout = true;
    CHECK(labelsOf({specOf("head"), large}) == Labels{"batch 32, base dropout off", "batch 64, base dropout on"});
    CHECK(labelsOf({}).empty());
}

TEST_CASE("A label that names a method never reads as another design") {
    CHECK(labelsOf({specOf("houlsby:m=16"), specOf("head")}) == Labels{"houlsby:m=16", "head"});
    CHECK(labelsOf({specOf("houlsby:m=64"), specOf("head")}) == Labels{"houlsby", "head"});
    CHECK(labelsOf({specOf("houlsby:m=8,sites=ffn"), specOf("houlsby:m=64,sites=ffn"), specOf("head")}) ==
          Labels{"houlsby:m=8,sites=ffn", "houlsby:m=64,sites=ffn", "head"});
    CHECK(labelsOf({specOf("lora:r=4,head=off & bitfit"), specOf("lora:r=4 & bitfit"), specOf("full")}) ==
          Labels{"lora:r=4,head=off & bitfit", "lora:r=4,head=on & bitfit", "full"});
    // A rate is a hyperparameter, and a line over m stands for every m.
    CHECK(labelsOf({specOf("houlsby:lr=1e-2"), specOf("bitfit:lr=1e-2")}) == Labels{"houlsby", "bitfit"});
    const std::vector<RunSpec> specs = {specOf("houlsby:m=16,sites=ffn"), specOf("head")};
    CHECK(Factors(pointersTo(specs)).labelWithout(0, "m") == "houlsby:sites=ffn");
}

TEST_CASE("The design in a label that names the method is that of the run") {
    checkProperty([] {
        const auto specs = *rc::gen::container<std::vector<RunSpec>>(rc::gen::exec(drawnSpec));
        const Factors factors(pointersTo(specs));
        const bool areNamed = std::any_of(factors.varying().begin(), factors.varying().end(),
                                          [](const Factor& factor) { return factor.name == "method"; });
        if (!areNamed)
            return;
        for (std::size_t i = 0; i < specs.size(); ++i) {
            Design read = parseDesign(factors.label(i).substr(0, factors.label(i).find(", ")));
            Design own = specs[i].design;
            read.learningRate.reset();
            own.learningRate.reset();
            RC_ASSERT(toText(read) == toText(own));
        }
    });
}

TEST_CASE("Where a figure belongs repeats nothing of its design's label") {
    const RunSpec spec = on("topic", "a", specOf("pfeiffer:m=16"));
    CHECK(scopeText(spec, "m=16") == "pfeiffer:m=16, topic on " + spec.base);
    for (const char* label : {"pfeiffer:m=16", "pfeiffer:m=16, lr 1e-2"})
        CHECK(scopeText(spec, label) == "topic on " + spec.base);
}

TEST_CASE("A rate is shown if it is not the only one of its method or not its method's own") {
    CHECK(labelsOf({specOf("houlsby"), specOf("head")}) == Labels{"houlsby", "head"});
    CHECK(labelsOf({atRate("houlsby", 0.0125), specOf("head")}) == Labels{"houlsby, lr 0.0125", "head"});
    CHECK(labelsOf({specOf("houlsby"), specOf("houlsby:lr=2.5e-4"), specOf("head")}) ==
          Labels{"houlsby, lr 1e-3", "houlsby, lr 2.5e-4", "head"});
    CHECK(labelsOf({atRate("houlsby", 0.01), atRate("head", 0.01)}) == Labels{"houlsby", "head"});
}

TEST_CASE("Tasks and bases of one name are told apart") {
    const RunSpec head = specOf("head");
    CHECK(labelsOf({on("sentiment", "a", head), on("topic", "b", head)}) == Labels{"sentiment", "topic"});
    CHECK(labelsOf({on("t", "1234567", head), on("t", "89abcde", head)}) == Labels{"t (123456)", "t (89abcd)"});
    RunSpec far = head;
    far.base = "/a/long/way/to/tiny-bert";
    far.baseHash = "other";
    CHECK(labelsOf({head, far}) == Labels{"on " + head.base, "on tiny-bert"});
}

TEST_CASE("Tasks that differ in how they are read are told apart in words, by a hash only if nothing else differs") {
    RunSpec all = on("reviews", "1234567", specOf("head")), few = on("reviews", "89abcde", specOf("head"));
    few.task.limitTrain = 200;
    CHECK(labelsOf({all, few}) == Labels{"reviews, all rows", "reviews, 200 rows"});
    RunSpec split = few;
    split.taskHash = "fedcba9";
    split.task.split = {70, 15, 15};
    CHECK(labelsOf({few, split}) == Labels{"reviews", "reviews, split 70/15/15"});
    RunSpec byF1 = all;
    byF1.taskHash = "0f1e2d3";
    byF1.task.metric = "f1";
    CHECK(labelsOf({all, byF1}) == Labels{"reviews", "reviews, metric f1"});
    RunSpec changed = few;
    changed.taskHash = "7654321";
    CHECK(labelsOf({few, changed, all}) ==
          Labels{"reviews, 200 rows (89abcd)", "reviews, 200 rows (765432)", "reviews, all rows"});
    // Words are not part of a run's identity.
    RunSpec asAll = few;
    asAll.taskHash = all.taskHash;
    CHECK(runId(asAll) == runId(all));
}

TEST_CASE("What all runs have in common is what their labels leave out") {
    const auto commonOf = [](const std::vector<RunSpec>& specs) { return Factors(pointersTo(specs)).common(); };
    const RunSpec first = on("topic", "a", specOf("houlsby:m=8,sigma=0"));
    RunSpec second = on("topic", "a", specOf("houlsby:m=8,sigma=1"));
    CHECK(commonOf({first, second}) == "houlsby:m=8, lr 1e-3, topic, on " + first.base);
    CHECK(commonOf({first}) == "lr 1e-3, topic, on " + first.base);  // its label is the design
    second.taskHash = "b";
    second.taskName = "films";
    second.hyperparameters.learningRate = 0.01;
    CHECK(commonOf({first, second}) == "houlsby:m=8, on " + first.base);
    CHECK(commonOf({first, on("topic", "a", specOf("bitfit"))}) == "lr 1e-3, topic, on " + first.base);
    CHECK(commonOf({}).empty());
    const auto areUnstated = [](const std::vector<RunSpec>& specs) {
        return Factors(pointersTo(specs)).hasUnstatedRates();
    };
    CHECK(areUnstated({specOf("houlsby"), specOf("head")}));
    CHECK_FALSE(areUnstated({specOf("houlsby"), atRate("houlsby", 0.01)}));
    CHECK_FALSE(areUnstated({specOf("houlsby")}));
}

TEST_CASE("Factors that vary are listed with their values") {
    const std::vector<RunSpec> specs = {specOf("houlsby:m=64"), specOf("houlsby:m=8"),
                                        on("topic", "b", atRate("houlsby:m=128", 0.01))};
    const Factors factors(pointersTo(specs));
    std::vector<std::pair<std::string, Labels>> varying;
    for (const Factor& factor : factors.varying())
        varying.emplace_back(factor.name, factor.values);
    CHECK(varying == std::vector<std::pair<std::string, Labels>>{{"task", {specs[0].taskName, "topic"}},
                                                                 {"m", {"8", "64", "128"}},
                                                                 {"learning_rate", {"1e-3", "1e-2"}}});
    CHECK(factors.values(1).at("m") == "8");
    CHECK(factors.values(1).at("batch") == "32");
    CHECK_NOTHROW(factors.requireFactor("batch"));
    CHECK_THROWS_MATCHES(factors.requireFactor("rate"), Error, says("task, m and learning_rate"));
}

TEST_CASE("Repeats share a label and nothing else does") {
    checkProperty([] {
        const auto specs = *rc::gen::container<std::vector<RunSpec>>(rc::gen::exec(drawnSpec));
        const Labels labels = labelsOf(specs);
        Labels groups;
        std::transform(specs.begin(), specs.end(), std::back_inserter(groups), groupId);
        for (std::size_t i = 0; i < specs.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                RC_ASSERT((labels[i] == labels[j]) == (groups[i] == groups[j]));
    });
}
