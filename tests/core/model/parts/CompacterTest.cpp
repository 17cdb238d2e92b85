// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Compacter.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A projection of a compacter is a sum of Kronecker products") {
    auto generator = makeGenerator(0);
    CompacterSettings settings;
    settings.n = 2;
    settings.rank = 3;
    PhmRule rule(2, generator, at::kDouble);
    rule.tensors().at(0).tensor->normal_();
    auto projection = PhmProjection::drawn(6, 4, settings, generator, at::kDouble);
    projection.bias.normal_();
    at::Tensor weight = at::zeros({6, 4}, at::kDouble);
    for (int i = 0; i < 2; ++i)
        weight += at::kron(rule.matrices()[i], projection.left[i].mm(projection.right[i]));
    const auto x = at::randn({5, 6}, at::kDouble);
    CHECK(difference(projection.apply(x, rule), x.mm(weight) + projection.bias) < 1e-14);
}

TEST_CASE("A compacter starts near the identity") {
    const auto base = tinyBase(at::kDouble);
    const at::NoGradGuard guard;
    const auto batch = makeBatch({encodingOf({1, 7, 3, 9, 2})}, at::kCPU);
    const Tuning tuning(parseDesign("compacter:m=4"), *base, 3, Pooling::Mean, 5);
    const auto tuned = encode({.base = *base, .tuning = &tuning, .batch = batch}).hidden;
    const auto plain = encode({.base = *base, .batch = batch}).hidden;
    CHECK(difference(tuned, plain) < 1e-3);
    CHECK(difference(tuned, plain) > 0);
}

TEST_CASE("Gradients of a compacter equal finite differences through the whole encoder") {
    for (const auto* design : {"compacter:m=4", "compacter:m=4,phm=2,rank=2,sites=ffn,original-layernorm=before"})
        checkGradients(design);
}
