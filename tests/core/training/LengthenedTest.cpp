// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/model/Blocks.h"
#include "core/model/families/Families.h"
#include "core/training/Evaluation.h"
#include "core/training/Probe.h"
#include "core/training/Trainer.h"
#include "tests/core/training/TinyTask.h"
#include "tests/support/TorchSupport.h"

// A family made only for these tests puts tokens before every text, below the layers and once more on the way. Nothing
// around the pass may take what comes out to be as long as the batch.

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Words whose embeddings are put before each text.
std::vector<std::int32_t> before;
bool isOnlyTuned = false;    // whether the base by itself is left as it is
bool isLayerLonger = false;  // whether layer 1 puts one more token there

Tokens embedLonger(const ForwardPass& pass) {
    auto text = bertPass().embed(pass);
    if (before.empty() || (isOnlyTuned && !pass.tuning))
        return text;
    const auto batch = makeBatch({encodingOf(before)}, at::kCPU);
    return inserted(bertPass().embed({.base = pass.base, .tuning = pass.tuning, .batch = batch}).hidden, text);
}

Tokens layerLonger(const ForwardPass& pass, int layer, const Tokens& x) {
    if (layer != 1 || !isLayerLonger)
        return postNormLayer(pass, layer, x);
    const auto& row = pass.base.tensor({Role::Position, -1, TensorKind::Matrix}).narrow(0, 0, 1);
    return postNormLayer(pass, layer, inserted(row, x));
}

/// What the family does, for the length of a scope.
struct Longer {
    explicit Longer(std::vector<std::int32_t> ids, bool onlyTuned = false, bool inLayer = false) {
        before = std::move(ids);
        isOnlyTuned = onlyTuned;
        isLayerLonger = inLayer;
    }
    ~Longer() {
        before.clear();
        isOnlyTuned = isLayerLonger = false;
    }
};

const std::vector<std::vector<std::int32_t>> texts{{1, 7, 3, 9, 2}, {1, 4, 2}, {1, 20, 21, 2}};

Batch batchOf(const std::vector<std::vector<std::int32_t>>& ids) {
    std::vector<Encoding> encodings;
    for (const auto& text : ids)
        encodings.push_back(encodingOf(text));
    return makeBatch(encodings, at::kCPU);
}

/// The tiny base without positions, so that words before a text and the same words put before it are one thing.
std::shared_ptr<const Base> baseWithoutPositions() {
    auto tensors = tinyTensors(tinyConfig(), 1, at::kDouble);
    tensors.at("embeddings.position_embeddings.weight").zero_();
    return std::make_shared<const Base>(tinyConfig(), tensors, "the tiny base");
}

TrainingData dataOf(FrozenStatesCache* cache) {
    return {tinyBase(at::kDouble), tinyTask(), cache, "tiny"};
}

Trained trained(const std::string& design, FrozenStatesCache* cache) {
    RunSpec spec;
    spec.design = parseDesign(design);
    spec.pooling = Pooling::Mean;
    spec.hyperparameters.batch = 8;
    spec.hyperparameters.epochs = 2;
    spec.hyperparameters.learningRate = 2e-2;
    return train(spec, dataOf(cache), {}, {});
}

}  // namespace

namespace adapterscope {

// In the place of the library's, whose object the linker then leaves out.
const FamilyPass& familyPass(const std::string&) {
    static const FamilyPass pass{"bert", embedLonger, layerLonger};
    return pass;
}

}  // namespace adapterscope

TEST_CASE("Tokens put before the texts are read as words of theirs would be") {
    const auto base = baseWithoutPositions();
    const Tuning tuning(parseDesign("houlsby:m=3,sigma=0.5"), *base, 3, Pooling::Mean, 5);
    const auto withWords = batchOf({{22, 23, 1, 7, 3, 9, 2}, {22, 23, 1, 4, 2}, {22, 23, 1, 20, 21, 2}});
    const auto text = batchOf(texts);
    const at::NoGradGuard guard;
    const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = text};
    const ForwardPass whole{.base = *base, .tuning = &tuning, .batch = withWords};
    const auto expected = hiddenStates(whole);
    const Longer longer({22, 23});
    const auto states = hiddenStates(pass);
    REQUIRE(states.size() == expected.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
        CHECK(states[i].layout.offsets == withWords.layout.offsets);
        CHECK(difference(states[i].hidden, expected[i].hidden) < 1e-13);
    }
    for (const auto pooling : {Pooling::Mean, Pooling::Cls})
        CHECK(difference(pool(pass, states.back(), pooling), pool(whole, expected.back(), pooling)) < 1e-13);
}

