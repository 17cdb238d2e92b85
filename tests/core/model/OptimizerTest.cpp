// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/common/Error.h"
#include "core/model/Optimizer.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Tuning::Parameter parameter(const std::string& name, const std::vector<double>& values,
                            TensorKind kind = TensorKind::Matrix) {
    return {name, "adapters", torch::tensor(values, at::kDouble).set_requires_grad(true), kind};
}

void setGradient(const Tuning::Parameter& p, const std::vector<double>& values) {
    auto tensor = p.tensor;
    tensor.mutable_grad() = torch::tensor(values, at::kDouble);
}

double value(const Tuning::Parameter& p, int i = 0) {
    return p.tensor[i].item<double>();
}

}  // namespace

TEST_CASE("The rate rises linearly and falls linearly to zero") {
    const std::vector<double> expected{0, 0.5, 1, 0.75, 0.5, 0.25};
    for (int step = 0; step < 6; ++step)
        CHECK(scheduledRate(1, step, 6, 2) == Approx(expected[static_cast<std::size_t>(step)]));
    CHECK(scheduledRate(0.3, 0, 6, 0) == Approx(0.3));
    CHECK(scheduledRate(0.3, 6, 6, 0) == 0);
    CHECK(scheduledRate(0.3, 3, 6, 6) == Approx(0.15));
}

TEST_CASE("The first step of AdamW is the rate against the sign and its decay is decoupled") {
    const auto p = parameter("down.weight", {2, -1}), bias = parameter("down.bias", {2, -1});
    Optimizer optimizer({p, bias}, OptimizerKind::AdamW, 0.1);
    setGradient(p, {0.5, -3});
    setGradient(bias, {0.5, -3});
    optimizer.step(0.01);
    for (const auto& each : {p, bias}) {  // AdamW decays every trained tensor
        CHECK(value(each, 0) == Approx(2 * (1 - 0.001) - 0.01).epsilon(1e-8));
        CHECK(value(each, 1) == Approx(-1 * (1 - 0.001) + 0.01).epsilon(1e-8));
    }
}

TEST_CASE("The optimiser of 2018 has no bias correction and spares LayerNorms and biases of decay") {
    const auto p = parameter("down.weight", {2}), bias = parameter("down.bias", {2}, TensorKind::Bias),
               norm = parameter("output.LayerNorm.weight", {2}, TensorKind::Gain);
    Optimizer optimizer({p, bias, norm}, OptimizerKind::Bert, 0.1);
    for (const auto& each : {p, bias, norm})
        setGradient(each, {0.5});
    optimizer.step(0.01);
    const double move = 0.01 * (0.1 * 0.5) / (std::sqrt(0.001 * 0.25) + 1e-6);
    CHECK(value(p) == Approx(2 * (1 - 0.001) - move).epsilon(1e-12));
    CHECK(value(bias) == Approx(2 - move).epsilon(1e-12));
    CHECK(value(norm) == Approx(2 - move).epsilon(1e-12));
}

TEST_CASE("Clipping scales all gradients to the limit and returns the norm before") {
    const auto a = parameter("a", {0}), b = parameter("b", {0, 0});
    Optimizer optimizer({a, b}, OptimizerKind::AdamW, 0);
    setGradient(a, {3});
    setGradient(b, {0, 4});
    CHECK(optimizer.clipGradients(10) == Approx(5));
    CHECK(b.tensor.grad()[1].item<double>() == 4);
    CHECK(optimizer.clipGradients(0) == Approx(5));
    CHECK(a.tensor.grad()[0].item<double>() == 3);
    CHECK(optimizer.clipGradients(1) == Approx(5));
    CHECK(a.tensor.grad()[0].item<double>() == Approx(0.6).epsilon(1e-6));
    CHECK(b.tensor.grad()[1].item<double>() == Approx(0.8).epsilon(1e-6));
}

TEST_CASE("A tensor without a gradient is left alone") {
    const auto p = parameter("unused.weight", {2});
    Optimizer optimizer({p}, OptimizerKind::AdamW, 0.1);
    optimizer.clearGradients();
    CHECK(optimizer.clipGradients(1) == 0);
    optimizer.step(0.01);
    CHECK(value(p) == 2);
}

TEST_CASE("An optimiser continues from its saved state as if it had never stopped") {
    const auto whole = parameter("w", {1, 2}), resumed = parameter("w", {1, 2});
    Optimizer first({whole}, OptimizerKind::AdamW, 0.01), before({resumed}, OptimizerKind::AdamW, 0.01);
    const std::vector<std::vector<double>> gradients{{0.3, -1}, {2, 0.1}, {-0.7, 0.2}, {0.4, 0.4}};
    NamedTensors state;
    for (int step = 0; step < 2; ++step) {
        setGradient(resumed, gradients[static_cast<std::size_t>(step)]);
        before.step(0.1);
    }
    for (const auto& [name, tensor] : before.state())
        state[name] = tensor.clone();
    Optimizer after({resumed}, OptimizerKind::AdamW, 0.01);
    after.load(state);
    for (int step = 0; step < 4; ++step) {
        setGradient(whole, gradients[static_cast<std::size_t>(step)]);
        first.step(0.1);
        if (step < 2)
            continue;
        setGradient(resumed, gradients[static_cast<std::size_t>(step)]);
        after.step(0.1);
    }
    CHECK(at::equal(whole.tensor, resumed.tensor));
    state.erase("square.w");
    CHECK_THROWS_MATCHES(after.load(state), Error, says("square.w"));
}

TEST_CASE("An unknown optimiser is refused by name") {
    CHECK(optimizerFromText("adamw") == OptimizerKind::AdamW);
    CHECK(optimizerFromText("bert") == OptimizerKind::Bert);
    CHECK_THROWS_MATCHES(optimizerFromText("sgd"), Error, says("sgd"));
}
