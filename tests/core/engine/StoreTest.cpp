// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

// After LibTorch's.
#include <fstream>

#include "core/data/Bases.h"
#include "core/engine/Store.h"
#include "core/experiment/Sweep.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace fs = std::filesystem;

namespace {

RunSpec specOn(const std::string& base) {
    const Sweep sweep{.designs = {"head"}, .bases = {base}, .tasks = {{.name = "topic", .limitTrain = 50}}};
    return plan(sweep).at(0).spec;
}

/// A copy of the built-in base that a test may change.
fs::path copyOfBase(const TempFolder& folder) {
    const auto copy = folder.path() / "base";
    fs::copy(resolveBase("builtin").folder, copy, fs::copy_options::recursive);
    return copy;
}

}  // namespace

TEST_CASE("Bases and tasks are read once and shared") {
    Store store;
    const auto spec = specOn("builtin");
    const auto first = store.trainingData(spec), second = store.trainingData(spec);
    CHECK(first.base == second.base);
    CHECK(first.task == second.task);
    CHECK(store.base("builtin") == first.base);
    CHECK(store.task(spec.task, "builtin", spec.hyperparameters.maxLength) == first.task);
    CHECK(first.task->train.labels.size() == 50);
}

TEST_CASE("A task is encoded anew for another length") {
    Store store;
    const auto source = specOn("builtin").task;
    const auto whole = store.task(source, "builtin", 64), cut = store.task(source, "builtin", 5);
    CHECK(whole != cut);
    for (const auto& sequence : cut->train.sequences)
        CHECK(sequence.ids.size() <= 5);
}

TEST_CASE("A length beyond the positions of the base is refused with both numbers") {
    Store store;
    const auto source = specOn("builtin").task;
    const auto positions = store.base("builtin")->config().positions;
    CHECK_THROWS_WITH(store.task(source, "builtin", positions + 1),
                      Catch::Contains(std::to_string(positions + 1)) && Catch::Contains("--max-length"));
}

TEST_CASE("A base whose files have changed is read again and no longer fits the plan") {
    const TempFolder folder;
    const auto copy = copyOfBase(folder);
    Store store;
    const auto spec = specOn(copy.string());
    const auto before = store.trainingData(spec).base;
    // One more byte in the vocabulary: another base, which loads all the same.
    std::ofstream(copy / "vocab.txt", std::ios::app) << "zzz\n";
    CHECK_THROWS_WITH(store.trainingData(spec), Catch::Contains(copy.string()) && Catch::Contains("changed"));
    CHECK(store.base(copy.string()) != before);
}

TEST_CASE("A task that is not the planned one is refused by name") {
    Store store;
    auto spec = specOn("builtin");
    spec.taskHash = "0123";
    CHECK_THROWS_WITH(store.trainingData(spec), Catch::Contains("topic") && Catch::Contains("changed"));
}
