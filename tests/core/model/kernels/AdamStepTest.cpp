// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <vector>

#include "core/model/Random.h"
#include "core/model/kernels/AdamStep.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr AdamUpdate update{.keep = 0.99, .rate = 0.01, .rootScale = 3, .eps = 1e-8};
constexpr int entries = 37, steps = 3;

struct State {
    at::Tensor parameter, mean, square;
};

std::vector<at::Tensor> gradients(at::ScalarType type) {
    auto generator = makeGenerator(1);
    std::vector<at::Tensor> all;
    for (int step = 0; step < steps; ++step)
        all.push_back(at::empty({entries}, at::kDouble).normal_(0, 1, generator).to(type));
    return all;
}

template <typename Step>
State after(const Step& step, at::ScalarType type) {
    auto generator = makeGenerator(2);
    const auto parameter = at::empty({entries}, at::kDouble).normal_(0, 1, generator).to(type);
    State state{parameter.set_requires_grad(true), at::zeros_like(parameter), at::zeros_like(parameter)};
    for (const auto& gradient : gradients(type))
        step(state.parameter, gradient, state.mean, state.square, update);
    return {state.parameter.detach(), state.mean, state.square};
}

/// Entry by entry, as the algorithm is written.
void stepByHand(const at::Tensor& parameter, const at::Tensor& gradient, const at::Tensor& mean,
                const at::Tensor& square, const AdamUpdate& u) {
    const at::NoGradGuard guard;
    for (std::int64_t i = 0; i < entries; ++i) {
        const double g = gradient[i].item<double>();
        const double m = u.beta1 * mean[i].item<double>() + (1 - u.beta1) * g;
        const double s = u.beta2 * square[i].item<double>() + (1 - u.beta2) * g * g;
        mean[i].fill_(m);
        square[i].fill_(s);
        parameter[i].fill_(u.keep * parameter[i].item<double>() - u.rate * m / (std::sqrt(s) * u.rootScale + u.eps));
    }
}

void checkNear(const State& a, const State& b, double tolerance) {
    CHECK(difference(a.parameter, b.parameter) < tolerance);
    CHECK(difference(a.mean, b.mean) < tolerance);
    CHECK(difference(a.square, b.square) < tolerance);
}

}  // namespace

TEST_CASE("Steps of Adam and of its plain version are those of the algorithm") {
    for (const auto& [type, tolerance] : {std::pair{at::kDouble, 1e-14}, {at::kFloat, 1e-6}}) {
        const auto expected = after(stepByHand, at::kDouble);
        checkNear(after(adamStep, type), expected, tolerance);
        checkNear(after(plainAdamStep, type), expected, tolerance);
        CHECK(after(adamStep, type).parameter.scalar_type() == type);
    }
}

TEST_CASE("A gradient that is not contiguous moves the parameter as its copy does") {
    const auto gradient = at::arange(6, at::kDouble).view({2, 3}).t();
    const auto moved = [&](const at::Tensor& g) {
        const auto parameter = at::ones({3, 2}, at::kDouble), mean = at::zeros({3, 2}, at::kDouble),
                   square = at::zeros({3, 2}, at::kDouble);
        adamStep(parameter, g, mean, square, update);
        return parameter;
    };
    CHECK(at::equal(moved(gradient), moved(gradient.contiguous())));
}
