// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Random.h"
#include "core/model/kernels/Attention.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int heads = 2, width = 6;

Layout threeSequences() {
    return layoutOf({4, 1, 3}, at::kCPU);
}

at::Tensor draw(at::IntArrayRef shape, std::uint64_t seed, at::ScalarType type = at::kDouble) {
    auto generator = makeGenerator(seed);
    return at::empty(shape, at::kDouble).normal_(0, 1, generator).to(type);
}

/// softmax(Q K^T / sqrt(w)) V of each sequence and head by itself (Vaswani et al. 2017, section 3.2.1).
at::Tensor plainAttention(const at::Tensor& qkv, const Layout& layout) {
    std::vector<at::Tensor> contexts;
    for (std::int64_t s = 0; s < layout.sequences(); ++s) {
        const auto rows = qkv.narrow(0, layout.start(s), layout.length(s));
        std::vector<at::Tensor> parts;
        for (int h = 0; h < heads; ++h) {
            const auto part = [&](int kind) { return rows.narrow(1, kind * width + h * width / heads, width / heads); };
            const auto scores = at::mm(part(0), part(1).t()) / std::sqrt(width / heads);
            parts.push_back(at::mm(at::softmax(scores, 1), part(2)));
        }
        contexts.push_back(at::cat(parts, 1));
    }
    return at::cat(contexts);
}

}  // namespace

TEST_CASE("Attention without padding equals plain softmax attention of each sequence") {
    const auto layout = threeSequences();
    const auto qkv = draw({layout.tokens(), 3 * width}, 1);
    CHECK(difference(attention(qkv, layout, heads, 0, nullptr), plainAttention(qkv, layout)) < 1e-12);
    const auto half = qkv.to(at::kFloat);
    CHECK(difference(attention(half, layout, heads, 0, nullptr), plainAttention(half, layout)) < 1e-6);
}

TEST_CASE("Large scores do not overflow the softmax") {
    const auto layout = threeSequences();
    const auto qkv = draw({layout.tokens(), 3 * width}, 2, at::kFloat) * 100;
    const auto out = attention(qkv, layout, heads, 0, nullptr);
    CHECK(at::isfinite(out).all().item<bool>());
    CHECK(difference(out, plainAttention(qkv, layout)) < 1e-3);
}

TEST_CASE("Gradients of attention equal finite differences with and without dropout") {
    const auto layout = threeSequences();
    for (const double p : {0.0, 0.4}) {
        CAPTURE(p);
        const auto qkv = draw({layout.tokens(), 3 * width}, 3).set_requires_grad(true);
        const auto direction = draw({layout.tokens(), width}, 4);
        const auto loss = [&] {
            auto generator = makeGenerator(7);  // the same entries are dropped each time
            return (attention(qkv, layout, heads, p, &generator) * direction).sum();
        };
        loss().backward();
        CHECK(difference(qkv.grad(), centralDifferences(qkv.detach(), loss)) < 1e-8);
    }
}

TEST_CASE("Dropout of the probabilities keeps the mean of the contexts") {
    const auto layout = threeSequences();
    const auto qkv = draw({layout.tokens(), 3 * width}, 5);
    const auto expected = attention(qkv, layout, heads, 0, nullptr);
    auto generator = makeGenerator(11);
    const int draws = 4000;
    auto sum = at::zeros_like(expected), squares = at::zeros_like(expected);
    for (int i = 0; i < draws; ++i) {
        const auto out = attention(qkv, layout, heads, 0.3, &generator);
        sum += out;
        squares += out * out;
    }
    const auto mean = sum / draws;
    const auto standardError = ((squares / draws - mean * mean) / draws).sqrt();
    REQUIRE(standardError.min().item<double>() > 0);
    CHECK(((mean - expected).abs() / standardError).max().item<double>() < 5);
}

TEST_CASE("Without a generator attention drops nothing") {
    const auto layout = threeSequences();
    const auto qkv = draw({layout.tokens(), 3 * width}, 6);
    CHECK(at::equal(attention(qkv, layout, heads, 0.5, nullptr), attention(qkv, layout, heads, 0, nullptr)));
}
