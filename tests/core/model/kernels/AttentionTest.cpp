// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>

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

/// Whether the query at a place sees the key at a place; places below 0 are before the text.
bool sees(const Mask& mask, std::int64_t query, std::int64_t key) {
    if (key < 0 || mask.kind == Mask::Kind::None)
        return true;
    return mask.kind == Mask::Kind::Causal ? key <= query : std::abs(key - query) <= mask.window / 2;
}

/// softmax(Q K^T / sqrt(w)) V (Vaswani et al. 2017, section 3.2.1) of one query and head after another, over only
/// the keys that it sees.
at::Tensor oneByOne(const std::array<at::Tensor, 3>& qkv, const Layout& queries, const Layout& keys, const Mask& mask) {
    const auto& [q, k, v] = qkv;
    constexpr int w = width / heads;
    std::vector<at::Tensor> contexts;
    for (std::int64_t s = 0; s < queries.sequences(); ++s)
        for (std::int64_t i = 0; i < queries.length(s); ++i) {
            std::vector<std::int64_t> seen;
            for (std::int64_t j = 0; j < keys.length(s); ++j)
                if (sees(mask, i, j + queries.length(s) - keys.length(s)))
                    seen.push_back(keys.start(s) + j);
            const auto index = torch::tensor(seen, at::kLong);
            std::vector<at::Tensor> parts;
            for (int h = 0; h < heads; ++h) {
                const auto query = q[queries.start(s) + i].narrow(0, h * w, w);
                const auto scores = at::mv(k.index_select(0, index).narrow(1, h * w, w), query) / std::sqrt(w);
                const auto values = v.index_select(0, index).narrow(1, h * w, w);
                parts.push_back(at::mv(values.t(), at::softmax(scores, 0)));
            }
            contexts.push_back(at::cat(parts));
        }
    return at::stack(contexts);
}

struct Case {
    const char* name;
    Mask mask;
    Layout keys;
};

/// Every mask, over as many keys as queries and over more.
std::vector<Case> cases() {
    std::vector<Case> all;
    for (const bool prefix : {false, true}) {
        const auto keys = prefix ? layoutOf({6, 3, 5}, at::kCPU) : threeSequences();
        all.push_back({"no mask", {}, keys});
        all.push_back({"causal", Mask::causal(), keys});
        all.push_back({"window of 2", Mask::local(2), keys});
        all.push_back({"window of 5", Mask::local(5), keys});
    }
    return all;
}

std::array<at::Tensor, 3> operands(const Layout& keys, at::ScalarType type = at::kDouble) {
    return {draw({threeSequences().tokens(), width}, 1, type), draw({keys.tokens(), width}, 2, type),
            draw({keys.tokens(), width}, 3, type)};
}

std::array<at::Tensor, 3> sideBySide(const at::Tensor& qkv) {
    return {qkv.narrow(1, 0, width), qkv.narrow(1, width, width), qkv.narrow(1, 2 * width, width)};
}

}  // namespace

TEST_CASE("Attention without padding equals plain softmax attention of each sequence") {
    const auto layout = threeSequences();
    const auto qkv = draw({layout.tokens(), 3 * width}, 1);
    const auto expected = oneByOne(sideBySide(qkv), layout, layout, {});
    CHECK(difference(attention(qkv, layout, {heads}), expected) < 1e-12);
    CHECK(difference(attention(qkv.to(at::kFloat), layout, {heads}), expected) < 1e-6);
}

TEST_CASE("Attention over queries keys and values by themselves equals that over all three side by side") {
    const auto layout = threeSequences();
    for (const Mask& mask : {Mask(), Mask::causal(), Mask::local(2)}) {
        const auto qkv = draw({layout.tokens(), 3 * width}, 1).set_requires_grad(true);
        const auto direction = draw({layout.tokens(), width}, 4);
        const auto fused = attention(qkv, layout, {heads, mask});
        (fused * direction).sum().backward();
        const auto gradient = qkv.grad().clone();
        qkv.mutable_grad().reset();
        const auto [q, k, v] = sideBySide(qkv);
        const auto apart = attention(q, k, v, layout, layout, {heads, mask});
        (apart * direction).sum().backward();
        CHECK(difference(apart, fused) < 1e-14);
        CHECK(difference(qkv.grad(), gradient) < 1e-14);
    }
}

