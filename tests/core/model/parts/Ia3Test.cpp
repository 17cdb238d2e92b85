// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Ia3.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A vector of (IA)3 scales what a product gives or what it reads") {
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({0, 0})}, at::kCPU);
    const ForwardPass pass{.base = *base, .batch = batch};
    const auto x = at::randn({2, 3}, at::kDouble), y = at::randn({2, 5}, at::kDouble);
    const auto at = [&](double strength) { return Product{pass, Role::Key, 0, x, y, batch.layout, strength}; };
    Ia3 onOutput(false, 5, at::kDouble), onInput(true, 3, at::kDouble);
    const auto outputScale = onOutput.tensors().at(0).tensor->normal_(),
               inputScale = onInput.tensors().at(0).tensor->normal_();
    CHECK(difference(onOutput.apply(at(1)), y * outputScale) == 0);
    CHECK(difference(onOutput.apply(at(0.5)), y * (1 + outputScale) / 2) < 1e-15);
    CHECK(onOutput.input(x, 1).is_same(x));
    CHECK(difference(onInput.input(x, 1), x * inputScale) == 0);
    CHECK(onInput.apply(at(1)).is_same(y));
}

TEST_CASE("At the start (IA)3 leaves the logits as they are bit for bit") {
    for (const auto type : {at::kFloat, at::kDouble})
        checkSameStart({"ia3", "ia3:targets=query+key+value+output+ffn-in+ffn", "ia3 & lora:r=2"}, type);
}

TEST_CASE("Gradients of (IA)3 equal finite differences through the whole encoder") {
    for (const auto* design : {"ia3", "ia3:targets=query+key+value+output+ffn-in+ffn", "ia3 & lora:r=2"})
        checkGradients(design);
}
