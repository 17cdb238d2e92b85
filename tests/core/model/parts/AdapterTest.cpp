// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/design/methods/Adapter.h"
#include "core/design/methods/AdapterStart.h"
#include "core/model/Encoder.h"
#include "core/model/Random.h"
#include "core/model/parts/Adapter.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

at::Tensor matrix(const std::vector<std::vector<double>>& rows) {
    std::vector<at::Tensor> parts;
    for (const auto& row : rows)
        parts.push_back(torch::tensor(row, at::kDouble));
    return at::stack(parts);
}

void set(Adapter& adapter, const std::string& name, const at::Tensor& value) {
    for (const PartTensor& own : adapter.tensors())
        if (own.name == name)
            own.tensor->copy_(value);
}

/// Two tokens of one sequence, d = 3: the sub-layer's output h and its input t.
const auto h = [] { return matrix({{1, 2, 3}, {2, -1, 0}}); };
const auto t = [] { return matrix({{0, 1, -1}, {1, 0, 2}}); };

/// m = 2 and whole numbers, so that every step can be done by hand.
std::unique_ptr<Adapter> byHand(AdapterSettings settings) {
    settings.activation = Activation::Relu;
    auto generator = makeGenerator(0);
    auto adapter = std::make_unique<Adapter>(settings, 2, 3, generator, at::kDouble);
    set(*adapter, "down.weight", matrix({{1, 0, -1}, {0.5, 0.5, 0}}));
    set(*adapter, "down.bias", torch::tensor({0.5, -0.25}, at::kDouble));
    set(*adapter, "up.weight", matrix({{1, 0}, {0, 2}, {-1, 1}}));
    set(*adapter, "up.bias", torch::tensor({0.1, 0.2, 0.3}, at::kDouble));
    return adapter;
}

using Norm = std::function<at::Tensor(const at::Tensor&)>;

/// An adapter's output for h and t at the end of a sub-layer.
at::Tensor atSite(const Adapter& adapter, const Norm& norm, double strength = 1) {
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({0, 0})}, at::kCPU);
    const ForwardPass pass{.base = *base, .batch = batch};
    return adapter.apply({pass, 0, Site::Ffn, h(), {t(), batch.layout}, norm, strength});
}

/// relu(W_down h + b_down) = (0, 1.25) and (2.5, 0.25).
const auto branchOfH = [] { return matrix({{0.1, 2.7, 1.55}, {2.6, 0.7, -1.95}}); };
/// relu(W_down t + b_down) = (1.5, 0.25) and (0, 0.25).
const auto branchOfT = [] { return matrix({{1.6, 0.7, -0.95}, {0.1, 0.7, 0.55}}); };

at::Tensor applied(const AdapterSettings& settings) {
    // Any function as LayerNorm: only whether it is called matters.
    return atSite(*byHand(settings), [](const at::Tensor& x) { return x * 2; });
}

}  // namespace

TEST_CASE("A sequential adapter adds its branch to the output of the sub-layer") {
    CHECK(difference(applied({}), branchOfH() + h()) < 1e-14);
}

TEST_CASE("Without its skip connection a sequential adapter gives only the branch") {
    CHECK(difference(applied({.skip = false}), branchOfH()) < 1e-14);
}

TEST_CASE("A parallel adapter reads the input of the sub-layer and adds to its output") {
    CHECK(difference(applied({.form = Form::Parallel}), branchOfT() + h()) < 1e-14);
}

TEST_CASE("The scale multiplies the whole branch with its bias") {
    CHECK(difference(applied({.scale = 4}), 4 * branchOfH() + h()) < 1e-14);
    CHECK(difference(applied({.scaleKind = Scale::Learned, .scale = 4}), 4 * branchOfH() + h()) < 1e-14);
    const auto layout = layoutOf({2}, at::kCPU);
    const auto owner = byHand({.scaleKind = Scale::Channel});
    Adapter& adapter = *owner;
    set(adapter, "scale", torch::tensor({1.0, 2.0, -1.0}, at::kDouble));
    CHECK(difference(adapter.branch(h(), layout, nullptr), matrix({{0.1, 5.4, -1.55}, {2.6, 1.4, 1.95}})) < 1e-14);
}

