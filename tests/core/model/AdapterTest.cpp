// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/design/AdapterStart.h"
#include "core/model/Encoder.h"
#include "core/model/Random.h"
#include "tests/support/TorchSupport.h"

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
    for (auto& [own, tensor] : adapter.tensors())
        if (own == name)
            tensor->copy_(value);
}

/// Two tokens of one sequence, d = 3: the sub-layer's output h and its input t.
const auto h = [] { return matrix({{1, 2, 3}, {2, -1, 0}}); };
const auto t = [] { return matrix({{0, 1, -1}, {1, 0, 2}}); };

/// m = 2 and whole numbers, so that every step can be done by hand.
Adapter byHand(AdapterSettings settings) {
    settings.activation = Activation::Relu;
    auto generator = makeGenerator(0);
    Adapter adapter(settings, 2, 3, generator, at::kDouble);
    set(adapter, "down.weight", matrix({{1, 0, -1}, {0.5, 0.5, 0}}));
    set(adapter, "down.bias", torch::tensor({0.5, -0.25}, at::kDouble));
    set(adapter, "up.weight", matrix({{1, 0}, {0, 2}, {-1, 1}}));
    set(adapter, "up.bias", torch::tensor({0.1, 0.2, 0.3}, at::kDouble));
    return adapter;
}

/// relu(W_down h + b_down) = (0, 1.25) and (2.5, 0.25).
const auto branchOfH = [] { return matrix({{0.1, 2.7, 1.55}, {2.6, 0.7, -1.95}}); };
/// relu(W_down t + b_down) = (1.5, 0.25) and (0, 0.25).
const auto branchOfT = [] { return matrix({{1.6, 0.7, -0.95}, {0.1, 0.7, 0.55}}); };

at::Tensor applied(const AdapterSettings& settings) {
    const auto batch = makeBatch({encodingOf({0, 0})});
    const auto norm = [](const at::Tensor& x) { return x * 2; };  // any function: only whether it is called matters
    return byHand(settings).apply(h(), t(), norm, batch, nullptr, {});
}

/// The loss of a tiny classifier in double, over every trained tensor of a design.
struct Classifier {
    explicit Classifier(const std::string& design)
        : tuning(parseDesign(design), *base, 3, Pooling::Mean, 5),
          batch(makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2}), encodingOf({1, 20, 21, 2})})) {
        // From a start whose biases are not 0 either.
        const at::NoGradGuard guard;
        auto generator = makeGenerator(9);
        for (const auto& parameter : tuning.parameters()) {
            auto tensor = parameter.tensor;
            tensor.add_(at::empty(tensor.sizes(), at::kDouble).normal_(0, 0.3, generator));
        }
    }
    at::Tensor loss() const {
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        return at::cross_entropy_loss(classify(pass, encode(pass), 0), torch::tensor({0, 2, 1}, at::kLong));
    }

    std::shared_ptr<const Base> base = tinyBase(at::kDouble);
    Tuning tuning;
    Batch batch;
};

}  // namespace

TEST_CASE("A sequential adapter adds its branch to the output of the sub-layer") {
    CHECK(difference(applied({}), branchOfH() + h()) < 1e-14);
}

TEST_CASE("Without its skip connection a sequential adapter gives the branch alone") {
    CHECK(difference(applied({.skip = false}), branchOfH()) < 1e-14);
}

TEST_CASE("A parallel adapter reads the input of the sub-layer and adds to its output") {
    CHECK(difference(applied({.form = Form::Parallel}), branchOfT() + h()) < 1e-14);
}

TEST_CASE("The scale multiplies the whole branch with its bias") {
    CHECK(difference(applied({.scale = 4}), 4 * branchOfH() + h()) < 1e-14);
    CHECK(difference(applied({.scaleKind = Scale::Learned, .scale = 4}), 4 * branchOfH() + h()) < 1e-14);
    const auto batch = makeBatch({encodingOf({0, 0})});
    auto adapter = byHand({.scaleKind = Scale::Channel});
    set(adapter, "scale", torch::tensor({1.0, 2.0, -1.0}, at::kDouble));
    CHECK(difference(adapter.branch(h(), batch, nullptr), matrix({{0.1, 5.4, -1.55}, {2.6, 1.4, 1.95}})) < 1e-14);
}

TEST_CASE("The own LayerNorm of the layer comes before a Pfeiffer adapter and the skip connection starts before it") {
    // The stand-in LayerNorm doubles h + t = (1, 3, 2), (3, -1, 2).
    // relu(W_down 2(h + t) + b_down) = relu(-1.5, 3.75) and (2.5, 1.75).
    CHECK(difference(applied({.originalLayerNormBefore = true}), matrix({{0.1, 7.7, 4.05}, {2.6, 3.7, -0.45}}) + h()) <
          1e-14);
}

