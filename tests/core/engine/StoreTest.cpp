// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

// After LibTorch's.
#include <fstream>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/engine/Store.h"
#include "core/experiment/plan/Sweep.h"

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

TEST_CASE("A task is encoded again for another length") {
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
    // One more byte in the vocabulary: a different base, which still loads.
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

TEST_CASE("A base that is read again stays alive for whoever holds the old one") {
    const TempFolder folder;
    const auto copy = copyOfBase(folder);
    Store store;
    const auto base = store.base(copy.string());
    const BaseConfig& config = base->config();
    const auto layers = config.layers;
    std::ofstream(copy / "vocab.txt", std::ios::app) << "zzz\n";
    CHECK(store.base(copy.string()) != base);
    CHECK(config.layers == layers);
    CHECK(base->tensor("embeddings.word_embeddings.weight").defined());
}

TEST_CASE("A task whose file has changed is read again") {
    const TempFolder folder;
    const auto file = folder / "reviews.csv";
    const auto write = [&](int rows) {
        std::ofstream stream(file);
        stream << "text,label\n";
        for (int i = 0; i < rows; ++i)
            stream << "text number " << i << ',' << (i % 2 ? "good" : "bad") << '\n';
    };
    Store store;
    write(40);
    const auto before = store.task({.name = file.string()}, "builtin", 16);
    CHECK(store.task({.name = file.string()}, "builtin", 16) == before);
    write(60);
    CHECK(store.task({.name = file.string()}, "builtin", 16)->train.size() > before->train.size());
}

TEST_CASE("A sweep continues with the task it was planned with after its file has changed") {
    const TempFolder folder;
    const auto file = folder / "reviews.csv";
    std::ofstream stream(file);
    stream << "text,label\n";
    for (int i = 0; i < 40; ++i)
        stream << "text number " << i << ',' << (i % 2 ? "good" : "bad") << '\n';
    stream.close();
    const Sweep sweep{.designs = {"head"}, .bases = {"builtin"}, .tasks = {{.name = file.string()}}};
    const auto spec = plan(sweep).at(0).spec;
    Store store;
    const auto data = store.trainingData(spec);
    std::filesystem::remove(file);
    CHECK(store.trainingData(spec).task == data.task);
    CHECK_THROWS_AS(Store().trainingData(spec), Error);
}

TEST_CASE("A base that could not be loaded is loaded once it is there") {
    const TempFolder folder;
    const auto copy = copyOfBase(folder);
    const auto weights = copy / "model.safetensors", aside = folder / "aside";
    fs::copy(weights, aside);
    fs::resize_file(weights, 1000);
    Store store;
    CHECK_THROWS_MATCHES(store.base(copy.string()), Error, says("model.safetensors"));
    fs::copy(aside, weights, fs::copy_options::overwrite_existing);
    CHECK(store.base(copy.string())->config().layers > 0);
}

TEST_CASE("A base of the engine reads the texts that designs start as") {
    Store store;
    CHECK(store.base("builtin")->wordIds("The sentiment") == std::vector<std::int32_t>{1996, 15792});
}