TEST_CASE("The own LayerNorm of the layer comes before a Pfeiffer adapter and the skip connection starts before it") {
    // The stand-in LayerNorm doubles h + t = (1, 3, 2), (3, -1, 2).
    // relu(W_down 2(h + t) + b_down) = relu(-1.5, 3.75) and (2.5, 1.75).
    CHECK(difference(applied({.originalLayerNormBefore = true}), matrix({{0.1, 7.7, 4.05}, {2.6, 3.7, -0.45}}) + h()) <
          1e-14);
}

TEST_CASE("The gate is the mean of the sigmoid over the tokens of a sequence and multiplies the branch") {
    const auto owner = byHand({.gating = true});
    Adapter& adapter = *owner;
    set(adapter, "gate.weight", matrix({{0, 1, 0}}));
    set(adapter, "gate.bias", torch::tensor({1.0}, at::kDouble));
    const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    SECTION("tokens of one sequence share it") {
        const double gate = (sigmoid(3) + sigmoid(0)) / 2;
        CHECK(difference(adapter.branch(h(), layoutOf({2}, at::kCPU), nullptr), gate * branchOfH()) < 1e-14);
    }
    SECTION("it reads the input of the adapter before its own LayerNorm") {
        const auto layout = layoutOf({2}, at::kCPU);
        const auto normedOwner = byHand({.ownLayerNorm = OwnLayerNorm::Before, .gating = true});
        Adapter& normed = *normedOwner;
        set(normed, "gate.weight", matrix({{0, 1, 0}}));
        set(normed, "gate.bias", torch::tensor({1.0}, at::kDouble));
        const double gate = (sigmoid(3) + sigmoid(0)) / 2;
        const auto ungated = byHand({.ownLayerNorm = OwnLayerNorm::Before})->branch(h(), layout, nullptr);
        CHECK(difference(normed.branch(h(), layout, nullptr), gate * ungated) < 1e-14);
    }
    SECTION("each sequence has its own") {
        const auto gates = matrix({{sigmoid(3)}, {sigmoid(0)}});
        const auto layout = layoutOf({1, 1}, at::kCPU);
        CHECK(difference(adapter.branch(h(), layout, nullptr), gates * branchOfH()) < 1e-14);
    }
}

TEST_CASE("The own LayerNorm of an adapter brings its input or its branch to mean 0 and variance 1") {
    const auto layout = layoutOf({2}, at::kCPU);
    const auto normed = [](const at::Tensor& x) {
        const auto centred = x - x.mean(1, true);
        return centred / (centred.square().mean(1, true) + 1e-5).sqrt();
    };
    auto plain = byHand({});
    auto before = byHand({.ownLayerNorm = OwnLayerNorm::Before}), after = byHand({.ownLayerNorm = OwnLayerNorm::After});
    CHECK(difference(before->branch(h(), layout, nullptr), plain->branch(normed(h()), layout, nullptr)) < 1e-14);
    CHECK(difference(after->branch(h(), layout, nullptr), normed(branchOfH())) < 1e-14);
}

TEST_CASE("Dropout of an adapter drops entries of its branch in training and keeps their mean") {
    const auto layout = layoutOf({2}, at::kCPU);
    const auto owner = byHand({.dropout = 0.25});
    const Adapter& adapter = *owner;
    CHECK(difference(adapter.branch(h(), layout, nullptr), branchOfH()) < 1e-14);
    auto generator = makeGenerator(3);
    const int draws = 4000;
    auto sum = at::zeros_like(branchOfH()), dropped = at::zeros_like(branchOfH());
    for (int i = 0; i < draws; ++i) {
        const auto out = adapter.branch(h(), layout, &generator);
        sum += out;
        dropped += out.eq(0);
        CHECK(difference(at::where(out.eq(0), branchOfH(), out * 0.75), branchOfH()) < 1e-14);
    }
    // Standard error of a share of 4000 draws: 0.0068; of the mean, in units of the entry: 0.0091.
    CHECK((dropped / draws - 0.25).abs().max().item<double>() < 0.034);
    CHECK((sum / draws / branchOfH() - 1).abs().max().item<double>() < 0.046);
}