TEST_CASE("Pooling reads the sequences as they come out of the layers") {
    const Longer longer({22, 23}, false, true);
    const auto base = tinyBase(at::kDouble);
    const auto batch = batchOf(texts);
    const at::NoGradGuard guard;
    const ForwardPass pass{.base = *base, .batch = batch};
    const auto states = hiddenStates(pass);
    CHECK(states[1].layout.offsets == std::vector<std::int64_t>{0, 7, 12, 18});
    CHECK(states[2].layout.offsets == std::vector<std::int64_t>{0, 8, 14, 21});
    const auto out = encode(pass);
    const auto mean = pool(pass, out, Pooling::Mean), first = pool(pass, out, Pooling::Cls);
    for (const std::int64_t s : {0, 1, 2}) {
        const auto one = batchOf({texts[static_cast<std::size_t>(s)]});
        const auto alone = encode({.base = *base, .batch = one}).hidden;
        REQUIRE(alone.size(0) == one.layout.tokens() + 3);
        CHECK(difference(mean[s], alone.mean(0)) < 1e-13);
        CHECK(difference(first[s], alone[0]) < 1e-13);
    }
}

TEST_CASE("Frozen states keep the length that they have") {
    const Longer longer({22, 23}, false, true);
    const auto base = tinyBase(at::kDouble);
    const auto split = tinySplit(150, 4);
    for (const std::int64_t inMemory : {std::int64_t(0), std::int64_t(1) << 30}) {
        const FrozenStates states(*base, split, 2, Precision::F32, {}, inMemory);
        for (const auto& rows : {std::vector<int>{149}, {3, 65, 130, 3}}) {
            const auto batch = split.batch(rows, at::kCPU);
            const auto expected = encode({.base = *base, .batch = batch});
            const auto found = states.rows(rows);
            CHECK(found.layout.offsets == expected.layout.offsets);
            CHECK(difference(found.hidden, expected.hidden) < 1e-13);
        }
    }
}

TEST_CASE("A run over frozen states gives the numbers of one without") {
    const Longer longer({22, 23}, false, true);
    for (const auto* design : {"head", "houlsby:m=4,layernorm=none,layers=1"}) {
        CAPTURE(design);
        FrozenStatesCache cache;
        const auto reused = trained(design, &cache).result, fresh = trained(design, nullptr).result;
        REQUIRE(reused.curve.size() == fresh.curve.size());
        for (std::size_t i = 0; i < fresh.curve.size(); ++i) {
            CHECK(reused.curve[i].devLoss == Approx(fresh.curve[i].devLoss).epsilon(1e-9));
            CHECK(reused.curve[i].identity.size() == fresh.curve[i].identity.size());
        }
        CHECK(fresh.curve.back().devLoss < fresh.curve.front().devLoss);
    }
}

TEST_CASE("The probe compares the texts' own tokens") {
    const auto task = tinyTask();
    std::int64_t tokens = 0;
    for (const int row : probeRows(task->dev))
        tokens += std::ssize(task->dev.sequences[static_cast<std::size_t>(row)].ids);
    SECTION("if both passes are longer") {
        const Longer longer({22, 23}, false, true);
        const auto result =
            Probe(tinyBase(at::kFloat), task, Pooling::Mean).measure(parseDesign("houlsby:m=4"), {0}, 1, {}).at(0);
        CHECK(result.tokens == tokens);
        CHECK(result.logitKl == 0);
        for (const double change : result.states)
            CHECK(change == 0);
    }
    SECTION("if only the design lengthens them") {
        const Longer longer({22, 23}, true);
        const auto result =
            Probe(tinyBase(at::kFloat), task, Pooling::Mean).measure(parseDesign("houlsby:m=4"), {0}, 1, {}).at(0);
        REQUIRE(result.states.size() == 3);
        CHECK(result.states[0] == 0);  // the texts' embeddings are what they were
        CHECK(result.states[1] > 0);   // and then they attend to what is before them
        CHECK(result.logitKl > 0);
    }
}
