// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Ladder.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// sin(0.7 k + 1.3 i) / 2 for entry i of tensor k: what tests/reference/ladder.py fills its tensors with too.
at::Tensor wavesLike(const at::Tensor& tensor, int k) {
    return ((at::arange(tensor.numel(), at::kDouble) * 1.3 + 0.7 * k).sin() / 2).view(tensor.sizes());
}

std::vector<Tokens> statesOf(const Tuning& tuning, const Base& base, const Batch& batch,
                             const Strength& strength = {}) {
    return hiddenStates({.base = base, .tuning = &tuning, .batch = batch, .strength = strength});
}

Batch twoTexts() {
    return makeBatch({encodingOf({1, 7, 2}), encodingOf({1, 2})}, at::kCPU);
}

}  // namespace

TEST_CASE("A ladder gives the numbers of the reference over texts of different lengths") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    auto generator = makeGenerator(0);
    Ladder ladder({.m = 4}, base->config(), generator, at::kDouble);
    int k = 0;
    for (const auto& [name, tensor, kind] : ladder.tensors()) {
        tensor->copy_(wavesLike(*tensor, k++));
        if (name == "gates")
            tensor->div_(4);
    }
    const auto batch = twoTexts();
    std::vector<Tokens> states;
    for (const int state : {0, 1, 2})
        states.push_back({wavesLike(at::empty({5, 8}), 100 + state), batch.layout});
    // Of `ladder.py --record`.
    const auto recorded = torch::tensor(
        {0.032604880088,  0.146052389221,  0.303356340991,  0.164807680256,  -0.333797665561, -0.603098167347,
         -0.113601871432, 0.685142196763,  0.058346791019,  0.166039380601,  0.296342907401,  0.138248867756,
         -0.351670724824, -0.593287007310, -0.086535428086, 0.700693196608,  -0.010228684565, 0.119516941709,
         0.321325306565,  0.208180647642,  -0.311124714527, -0.625225823639, -0.157009174206, 0.666595763044,
         0.035537375728,  0.148026911404,  0.302274038472,  0.161819004526,  -0.335515851852, -0.601719489460,
         -0.110591817993, 0.686584039312,  0.055191630549,  0.164793647734,  0.298330774638,  0.141357298505,
         -0.350745888806, -0.595528835874, -0.089560932216, 0.700100026923},
        at::kDouble);
    const auto found = ladder.apply({.base = *base, .batch = batch}, states);
    CHECK(difference(found, recorded.view({5, 8})) < 1e-11);
}

TEST_CASE("A ladder starts with small matrices, gains of 1, and all else at 0") {
    const auto base = tinyBase(at::kDouble);
    auto generator = makeGenerator(0);
    Ladder ladder({.m = 6}, base->config(), generator, at::kDouble);
    for (const auto& [name, tensor, kind] : ladder.tensors()) {
        CAPTURE(name);
        const double largest = tensor->abs().max().item<double>();
        if (kind == TensorKind::Matrix) {
            CHECK(largest > 0.01);
            CHECK(largest <= 0.04);
        } else {
            CHECK(largest == (name.ends_with("norm.weight") ? 1 : 0));
        }
    }
}

TEST_CASE("A ladder takes the place of only the last hidden state, in part if its strength is between 0 and 1") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    const Tuning tuning(parseDesign("ladder:m=4"), *base, 3, Pooling::Mean, 5);
    const auto batch = twoTexts();
    const auto plain = hiddenStates({.base = *base, .batch = batch}), states = statesOf(tuning, *base, batch);
    REQUIRE(states.size() == 3);
    CHECK(at::equal(states[0].hidden, plain[0].hidden));
    CHECK(at::equal(states[1].hidden, plain[1].hidden));
    CHECK(difference(states[2].hidden, plain[2].hidden) > 0.1);
    CHECK(at::equal(encode({.base = *base, .tuning = &tuning, .batch = batch}).hidden, states[2].hidden));
    const auto quarter = statesOf(tuning, *base, batch, [](const TunedPlace&) { return 0.25; });
    CHECK(difference(quarter[2].hidden, plain[2].hidden + 0.25 * (states[2].hidden - plain[2].hidden)) < 1e-14);
    // Of a part of the layers the states are those of the base.
    const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
    CHECK(at::equal(encodeLayers(pass, plain[0], 0, 1).hidden, plain[1].hidden));
}

TEST_CASE("No gradient passes through the encoder beside a ladder, unless another part needs it") {
    const auto base = tinyBase(at::kDouble);
    const auto batch = twoTexts();
    const auto needGradients = [&](const std::string& design) {
        std::vector<bool> need;
        const Tuning tuning(parseDesign(design), *base, 3, Pooling::Mean, 5);
        for (const Tokens& state : statesOf(tuning, *base, batch))
            need.push_back(state.hidden.requires_grad());
        return need;
    };
    CHECK(needGradients("ladder:m=4") == std::vector<bool>{false, false, true});
    CHECK(needGradients("ladder:m=4 & lora:r=2") == std::vector<bool>{false, true, true});
}

TEST_CASE("A ladder reads the tokens of a prompt as well") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    const auto batch = twoTexts();
    const Tuning tuning(parseDesign("ladder:m=4 & prompt:length=2"), *base, 3, Pooling::Mean, 5);
    const auto states = statesOf(tuning, *base, batch);
    CHECK(states[2].hidden.size(0) == 5 + 2 * 2);
    CHECK(ownStates(states[2]).size(0) == 5);
    const auto without =
        statesOf(tuning, *base, batch, [](const TunedPlace& place) { return place.part == 1 ? 0.0 : 1.0; });
    CHECK(difference(ownStates(states[2]), without[2].hidden) > 1e-6);
}

TEST_CASE("A ladder drops entries in training as the base's layers do") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    auto drawn = makeGenerator(0);
    const Ladder ladder({.m = 4}, base->config(), drawn, at::kDouble);
    const auto batch = twoTexts();
    const std::vector<Tokens> states(3, Tokens{wavesLike(at::empty({5, 8}), 1), batch.layout});
    const auto with = [&](double hidden, double attention) {
        auto generator = makeGenerator(3);
        return ladder.apply({.base = *base,
                             .batch = batch,
                             .generator = &generator,
                             .hiddenDropout = hidden,
                             .attentionDropout = attention},
                            states);
    };
    const auto plain = ladder.apply({.base = *base, .batch = batch}, states);
    CHECK(at::equal(with(0, 0), plain));
    CHECK_FALSE(at::equal(with(0.5, 0), plain));
    CHECK_FALSE(at::equal(with(0, 0.5), plain));
    CHECK(at::equal(with(0.5, 0.5), with(0.5, 0.5)));
}

TEST_CASE("Gradients of a ladder equal finite differences through the whole encoder") {
    // Gates divided by 0.1 and LayerNorms over four entries bend more than finite differences of 1e-5 resolve to 1e-8.
    for (const auto* design : {"ladder:m=4", "ladder:m=4 & pfeiffer:m=2,activation=tanh",
                               "ladder:m=4 & prompt:length=2", "ladder:m=4 & prefix:length=2,hidden=0"})
        checkGradients(design, {}, 1e-6);
}
