// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Random.h"
#include "core/model/kernels/MeanOverTokens.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The mean over tokens is that of each sequence by itself") {
    const auto layout = layoutOf({1, 3}, at::kCPU);
    const auto hidden = torch::tensor({1.0, 2.0, 4.0, 6.0}, at::kDouble).view({4, 1});
    const auto expected = torch::tensor({1.0, 4.0}, at::kDouble).view({2, 1});
    CHECK(at::equal(meanOverTokens(hidden, layout), expected));
    CHECK(at::equal(plainMeanOverTokens(hidden, layout), expected));
}

TEST_CASE("The mean over tokens and its plain version agree in value and gradient") {
    const auto layout = layoutOf({4, 1, 3}, at::kCPU);
    auto generator = makeGenerator(1);
    const auto states = at::empty({8, 5}, at::kDouble).normal_(0, 1, generator);
    const auto direction = at::empty({3, 5}, at::kDouble).normal_(0, 1, generator);
    for (const auto& [type, tolerance] : {std::pair{at::kDouble, 1e-14}, {at::kFloat, 1e-6}}) {
        const auto through = [&](const auto& mean) {
            const auto x = states.to(type).clone().set_requires_grad(true);
            const auto value = mean(x, layout);
            (value * direction.to(type)).sum().backward();
            return std::pair{value.detach(), x.grad()};
        };
        const auto [value, gradient] = through(meanOverTokens);
        const auto [plainValue, plainGradient] = through(plainMeanOverTokens);
        CHECK(difference(value, plainValue) < tolerance);
        CHECK(difference(gradient, plainGradient) < tolerance);
    }
}
