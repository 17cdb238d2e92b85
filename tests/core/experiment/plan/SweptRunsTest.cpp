// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/experiment/plan/SweptRuns.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Texts = std::vector<std::string>;

/// The queue of a project.
struct Queue {
    std::vector<RunRecord> runs;

    RunRecord& add(const std::string& design, std::uint64_t seed = 0, double rate = 0) {
        RunRecord& run = runs.emplace_back();
        run.spec = specOf(design, seed);
        run.spec.hyperparameters.learningRate = rate;
        return run;
    }
    /// A sweep as it is planned, with that many rows for training and epochs.
    void sweep(const Texts& designs, const Texts& tasks, int seeds, int rows = 0, int epochs = 3) {
        for (int seed = 0; seed < seeds; ++seed)
            for (const std::string& task : tasks)
                for (const std::string& design : designs) {
                    RunSpec& spec = add(design, static_cast<std::uint64_t>(seed)).spec;
                    spec.task.name = spec.taskName = task;
                    spec.task.limitTrain = rows;
                    spec.taskHash = task + std::to_string(rows);
                    spec.hyperparameters.epochs = epochs;
                }
    }
    /// Design, task and seed of each run of one sweep.
    Texts swept() const {
        Texts texts;
        for (const RunRecord& run : ofOneSweep(runs))
            texts.push_back(toText(run.spec.design) + ' ' + run.spec.taskHash + ' ' + std::to_string(run.spec.seed));
        return texts;
    }
};

}  // namespace

TEST_CASE("Of two sweeps with other training rows the runs are of the last one, not of the product of both") {
    Queue queue;
    queue.sweep({"houlsby:m=8"}, {"sentiment"}, 2, 200);
    queue.sweep({"lora"}, {"sentiment"}, 2, 400);
    CHECK(queue.swept() == Texts{"lora sentiment400 0", "lora sentiment400 1"});
    queue.sweep({"houlsby:m=8"}, {"sentiment"}, 3, 400, 5);
    CHECK(queue.swept() ==
          Texts{"houlsby:m=8 sentiment400 0", "houlsby:m=8 sentiment400 1", "houlsby:m=8 sentiment400 2"});
}

TEST_CASE("Two sweeps that were trained alike are one, with designs that have rates of their own") {
    Queue queue;
    queue.sweep({"houlsby:m=2", "houlsby:m=8"}, {"topic"}, 1);
    queue.sweep({"lora", "head", "full:lr=1e-4"}, {"sentiment"}, 2);
    CHECK(queue.swept().size() == 8);
    CHECK(ofOneSweep(fabricatedSweep()).size() == 21);
    CHECK(ofOneSweep({}).empty());
}

TEST_CASE("Each base of a sweep may be read in its own way") {
    Queue queue;
    queue.add("head").spec.pooling = Pooling::Mean;
    RunSpec& other = queue.add("head").spec;
    other.base = "/models/bert";
    other.baseHash = "another";
    other.pooling = Pooling::Pooler;
    CHECK(queue.swept().size() == 2);
    queue.add("head").spec.pooling = Pooling::Cls;  // the base of the first in another way
    const std::vector<RunRecord> swept = ofOneSweep(queue.runs);
    CHECK(swept.back().spec.pooling == Pooling::Cls);
    CHECK(std::none_of(swept.begin(), swept.end(),
                       [](const RunRecord& run) { return run.spec.pooling == Pooling::Mean; }));
}

TEST_CASE("Runs that no sweep gives are passed over") {
    Queue queue;
    queue.sweep({"houlsby:m=8"}, {"sentiment"}, 2, 200);
    queue.add("lora").spec.dataSeed = 3;
    queue.add("lora").spec.hyperparameters.stopAfter = 1;
    queue.add("lora").spec.hyperparameters.start = {"/adapters/a", "its hash"};
    queue.add("lora").isPilot = true;
    queue.add("lora").marks.archived = true;
    CHECK(queue.swept() == Texts{"houlsby:m=8 sentiment200 0", "houlsby:m=8 sentiment200 1"});
    queue.runs.erase(queue.runs.begin(), queue.runs.begin() + 2);
    CHECK(queue.swept().empty());
}

TEST_CASE("Rates that pilots chose are one setting of a sweep") {
    Queue queue;
    for (std::uint64_t seed = 0; seed < 2; ++seed)
        for (const char* design : {"houlsby:m=2", "bitfit"})
            queue.add(design, seed, *design == 'b' ? 1e-2 : 1e-3).tried = {{1e-3, 0.5, "a"}, {1e-2, 0.5, "b"}};
    CHECK(queue.swept().size() == 4);
    queue.add("head", 0, 1e-3);
    CHECK(queue.swept().size() == 1);
}
