// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <random>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/model/Encoder.h"
#include "core/pretraining/Corpus.h"
#include "core/pretraining/Objective.h"
#include "core/pretraining/Pretraining.h"
#include "tests/support/OperationWatch.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Sentences of words that the reference's vocabulary has.
std::string tinyCorpus() {
    const std::vector<std::string> first{"the team", "one song", "an army", "her car", "that city"},
        second{"was", "had", "found", "left", "played"},
        third{"the north", "a star", "more time", "his route", "south"};
    std::mt19937_64 random(3);
    const auto of = [&](const std::vector<std::string>& words) { return words[random() % words.size()]; };
    std::string text;
    for (int i = 0; i < 120; ++i)
        text += of(first) + " " + of(second) + " " + of(third) + (i % 10 == 9 ? ".\n\n" : ". ");
    return text;
}

std::filesystem::path teacherFolder() {
    return sharedData("reference/models/bert");
}

PretrainingOptions tinyOptions(const TempFolder& folder, const std::string& out) {
    writeFile(folder / "corpus.txt", tinyCorpus());
    PretrainingOptions options;
    options.corpus = folder / "corpus.txt";
    options.teacher = teacherFolder();
    options.out = folder / out;
    options.layers = 3;
    options.hidden = 16;
    options.heads = 2;
    options.intermediate = 24;
    options.positions = 32;
    options.rows = 4;
    options.maxLength = 24;
    options.steps = 80;
    options.learningRate = 1e-2;
    return options;
}

struct Pretrained {
    std::vector<PretrainingProgress> reports;
    PretrainingProgress last;
};

Pretrained run(const PretrainingOptions& options) {
    Pretrained pretrained;
    pretrained.last = pretrain(options, {}, [&](const PretrainingProgress& p) { pretrained.reports.push_back(p); });
    return pretrained;
}

double total(const PretrainingProgress& progress) {
    double sum = 0;
    for (const auto& [name, loss] : progress.losses)
        sum += loss;
    return sum;
}

/// Runs until the first report, stops there, and continues.
void runInTwo(PretrainingOptions options) {
    std::stop_source source;
    try {
        pretrain(options, source.get_token(), [&](const PretrainingProgress&) { source.request_stop(); });
        FAIL("was not stopped");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Cancelled);
        CHECK_THAT(error, says("step 20"));
    }
    options.resume = true;
    CHECK(run(options).last.step == options.steps);
}

void checkSameWeights(const std::filesystem::path& a, const std::filesystem::path& b) {
    const auto first = readSafeTensors(a / "model.safetensors").tensors;
    const auto second = readSafeTensors(b / "model.safetensors").tensors;
    REQUIRE(first.size() == second.size());
    for (const auto& [name, tensor] : first) {
        CAPTURE(name);
        CHECK(at::equal(tensor, second.at(name)));
    }
}

std::set<at::ScalarType> typesOf(const std::function<void()>& work) {
    const OperationWatch watch;
    work();
    return watch.types();
}

}  // namespace

TEST_CASE("A step of either objective in float64 makes no tensor of another type") {
    REQUIRE_AVAILABLE(teacherFolder());
    const auto teacher = Base::load(teacherFolder(), at::kDouble);
    const auto tokenizer = loadTokenizer(teacherFolder());
    auto config = tinyConfig();
    config.vocabulary = teacher->config().vocabulary;
    const Base base(config, randomEncoder(config, 1, at::kDouble), "the student");
    const Tuning student(base);
    const std::set<at::ScalarType> expected{at::kDouble};
    const Distillation distillation(teacher, config, Precision::F32, 1);
    const MaskedLanguageModel masked(config, *tokenizer, 1, at::kDouble);
    auto batch = makeBatch({tokenizer->encode("the team found the north.", nullptr, 0)}, at::kCPU);
    std::vector<double> parts;
    std::vector<at::Tensor> targets;
    CHECK(typesOf([&] { targets = distillation.prepare(batch, 0); }) == expected);
    const ForwardPass pass{.base = base, .tuning = &student, .batch = batch};
    CHECK(typesOf([&] { distillation.loss(pass, targets, parts).backward(); }) == expected);
    targets = masked.prepare(batch, 0);
    REQUIRE(targets[0].numel() > 0);
    CHECK(typesOf([&] { masked.loss(pass, targets, parts).backward(); }) == expected);
}

TEST_CASE("Distillation lowers the loss and writes a base that loads") {
    REQUIRE_AVAILABLE(teacherFolder());
    const TempFolder folder;
    const auto options = tinyOptions(folder, "student");
    const auto pretrained = run(options);
    REQUIRE(pretrained.reports.size() == 4);
    CHECK(pretrained.last.step == 80);
    CHECK(pretrained.last.tokens > 80 * 4 * 5);
    CHECK(pretrained.last.losses.size() == 4);  // the embeddings and three layers
    CHECK(total(pretrained.last) < 0.8 * total(pretrained.reports.front()));
    const auto base = Base::load(options.out, at::kFloat);
    CHECK(base->config().hidden == 16);
    CHECK(base->config().layers == 3);
    CHECK(base->config().defaultPooling == Pooling::Mean);
    CHECK_FALSE(base->config().hasPooler);
    const auto tokenizer = loadTokenizer(options.out);
    CHECK(tokenizer->vocabularySize() == base->config().vocabulary);
    const auto batch = makeBatch({tokenizer->encode("the team found the north.", nullptr, 0)}, at::kCPU);
    CHECK(at::isfinite(encode({.base = *base, .batch = batch}).hidden).all().item<bool>());
}

