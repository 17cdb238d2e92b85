// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/experiment/SweptRuns.h"
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
    /// Design, task and seed of each run of the last sweep.
    Texts last() const { return textsOf(lastSweep(runs)); }
    static Texts textsOf(const std::vector<RunRecord>& swept) {
        Texts texts;
        for (const RunRecord& run : swept)
            texts.push_back(toText(run.spec.design) + ' ' + run.spec.taskHash + ' ' + std::to_string(run.spec.seed));
        return texts;
    }
};

}  // namespace

TEST_CASE("Of two sweeps with other training rows the last one is what was planned, not the product of both") {
    Queue queue;
    queue.sweep({"houlsby:m=8"}, {"sentiment"}, 2, 200);
    queue.sweep({"lora"}, {"sentiment"}, 2, 400);
    CHECK(queue.last() == Texts{"lora sentiment400 0", "lora sentiment400 1"});
    CHECK(Queue::textsOf(ofOneSweep(queue.runs)) == queue.last());
    queue.sweep({"houlsby:m=8"}, {"sentiment"}, 3, 400, 5);
    CHECK(queue.last() ==
          Texts{"houlsby:m=8 sentiment400 0", "houlsby:m=8 sentiment400 1", "houlsby:m=8 sentiment400 2"});
}

TEST_CASE("Of two sweeps that were trained alike the last one holds no run that the project lacks") {
    Queue queue;
    queue.sweep({"houlsby:m=2", "houlsby:m=8"}, {"topic"}, 1);
    queue.sweep({"lora", "head"}, {"sentiment"}, 2);
    CHECK(queue.last() == Texts{"lora sentiment0 0", "head sentiment0 0", "lora sentiment0 1", "head sentiment0 1"});
    CHECK(ofOneSweep(queue.runs).size() == 6);  // of those that a person selected, their product is meant

    Queue fewer;
    fewer.sweep({"houlsby:m=2", "houlsby:m=8"}, {"sentiment"}, 3);
    fewer.sweep({"lora"}, {"sentiment"}, 2);
    CHECK(fewer.last() == Texts{"lora sentiment0 0", "lora sentiment0 1"});
}

TEST_CASE("A whole sweep is found again, with designs that have rates of their own and after it was continued") {
    Queue queue;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        for (const double rate : {1e-3, 1e-2}) {
            queue.add("houlsby:m=2", seed, rate);
            queue.add("bitfit", seed, rate);
        }
        queue.add("full:lr=1e-4", seed);
    }
    CHECK(lastSweep(queue.runs).size() == 10);
    queue.add("bitfit", 2, 1e-3);
    queue.add("bitfit", 2, 1e-2);
    CHECK(queue.last() == Texts{"bitfit " + std::string(64, 'a') + " 2", "bitfit " + std::string(64, 'a') + " 2"});
    CHECK(lastSweep(fabricatedSweep()).size() == 21);
    CHECK(lastSweep({}).empty());
}

TEST_CASE("Each base of a sweep may be read in its own way") {
    Queue queue;
    queue.add("head").spec.pooling = Pooling::Mean;
    RunSpec& other = queue.add("head").spec;
    other.base = "/models/bert";
    other.baseHash = "another";
    other.pooling = Pooling::Pooler;
    CHECK(lastSweep(queue.runs).size() == 2);
    queue.add("head").spec.pooling = Pooling::Cls;  // the base of the first in another way
    const std::vector<RunRecord> swept = lastSweep(queue.runs);
    CHECK(swept.back().spec.pooling == Pooling::Cls);
    CHECK(std::none_of(swept.begin(), swept.end(),
                       [](const RunRecord& run) { return run.spec.pooling == Pooling::Mean; }));
}

TEST_CASE("Runs that no sweep gives are passed over") {
    Queue queue;
    queue.sweep({"houlsby:m=8"}, {"sentiment"}, 2, 200);
    queue.add("lora", 7);
    queue.add("lora").spec.dataSeed = 3;
    queue.add("lora").spec.hyperparameters.stopAfter = 1;
    queue.add("lora").spec.hyperparameters.start = {"/adapters/a", "its hash"};
    queue.add("lora").isPilot = true;
    queue.add("lora").marks.archived = true;
    CHECK(queue.last() == Texts{"houlsby:m=8 sentiment200 0", "houlsby:m=8 sentiment200 1"});
    queue.runs.erase(queue.runs.begin(), queue.runs.begin() + 2);
    CHECK(queue.last().empty());
}

TEST_CASE("What was archived of a sweep is still a part of it") {
    std::vector<RunRecord> runs = fabricatedSweep();
    runs[1].marks.archived = true;
    CHECK(lastSweep(runs).size() == 20);
}

TEST_CASE("Rates that pilots chose are one setting of a sweep") {
    Queue queue;
    for (std::uint64_t seed = 0; seed < 2; ++seed)
        for (const char* design : {"houlsby:m=2", "bitfit"})
            queue.add(design, seed, *design == 'b' ? 1e-2 : 1e-3).tried = {{1e-3, 0.5, "a"}, {1e-2, 0.5, "b"}};
    CHECK(lastSweep(queue.runs).size() == 4);
    queue.add("head", 0, 1e-3);
    CHECK(lastSweep(queue.runs).size() == 1);
}
