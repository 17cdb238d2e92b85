// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Invertible.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("An invertible adapter can be undone half by half") {
    auto generator = makeGenerator(0);
    InvertibleSettings settings;
    settings.activation = Activation::Tanh;
    Invertible adapter(settings, 8, generator, at::kDouble);
    const auto tensors = adapter.tensors();
    REQUIRE(tensors.size() == 8);
    for (const auto& each : tensors)
        each.tensor->normal_(0, 1, generator);
    const auto through = [&](std::size_t first, const at::Tensor& x) {
        const auto inner = at::tanh(at::linear(x, *tensors[first].tensor, *tensors[first + 1].tensor));
        return at::linear(inner, *tensors[first + 2].tensor, *tensors[first + 3].tensor);
    };
    const auto x = at::randn({3, 8}, at::kDouble);
    const auto changed = adapter.apply(x).chunk(2, 1);
    const auto second = changed[1] - through(4, changed[0]);
    const auto first = changed[0] - through(0, second);
    CHECK(difference(at::cat({first, second}, 1), x) < 1e-14);
    CHECK(difference(at::cat({changed[0], changed[1]}, 1), x) > 0.1);
}

TEST_CASE("Gradients of an invertible adapter equal finite differences through the whole encoder") {
    for (const auto* design :
         {"invertible:activation=tanh", "pfeiffer:m=2,activation=tanh & invertible:activation=gelu"})
        checkGradients(design);
}