TEST_CASE("A distillation that was stopped and resumed ends with the same weights") {
    REQUIRE_AVAILABLE(teacherFolder());
    const TempFolder folder;
    run(tinyOptions(folder, "whole"));
    runInTwo(tinyOptions(folder, "parts"));
    checkSameWeights(folder / "whole", folder / "parts");
}

TEST_CASE("Masked language modelling lowers the loss and can be resumed") {
    REQUIRE_AVAILABLE(teacherFolder());
    const TempFolder folder;
    const auto masked = [&](const std::string& out) {
        auto options = tinyOptions(folder, out);
        options.teacher.clear();
        options.vocabulary = teacherFolder();
        return options;
    };
    const auto pretrained = run(masked("whole"));
    REQUIRE(pretrained.reports.size() == 4);
    CHECK(pretrained.reports.front().losses.at("masked-LM") < 7.5);  // ln 1500 = 7.3 to start from
    CHECK(pretrained.last.losses.at("masked-LM") < 0.8 * pretrained.reports.front().losses.at("masked-LM"));
    CHECK(Base::load(folder / "whole", at::kFloat)->config().vocabulary == 1500);
    runInTwo(masked("parts"));
    checkSameWeights(folder / "whole", folder / "parts");
}

TEST_CASE("Pre-training continues from a given base") {
    REQUIRE_AVAILABLE(teacherFolder());
    const TempFolder folder;
    auto options = tinyOptions(folder, "first");
    options.steps = 20;
    run(options);
    auto next = tinyOptions(folder, "second");
    next.start = folder / "first";
    next.steps = 20;
    next.learningRate = 1e-30;  // nothing changes
    run(next);
    checkSameWeights(folder / "first", folder / "second");
}

TEST_CASE("What pre-training cannot use is refused by name") {
    REQUIRE_AVAILABLE(teacherFolder());
    const TempFolder folder;
    auto options = tinyOptions(folder, "out");
    options.corpus = folder / "none.txt";
    CHECK_THROWS_MATCHES(run(options), Error, says("none.txt"));
    writeFile(folder / "empty.txt", "\n\n\n");
    options.corpus = folder / "empty.txt";
    CHECK_THROWS_MATCHES(run(options), Error, says("empty.txt"));
    options = tinyOptions(folder, "out");
    options.hidden = 64;
    options.heads = 4;
    CHECK_THROWS_MATCHES(run(options), Error, says("64"));
    options = tinyOptions(folder, "out");
    options.resume = true;
    CHECK_THROWS_MATCHES(run(options), Error, says("checkpoint.safetensors"));
}

TEST_CASE("Pre-training resumed with other options names the checkpoint and what does not fit") {
    REQUIRE_AVAILABLE(teacherFolder());
    const TempFolder folder;
    auto options = tinyOptions(folder, "out");
    options.steps = 2;
    run(options);
    options.resume = true;
    options.hidden = 8;
    CHECK_THROWS_MATCHES(run(options), Error,
                         says((folder / "out" / "checkpoint.safetensors").string()) && says("of another shape"));
    options = tinyOptions(folder, "out");
    options.resume = true;
    options.layers = 6;
    CHECK_THROWS_MATCHES(run(options), Error, says("encoder.layer.3.") && says("missing"));
}

TEST_CASE("A corpus that is larger than what is read is refused by the file with which it becomes so") {
    const TempFolder folder;
    writeFile(folder / "a.txt", tinyCorpus());
    writeFile(folder / "b.txt", tinyCorpus());
    CHECK(Corpus(folder.path(), 0).passages() > 0);
    const std::size_t largest = tinyCorpus().size() * 3 / 2;
    CHECK(Corpus(folder / "a.txt", 0, {}, largest).passages() > 0);
    CHECK_THROWS_MATCHES(
        Corpus(folder.path(), 0, {}, largest), Error,
        says("larger than the " + std::to_string(largest) + " bytes") && says((folder / "b.txt").string()));
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_MATCHES(Corpus(folder.path(), 0, stop.get_token()), Error, says("Stopped while the corpus was read"));
}

TEST_CASE("What is not a folder is not taken for the place of a new base and that is checked first") {
    const TempFolder folder;
    PretrainingOptions options = tinyOptions(folder, "out");
    options.corpus = folder / "nowhere.txt";
    options.teacher = folder / "nowhere";
    writeFile(folder / "file", "mine");
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    for (const auto& [name, kind] : {std::pair("file", "it is a file"), std::pair("pipe", "it is a pipe")}) {
        options.out = folder / name;
        CHECK_THROWS_MATCHES(run(options), Error, says(options.out.string()) && says(kind));
    }
    CHECK(readFile(folder / "file") == "mine");
}
