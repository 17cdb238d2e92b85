// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Peanut.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("An update of PEANuT is what its network makes of the product's matrix") {
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({0, 0})}, at::kCPU);
    const ForwardPass pass{.base = *base, .batch = batch};
    const at::NoGradGuard guard;
    PeanutSettings settings;
    settings.rank = 3;
    settings.pairs = 1;
    settings.scale = 2;
    auto generator = makeGenerator(0);
    Peanut peanut(settings, 12, generator, at::kDouble);
    const auto t = peanut.tensors();
    REQUIRE(t.size() == 4);
    for (const auto& each : t)
        each.tensor->normal_(0, 1, generator);
    const auto weight = base->tensor({Role::FfnIn, 1, TensorKind::Matrix});  // [12, 8]
    const auto first = at::relu(weight.t().mm(t[0].tensor->t()));
    const auto inner = at::relu(at::relu(first.mm(t[1].tensor->t())).mm(t[2].tensor->t())) + first;
    const auto change = 2 * inner.mm(t[3].tensor->t());
    const auto x = at::randn({2, 8}, at::kDouble), y = at::randn({2, 12}, at::kDouble);
    CHECK(difference(peanut.apply({pass, Role::FfnIn, 1, x, y, batch.layout, 1}), y + x.mm(change)) < 1e-12);
    CHECK(difference(peanut.apply({pass, Role::FfnIn, 1, x, y, batch.layout, 0.5}), y + x.mm(change) / 2) < 1e-12);
}

TEST_CASE("At the start PEANuT leaves the logits as they are bit for bit") {
    for (const auto type : {at::kFloat, at::kDouble})
        checkSameStart({"peanut:r=2", "peanut:r=2,pairs=2,targets=query+key+value+output+ffn-in+ffn-out"}, type);
}

TEST_CASE("Gradients of PEANuT equal finite differences through the whole encoder") {
    for (const auto* design :
         {"peanut:r=2,activation=tanh", "peanut:r=2,pairs=2,activation=tanh,targets=ffn-in+output"})
        checkGradients(design);
}
