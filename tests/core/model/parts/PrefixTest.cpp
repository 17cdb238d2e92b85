// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Budget.h"
#include "core/design/Methods.h"
#include "core/model/Blocks.h"
#include "core/model/Tuning.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

at::Tensor parameter(const Tuning& tuning, const std::string& name) {
    for (const auto& each : tuning.parameters())
        if (each.name == name)
            return each.tensor.detach();
    return {};
}

/// softmax(q [k' k]^T / sqrt(d/h)) [v' v] of one sequence x [n, d], head by head.
at::Tensor contextByHand(const Base& base, int layer, const at::Tensor& x, const KeysValues& before) {
    const auto projected = [&](Role role) {
        return at::linear(x, base.tensor({role, layer, TensorKind::Matrix}),
                          base.tensor({role, layer, TensorKind::Bias}));
    };
    const int heads = base.config().heads;
    const auto q = projected(Role::Query).chunk(heads, 1);
    const auto k = at::cat({before.keys, projected(Role::Key)}).chunk(heads, 1);
    const auto v = at::cat({before.values, projected(Role::Value)}).chunk(heads, 1);
    std::vector<at::Tensor> contexts;
    for (std::size_t h = 0; h < q.size(); ++h)
        contexts.push_back(at::softmax(q[h].mm(k[h].t()) / std::sqrt(static_cast<double>(q[h].size(1))), 1).mm(v[h]));
    return at::cat(contexts, 1);
}

Tokens randomTokens(const std::vector<std::int64_t>& lengths) {
    const auto layout = layoutOf(lengths, at::kCPU);
    return {at::randn({layout.tokens(), tinyConfig().hidden}, at::kDouble), layout};
}

}  // namespace

TEST_CASE("A prefix precedes the keys and values of every sequence") {
    const auto base = tinyBase(at::kDouble);
    const Tuning tuning(parseDesign("prefix:length=3,hidden=0"), *base, 3, Pooling::Mean, 5);
    const auto x = randomTokens({4, 2});
    const auto batch = makeBatch({encodingOf({1, 2, 3, 4}), encodingOf({1, 2})}, at::kCPU);
    const at::NoGradGuard guard;
    ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
    const KeysValues before{parameter(tuning, "encoder.layer.1.prefix.keys"),
                            parameter(tuning, "encoder.layer.1.prefix.values")};
    const auto context = selfAttention(pass, 1, x);
    CHECK(difference(context.narrow(0, 0, 4), contextByHand(*base, 1, x.hidden.narrow(0, 0, 4), before)) < 1e-13);
    CHECK(difference(context.narrow(0, 4, 2), contextByHand(*base, 1, x.hidden.narrow(0, 4, 2), before)) < 1e-13);
    const auto without = selfAttention({.base = *base, .batch = batch}, 1, x);
    CHECK(difference(context, without) > 1e-2);
    pass.strength = [](const TunedPlace&) { return 0; };
    CHECK(at::equal(selfAttention(pass, 1, x), without));
    pass.strength = [](const TunedPlace&) { return 0.25; };
    CHECK(difference(selfAttention(pass, 1, x), without + 0.25 * (context - without)) < 1e-14);
}

TEST_CASE("The MLP computes the keys and then the values of each layer") {
    const auto base = tinyBase(at::kDouble);
    const Tuning tuning(parseDesign("prefix:length=3,hidden=5"), *base, 3, Pooling::Mean, 5);
    const auto inner =
        at::tanh(at::linear(parameter(tuning, "prefix.embedding"), parameter(tuning, "prefix.hidden.weight"),
                            parameter(tuning, "prefix.hidden.bias")));
    const auto all =
        at::linear(inner, parameter(tuning, "prefix.output.weight"), parameter(tuning, "prefix.output.bias"))
            .chunk(4, 1);
    const auto x = randomTokens({4});
    for (const int layer : {0, 1}) {
        const auto rows = tuning.prefix(layer)->before(x);
        CHECK(difference(rows.keys, all[static_cast<std::size_t>(2 * layer)]) < 1e-14);
        CHECK(difference(rows.values, all[static_cast<std::size_t>(2 * layer + 1)]) < 1e-14);
    }
}

TEST_CASE("A gate multiplies the prefix by the mean over a sequence's tokens") {
    const auto base = tinyBase(at::kDouble);
    Tuning tuning(parseDesign("prefix:length=3,hidden=0,gating=on"), *base, 3, Pooling::Mean, 5);
    const auto x = randomTokens({4, 2});
    const auto rows = tuning.prefix(0)->before(x);
    REQUIRE(rows.keys.sizes() == at::IntArrayRef({2, 3, 8}));
    const auto gates = at::sigmoid(at::linear(x.hidden, parameter(tuning, "encoder.layer.0.prefix.gate.weight"),
                                              parameter(tuning, "encoder.layer.0.prefix.gate.bias")));
    const auto keys = parameter(tuning, "encoder.layer.0.prefix.keys");
    CHECK(difference(rows.keys[0], gates.narrow(0, 0, 4).mean() * keys) < 1e-14);
    CHECK(difference(rows.keys[1], gates.narrow(0, 4, 2).mean() * keys) < 1e-14);
}

TEST_CASE("A trained prefix is kept without its MLP and computes the same") {
    const auto base = tinyBase(at::kDouble);
    const at::NoGradGuard guard;
    const auto batch = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})}, at::kCPU);
    for (const auto* text :
         {"prefix:length=3,hidden=5", "prefix:length=3,hidden=5,gating=on & lora:r=2", "houlsby:m=2"}) {
        CAPTURE(text);
        const Design design = parseDesign(text);
        const Tuning trained(design, *base, 3, Pooling::Mean, 5);
        Tuning kept(asStored(design), *base, 3, Pooling::Mean, 6);
        kept.load(trained.stored());
        const auto logits = [&](const Tuning& tuning) {
            const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
            return classify(pass, encode(pass), 0);
        };
        CHECK(difference(logits(kept), logits(trained)) < 1e-14);
        CHECK(kept.trained() == count(design, base->config(), 3, Pooling::Mean).stored);
    }
}

TEST_CASE("Gradients of a prefix equal finite differences through the whole encoder") {
    for (const auto* design :
         {"prefix:length=2,hidden=0", "prefix:length=2,hidden=3", "prefix:length=2,hidden=3,gating=on",
          "prefix:length=1,hidden=2 & houlsby:m=2,sites=ffn"})
        checkGradients(design);
}