TEST_CASE("Each query sees the keys that the mask lets it see and all that precede the text") {
    for (const Case& one : cases()) {
        CAPTURE(one.name, one.keys.tokens());
        const auto queries = threeSequences();
        const AttentionForm form{heads, one.mask};
        const auto x = operands(one.keys);
        const auto expected = oneByOne(x, queries, one.keys, one.mask);
        CHECK(difference(attention(x[0], x[1], x[2], queries, one.keys, form), expected) < 1e-12);
        CHECK(difference(plainAttention(x[0], x[1], x[2], queries, one.keys, form), expected) < 1e-12);
        const auto single = operands(one.keys, at::kFloat);
        CHECK(difference(attention(single[0], single[1], single[2], queries, one.keys, form), expected) < 1e-6);
        CHECK(difference(plainAttention(single[0], single[1], single[2], queries, one.keys, form), expected) < 1e-6);
    }
}

TEST_CASE("Gradients of attention equal finite differences and those of its plain version") {
    for (const Case& one : cases())
        for (const double p : {0.0, 0.4}) {
            CAPTURE(one.name, one.keys.tokens(), p);
            const auto queries = threeSequences();
            const auto x = operands(one.keys);
            const auto direction = draw({queries.tokens(), width}, 4);
            const auto loss = [&](const auto& attend) {
                auto generator = makeGenerator(7);  // the same entries are dropped each time
                const AttentionForm form{heads, one.mask, p, &generator};
                return (attend(x[0], x[1], x[2], queries, one.keys, form) * direction).sum();
            };
            const auto kernel = [](const auto&... all) { return attention(all...); };
            for (const auto& each : x)
                each.set_requires_grad(true);
            loss(kernel).backward();
            std::vector<at::Tensor> gradients;
            for (const auto& each : x) {
                gradients.push_back(each.grad().clone());
                each.mutable_grad().reset();
            }
            loss(plainAttention).backward();
            for (std::size_t i = 0; i < x.size(); ++i) {
                CAPTURE(i);
                CHECK(difference(gradients[i], x[i].grad()) < 1e-12);
                CHECK(difference(gradients[i], centralDifferences(x[i].detach(), [&] { return loss(kernel); })) < 1e-8);
            }
        }
}

TEST_CASE("Gradients of attention over the fused product equal finite differences with and without dropout") {
    const auto layout = threeSequences();
    for (const double p : {0.0, 0.4}) {
        CAPTURE(p);
        const auto qkv = draw({layout.tokens(), 3 * width}, 3).set_requires_grad(true);
        const auto direction = draw({layout.tokens(), width}, 4);
        const auto loss = [&] {
            auto generator = makeGenerator(7);  // the same entries are dropped each time
            return (attention(qkv, layout, {heads, {}, p, &generator}) * direction).sum();
        };
        loss().backward();
        CHECK(difference(qkv.grad(), centralDifferences(qkv.detach(), loss)) < 1e-8);
    }
}

TEST_CASE("Large scores do not overflow the softmax") {
    const auto layout = threeSequences();
    const auto qkv = draw({layout.tokens(), 3 * width}, 2, at::kFloat) * 100;
    const auto out = attention(qkv, layout, {heads});
    CHECK(at::isfinite(out).all().item<bool>());
    CHECK(difference(out, oneByOne(sideBySide(qkv), layout, layout, {})) < 1e-3);
}

TEST_CASE("Dropout of the probabilities keeps the mean of the contexts") {
    const auto layout = threeSequences();
    const auto qkv = draw({layout.tokens(), 3 * width}, 5);
    const auto expected = attention(qkv, layout, {heads});
    auto generator = makeGenerator(11);
    const int draws = 4000;
    auto sum = at::zeros_like(expected), squares = at::zeros_like(expected);
    for (int i = 0; i < draws; ++i) {
        const auto out = attention(qkv, layout, {heads, {}, 0.3, &generator});
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
    CHECK(at::equal(attention(qkv, layout, {heads, {}, 0.5}), attention(qkv, layout, {heads})));
}
