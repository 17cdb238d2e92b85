// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Gradients of BitFit equal finite differences through the whole encoder") {
    for (const auto* design : {"bitfit", "bitfit:biases=query+intermediate", "houlsby:m=2,layernorm=none & bitfit"})
        checkGradients(design);
}

TEST_CASE("Biases that have not moved leave the logits as they are") {
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})});
    const at::NoGradGuard guard;
    const Tuning plain(parseDesign("head"), *base, 3, Pooling::Mean, 5),
        biases(parseDesign("bitfit"), *base, 3, Pooling::Mean, 5);
    const auto logits = [&](const Tuning& tuning) {
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        return classify(pass, encode(pass), 0);
    };
    CHECK(difference(logits(biases), logits(plain)) < 1e-14);
}
