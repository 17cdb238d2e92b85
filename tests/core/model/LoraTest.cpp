// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Lora.h"
#include "core/model/parts/Lora.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("LoRA adds the product of its two matrices by alpha over r") {
    auto generator = makeGenerator(0);
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({0, 0})});
    const ForwardPass pass{.base = *base, .batch = batch};
    for (const bool rankScaling : {false, true}) {
        LoraSettings settings;
        settings.rank = 4;
        settings.alpha = 8;
        settings.rankScaling = rankScaling;
        Lora lora(settings, 3, 5, generator, at::kDouble);
        const auto down = *lora.tensors()[0].tensor, up = *lora.tensors()[1].tensor;
        CHECK(down.abs().max().item<double>() <= 1 / std::sqrt(3.0));
        CHECK(up.count_nonzero().item<std::int64_t>() == 0);
        up.normal_(0, 1, generator);
        const auto x = at::randn({2, 3}, at::kDouble), y = at::randn({2, 5}, at::kDouble);
        const double scale = rankScaling ? 4 : 2;
        CHECK(difference(lora.apply({pass, Role::Query, 0, x, y, batch.layout, 1}),
                         y + scale * x.mm(down.t()).mm(up.t())) < 1e-14);
        CHECK(difference(lora.apply({pass, Role::Query, 0, x, y, batch.layout, 0.5}),
                         y + scale / 2 * x.mm(down.t()).mm(up.t())) < 1e-14);
    }
}

TEST_CASE("At the start LoRA leaves the logits as they are bit for bit") {
    for (const auto type : {at::kFloat, at::kDouble})
        checkSameStart({"lora:r=2", "lora:r=2,targets=query+key+value+output+ffn-in+ffn-out"}, type);
}

TEST_CASE("Gradients of LoRA equal finite differences through the whole encoder") {
    for (const auto* design :
         {"lora:r=2", "lora:r=3,alpha=6,targets=key+output+ffn-in+ffn-out,rank-scaling=on", "lora:r=1 & houlsby:m=2"})
        checkGradients(design);
}
