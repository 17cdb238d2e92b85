// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Lora.h"
#include "core/model/parts/Lora.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// LoRA of rank 2 with magnitudes on the values of the second layer, of a text of two tokens.
struct OnValues {
    std::shared_ptr<const Base> base = tinyBase(at::kDouble);
    Batch batch = makeBatch({encodingOf({0, 0})}, at::kCPU);
    at::Tensor weight = base->tensor({Role::Value, 1, TensorKind::Matrix});
    at::Tensor bias = base->tensor({Role::Value, 1, TensorKind::Bias});
    at::Generator generator = makeGenerator(0);
    Lora lora{settings(), weight, false, generator, at::kDouble};

    static LoraSettings settings() {
        LoraSettings settings;
        settings.rank = 2;
        settings.dora = true;
        return settings;
    }
    at::Tensor apply(const at::Tensor& x, const at::Tensor& y, double strength) const {
        const ForwardPass pass{.base = *base, .batch = batch};
        return lora.apply({pass, Role::Value, 1, x, y, batch.layout, strength});
    }
};

}  // namespace

TEST_CASE("LoRA adds the product of its two matrices by alpha over r") {
    auto generator = makeGenerator(0);
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({0, 0})}, at::kCPU);
    const ForwardPass pass{.base = *base, .batch = batch};
    for (const bool rankScaling : {false, true}) {
        LoraSettings settings;
        settings.rank = 4;
        settings.alpha = 8;
        settings.rankScaling = rankScaling;
        Lora lora(settings, at::zeros({5, 3}, at::kDouble), false, generator, at::kDouble);
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
        checkSameStart(
            {"lora:r=2", "lora:r=2,targets=query+key+value+output+ffn-in+ffn-out", "lora:r=2,dora=on,gating=on"}, type);
}

TEST_CASE("With magnitudes LoRA trains the norms of a matrix's rows apart from their directions") {
    const at::NoGradGuard guard;
    OnValues on;
    const at::Tensor &weight = on.weight, &bias = on.bias;
    const auto tensors = on.lora.tensors();
    REQUIRE(tensors.size() == 3);
    for (const auto& each : tensors)
        each.tensor->normal_(0, 1, on.generator);
    const auto x = at::randn({2, 8}, at::kDouble), y = at::linear(x, weight, bias);
    const auto turned = weight + tensors[1].tensor->mm(*tensors[0].tensor);
    const auto scaled = turned * (*tensors[2].tensor / turned.pow(2).sum(1).sqrt()).unsqueeze(1);
    const auto expected = at::linear(x, scaled, bias);
    CHECK(difference(on.apply(x, y, 1), expected) < 1e-13);
    CHECK(difference(on.apply(x, y, 0.5), (expected + y) / 2) < 1e-13);
}

TEST_CASE("No gradient flows through the norm by which magnitudes are divided") {
    OnValues on;
    const at::Tensor &weight = on.weight, &bias = on.bias;
    const auto x = at::randn({2, 8}, at::kDouble), y = at::linear(x, weight, bias),
               toward = at::randn({2, 8}, at::kDouble);
    const auto tensors = on.lora.tensors();
    for (const auto& each : tensors) {
        each.tensor->normal_(0, 1, on.generator);
        each.tensor->set_requires_grad(true);
    }
    (on.apply(x, y, 1) * toward).sum().backward();
    const at::NoGradGuard guard;
    const auto norm = (weight + tensors[1].tensor->mm(*tensors[0].tensor)).pow(2).sum(1).sqrt();
    for (const auto& each : tensors) {
        CAPTURE(each.name);
        const auto heldNorm = [&] {
            const auto turned = weight + tensors[1].tensor->mm(*tensors[0].tensor);
            return (at::linear(x, turned * (*tensors[2].tensor / norm).unsqueeze(1), bias) * toward).sum();
        };
        CHECK(difference(each.tensor->grad(), centralDifferences(each.tensor->detach(), heldNorm)) < 1e-8);
    }
}

TEST_CASE("Gradients of LoRA equal finite differences through the whole encoder") {
    for (const auto* design : {"lora:r=2", "lora:r=3,alpha=6,targets=key+output+ffn-in+ffn-out,rank-scaling=on",
                               "lora:r=1 & houlsby:m=2", "lora:r=2,gating=on"})
        checkGradients(design);
}

TEST_CASE("On a pooler a gate of LoRA is each text's own") {
    BaseConfig config = tinyConfig();
    config.hasPooler = true;
    const auto base = tinyBase(at::kDouble, 1, config);
    const Tuning tuning(parseDesign("lora:r=2,targets=pooler,gating=on"), *base, 3, Pooling::Pooler, 1);
    const at::NoGradGuard guard;
    for (const auto& parameter : tuning.parameters())
        at::Tensor(parameter.tensor).add_(0.1);
    const std::vector<Encoding> texts{encodingOf({1, 5, 9, 7, 2}), encodingOf({1, 3, 2})};
    const auto logits = [&](const std::vector<Encoding>& some) {
        const auto batch = makeBatch(some, at::kCPU);
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        return classify(pass, encode(pass), 0);
    };
    const auto together = logits(texts);
    for (std::size_t i = 0; i < texts.size(); ++i)
        CHECK(difference(together[static_cast<std::int64_t>(i)], logits({texts[i]})[0]) < 1e-14);
}