TEST_CASE("The gate is the mean of the sigmoid over the tokens of a sequence and multiplies the branch") {
    auto adapter = byHand({.gating = true});
    set(adapter, "gate.weight", matrix({{0, 1, 0}}));
    set(adapter, "gate.bias", torch::tensor({1.0}, at::kDouble));
    const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    SECTION("tokens of one sequence share it") {
        const double gate = (sigmoid(3) + sigmoid(0)) / 2;
        CHECK(difference(adapter.branch(h(), makeBatch({encodingOf({0, 0})}), nullptr), gate * branchOfH()) < 1e-14);
    }
    SECTION("it reads the input of the adapter before its own LayerNorm") {
        const auto batch = makeBatch({encodingOf({0, 0})});
        auto normed = byHand({.ownLayerNorm = OwnLayerNorm::Before, .gating = true});
        set(normed, "gate.weight", matrix({{0, 1, 0}}));
        set(normed, "gate.bias", torch::tensor({1.0}, at::kDouble));
        const double gate = (sigmoid(3) + sigmoid(0)) / 2;
        const auto ungated = byHand({.ownLayerNorm = OwnLayerNorm::Before}).branch(h(), batch, nullptr);
        CHECK(difference(normed.branch(h(), batch, nullptr), gate * ungated) < 1e-14);
    }
    SECTION("each sequence has its own") {
        const auto gates = matrix({{sigmoid(3)}, {sigmoid(0)}});
        const auto batch = makeBatch({encodingOf({0}), encodingOf({0})});
        CHECK(difference(adapter.branch(h(), batch, nullptr), gates * branchOfH()) < 1e-14);
    }
}

TEST_CASE("The own LayerNorm of an adapter brings its input or its branch to mean 0 and variance 1") {
    const auto batch = makeBatch({encodingOf({0, 0})});
    const auto normed = [](const at::Tensor& x) {
        const auto centred = x - x.mean(1, true);
        return centred / (centred.square().mean(1, true) + 1e-5).sqrt();
    };
    auto plain = byHand({});
    auto before = byHand({.ownLayerNorm = OwnLayerNorm::Before}), after = byHand({.ownLayerNorm = OwnLayerNorm::After});
    CHECK(difference(before.branch(h(), batch, nullptr), plain.branch(normed(h()), batch, nullptr)) < 1e-14);
    CHECK(difference(after.branch(h(), batch, nullptr), normed(branchOfH())) < 1e-14);
}

TEST_CASE("Dropout of an adapter drops entries of its branch in training and keeps their mean") {
    const auto batch = makeBatch({encodingOf({0, 0})});
    const auto adapter = byHand({.dropout = 0.25});
    CHECK(difference(adapter.branch(h(), batch, nullptr), branchOfH()) < 1e-14);
    auto generator = makeGenerator(3);
    const int draws = 4000;
    auto sum = at::zeros_like(branchOfH()), dropped = at::zeros_like(branchOfH());
    for (int i = 0; i < draws; ++i) {
        const auto out = adapter.branch(h(), batch, &generator);
        sum += out;
        dropped += out.eq(0);
        CHECK(difference(at::where(out.eq(0), branchOfH(), out * 0.75), branchOfH()) < 1e-14);
    }
    // Standard error of a share of 4000 draws: 0.0068; of the mean, in units of the entry: 0.0091.
    CHECK((dropped / draws - 0.25).abs().max().item<double>() < 0.034);
    CHECK((sum / draws / branchOfH() - 1).abs().max().item<double>() < 0.046);
}

TEST_CASE("What is told of an adapter's start is what is drawn") {
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
        const auto settings = std::get<AdapterSettings>(parseDesign(start.design).settings);
        CHECK(startText(settings) == start.told);
        auto generator = makeGenerator(0);
        Adapter adapter(settings, 2, 3, generator, at::kDouble);
        for (const auto& [name, tensor] : adapter.tensors()) {
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
        const auto batch = makeBatch({encodingOf({0, 0})});
        const auto output = adapter.apply(h(), t(), [](const at::Tensor& x) { return x; }, batch, nullptr, {});
        CHECK(difference(output, adapter.skip() ? h() : at::zeros_like(h())) == 0);
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
            const auto out = adapter.branch(at::full({1, 1}, x, at::kDouble), makeBatch({encodingOf({0})}), nullptr);
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
        const Classifier classifier(design);
        classifier.loss().backward();
        for (const auto& parameter : classifier.tuning.parameters()) {
            INFO(design << ": " << parameter.name);
            REQUIRE(parameter.tensor.grad().defined());
            const auto expected = centralDifferences(parameter.tensor.detach(), [&] { return classifier.loss(); });
            CHECK(difference(parameter.tensor.grad(), expected) < 1e-8);
        }
    }
}
