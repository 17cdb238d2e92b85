// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/dispatch/Dispatcher.h"
#include "tests/core/dispatch/DispatcherBench.h"
#include "tests/support/ScopedVariable.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A trained tuning goes into the project and out of the temporary folder") {
    Bench bench(2);
    TempFolder temporary;
    const ScopedVariable place("TMPDIR", temporary.path().string());
    bench.run(fakeEngine());
    for (const auto& entry : std::filesystem::recursive_directory_iterator(temporary.path()))
        CHECK((entry.is_directory() || entry.path().filename() == "lock"));
    bench.project->extractTuning(bench.ids[1], bench.folder / "out.safetensors");
    CHECK(readFile(bench.folder / "out.safetensors").find("classifier.bias") != std::string::npos);
    CHECK_FALSE(std::filesystem::is_empty(temporary.path()));
    bench.dispatcher.reset();
    CHECK(std::filesystem::is_empty(temporary.path()));
}

TEST_CASE("A run whose fused run was removed fails by itself and the others are trained") {
    Bench bench(0);
    RunSpec spec;
    spec.design = parseDesign("fusion:of=0123456789abcdef+fedcba9876543210");
    spec.base = "builtin";
    spec.task.name = spec.taskName = "sentiment";
    bench.project->addRuns({spec}, {100});
    bench.add(1);
    bench.run(fakeEngine());
    const auto runs = bench.project->runs();
    REQUIRE(runs.size() == 2);
    CHECK(runs[0].result.status == Status::Failed);
    CHECK_THAT(runs[0].result.message.text(), Catch::Contains("0123456789abcdef"));
    CHECK(runs[1].result.status == Status::Done);
    CHECK_FALSE(bench.dispatcher->failure());
    CHECK_FALSE(bench.dispatcher->machineFailed());
}

TEST_CASE("A fusion is trained with the tensors of the runs that it fuses") {
    Bench bench(2);
    TempFolder temporary;
    const ScopedVariable place("TMPDIR", temporary.path().string());
    bench.run(fakeEngine());
    RunSpec spec;
    spec.design = parseDesign("fusion:of=" + bench.ids[0] + "+" + bench.ids[1]);
    spec.base = "builtin";
    spec.task.name = spec.taskName = "sentiment";
    bench.project->addRuns({spec}, {100});
    std::vector<std::string> fused = bench.ids;
    std::sort(fused.begin(), fused.end());
    bench.run(fakeEngine({"--journal", bench.journalFile()}));
    CHECK(linesOf(bench.journal(), "fused") == fused);
    CHECK(bench.statuses() == std::vector<Status>(3, Status::Done));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(temporary.path()))
        CHECK((entry.is_directory() || entry.path().filename() == "lock"));
}

TEST_CASE("An engine that puts a tuning elsewhere than requested is not believed") {
    Bench bench(1);
    bench.options.maxAttempts = 1;
    const auto stray = bench.folder / "stray.safetensors";
    writeFile(stray, "mine");
    bench.run(fakeEngine({"--tuning", stray}));
    CHECK(bench.record(0).result.status == Status::Failed);
    CHECK_FALSE(bench.record(0).hasTuning);
    CHECK(readFile(stray) == "mine");
    CHECK(bench.messages.get().at(0).find("stray.safetensors") != std::string::npos);
}

TEST_CASE("A large tuning is kept only if all weights are to be kept") {
    Bench bench(1, DispatcherOptions::largestKeptTuning + 1);
    bench.run(fakeEngine());
    CHECK(bench.record(0).result.status == Status::Done);
    CHECK_FALSE(bench.record(0).hasTuning);
    Bench other(1, DispatcherOptions::largestKeptTuning + 1);
    other.options.keepAllWeights = true;
    other.run(fakeEngine());
    CHECK(other.record(0).hasTuning);
}