TEST_CASE("What is stated about an adapter's start is what is drawn") {
    const struct {
        const char* design;
        const char* told;
        bool downIsZero, upIsZero;
    } starts[] = {
        {"houlsby", "Both projections start normal with σ = 0.01, cut off at 2σ; biases at 0.", false, false},
        {"houlsby:init=normal", "Both projections start normal with σ = 0.01; biases at 0.", false, false},
        {"houlsby:sigma=0", "Both projections start at 0: the adapter is exactly the identity.", true, true},
        {"houlsby:init=zero,sigma=0", "Both projections start at 0: the adapter is exactly the identity.", true, true},
        {"houlsby:init=zero",
         "Up starts at 0, down normal with σ = 0.01, cut off at 2σ: the adapter is "
         "exactly the identity.",
         false, true},
        {"houlsby:init=lora,skip=off", "Up starts at 0, down uniform within ±1/√d: the adapter's output is 0.", false,
         true},
        {"parallel",
         "Up starts at 0, down uniform within ±1/√d: the adapter is exactly the "
         "identity.",
         false, true},
        {"adapter:init=zero,own-layernorm=after,gating=on,scale=learned",
         "Up starts at 0, down normal with σ = 0.01, cut off at 2σ: the adapter is "
         "exactly the identity.",
         false, true},
    };
    for (const auto& start : starts) {
        CAPTURE(start.design);
        const auto settings = settingsOf<AdapterSettings>(parseDesign(start.design));
        CHECK(startText(settings) == start.told);
        auto generator = makeGenerator(0);
        Adapter adapter(settings, 2, 3, generator, at::kDouble);
        for (const auto& [name, tensor, kind] : adapter.tensors()) {
            CAPTURE(name);
            const bool isZero = tensor->count_nonzero().item<std::int64_t>() == 0;
            if (name == "down.weight")
                CHECK(isZero == start.downIsZero);
            if (name == "up.weight")
                CHECK(isZero == start.upIsZero);
            if (name == "down.bias" || name == "up.bias")
                CHECK(isZero);
        }
        if (!branchStartsAtZero(settings))
            continue;
        const auto output = atSite(adapter, [](const at::Tensor& x) { return x; });
        CHECK(difference(output, adapter.hasSkip() ? h() : at::zeros_like(h())) == 0);
    }
}

TEST_CASE("A scaled adapter goes as far of the way from its sub-layer's output as the scale states") {
    const Norm norm = [](const at::Tensor& x) { return x; };
    for (const bool skip : {true, false}) {
        AdapterSettings settings;
        settings.skip = skip;
        const auto adapter = byHand(settings);
        const auto whole = atSite(*adapter, norm);
        CHECK(difference(atSite(*adapter, norm, 0.25), h() + 0.25 * (whole - h())) < 1e-14);
    }
}

TEST_CASE("Every activation equals its closed form") {
    for (const auto& [activation, form] : activationForms()) {
        auto generator = makeGenerator(0);
        Adapter adapter({.activation = activation}, 1, 1, generator, at::kDouble);
        set(adapter, "down.weight", at::ones({1, 1}, at::kDouble));
        set(adapter, "up.weight", at::ones({1, 1}, at::kDouble));
        for (const double x : {-6.0, -1.5, -0.3, 0.0, 0.2, 1.0, 4.0}) {
            CAPTURE(static_cast<int>(activation), x);
            const auto out = adapter.branch(at::full({1, 1}, x, at::kDouble), layoutOf({1}, at::kCPU), nullptr);
            CHECK(out.item<double>() == Approx(form(x)).epsilon(1e-12).margin(1e-14));
        }
    }
}

TEST_CASE("Gradients of every adapter tensor equal finite differences through the whole encoder") {
    for (const auto* design :
         {"adapter:m=3", "adapter:m=3,form=parallel,activation=swish,scale=4",
          "adapter:m=2,gating=on,own-layernorm=before,scale=learned",
          "adapter:m=2,own-layernorm=after,scale=channel,activation=tanh",
          "adapter:m=2,original-layernorm=before,activation=swish", "adapter:m=2,gating=on,skip=off",
          "adapter:m=2,original-layernorm=before,own-layernorm=before,gating=on,scale=channel,layernorm=none"}) {
        checkGradients(design);
    }
}
