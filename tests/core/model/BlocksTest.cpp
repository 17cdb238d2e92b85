// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <complex>

#include "core/design/PartNames.h"
#include "core/model/Blocks.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"
#include "core/model/kernels/Attention.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

at::Tensor draw(at::IntArrayRef shape, std::uint64_t seed) {
    auto generator = makeGenerator(seed);
    return at::empty(shape, at::kDouble).normal_(0, 1, generator);
}

/// Two entries of a head as one complex number, turned by its place.
at::Tensor turnedOneByOne(const at::Tensor& x, const std::vector<int>& places, int heads, double theta) {
    auto out = x.clone();
    const auto w = x.size(1) / heads, half = w / 2;
    for (std::int64_t t = 0; t < x.size(0); ++t)
        for (std::int64_t h = 0; h < heads; ++h)
            for (std::int64_t i = 0; i < half; ++i) {
                const auto a = h * w + i, b = a + half;
                const double rate = std::pow(theta, -2.0 * static_cast<double>(i) / static_cast<double>(w));
                const auto turned = std::complex(x[t][a].item<double>(), x[t][b].item<double>()) *
                                    std::polar(1.0, places[static_cast<std::size_t>(t)] * rate);
                out[t][a] = turned.real();
                out[t][b] = turned.imag();
            }
    return out;
}

/// A layer's own queries, keys or values.
at::Tensor projected(const Base& base, Role role, const at::Tensor& x) {
    return at::linear(x, base.tensor({role, 0, TensorKind::Matrix}), base.tensor({role, 0, TensorKind::Bias}));
}

const std::vector<int> placesInTexts{0, 1, 2, 3, 0, 0, 1, 2};

struct Attending {
    std::shared_ptr<const Base> base = tinyBase(at::kDouble);
    Layout layout = layoutOf({4, 1, 3}, at::kCPU);
    Batch batch;
    ForwardPass pass{.base = *base, .batch = batch};
    at::Tensor x = draw({8, 8}, 1), direction = draw({8, 8}, 2);

    at::Tensor plain(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const Layout& keys,
                     const Mask& mask) const {
        return plainAttention(q, k, v, layout, keys, {base->config().heads, mask});
    }
};

/// A layer whose LayerNorms precede its sub-layers, of the library's blocks.
Tokens preNormLayer(const ForwardPass& pass, int layer, const Tokens& x) {
    const Tokens first = x.with(norm(pass, Role::AttentionNorm, layer, x.hidden));
    const auto mixed = product(pass, Role::AttentionOut, layer, selfAttention(pass, layer, first), x.layout);
    const Tokens middle = closePre(pass, layer, Site::Attention, mixed, x);
    const auto second = norm(pass, Role::FfnNorm, layer, middle.hidden);
    const auto inner = at::gelu(product(pass, Role::FfnIn, layer, second, x.layout));
    return closePre(pass, layer, Site::Ffn, product(pass, Role::FfnOut, layer, inner, x.layout), middle);
}

const std::vector<Mask> masks{Mask(), Mask::causal(), Mask::local(2)};

}  // namespace

TEST_CASE("Rotary positions turn pairs of entries as complex numbers") {
    const auto x = draw({8, 8}, 1);
    const auto places = torch::tensor(placesInTexts, at::kLong);
    CHECK(difference(rotated(x, places, 2, {100}), turnedOneByOne(x, placesInTexts, 2, 100)) < 1e-14);
    CHECK(difference(rotated(x.to(at::kFloat), places, 2, {100}), turnedOneByOne(x, placesInTexts, 2, 100)) < 1e-6);
    const auto lengths = x.view({8, 2, 4}).square().sum(2);
    CHECK(difference(rotated(x, places * 1000, 2, {}).view({8, 2, 4}).square().sum(2), lengths) < 1e-12);
}

TEST_CASE("Under rotary positions a query's product with a key depends on how far apart they are") {
    const auto q = draw({1, 8}, 1), k = draw({1, 8}, 2);
    const auto product = [&](int query, int key) {
        const auto at = [](int place) { return torch::tensor({place}, at::kLong); };
        return (rotated(q, at(query), 2, {}) * rotated(k, at(key), 2, {})).sum().item<double>();
    };
    CHECK(product(7, 3) == Approx(product(104, 100)).epsilon(1e-12));
    CHECK(std::abs(product(7, 3) - product(7, 4)) > 1e-3);
}

TEST_CASE("Keys before the text have no place in it") {
    CHECK(at::equal(placesOf(layoutOf({5, 3}, at::kCPU), layoutOf({3, 1}, at::kCPU)),
                    torch::tensor({0, 0, 0, 1, 2, 0, 0, 0}, at::kLong)));
}

TEST_CASE("Self-attention follows its mask and its positions") {
    const Attending at;
    const auto q = projected(*at.base, Role::Query, at.x), k = projected(*at.base, Role::Key, at.x),
               v = projected(*at.base, Role::Value, at.x);
    for (const Mask& mask : masks) {
        CHECK(difference(selfAttention(at.pass, 0, {at.x, at.layout}, {mask}), at.plain(q, k, v, at.layout, mask)) <
              1e-12);
        const auto turned = [](const at::Tensor& x) { return turnedOneByOne(x, placesInTexts, 2, 100); };
        CHECK(difference(selfAttention(at.pass, 0, {at.x, at.layout}, {mask, Rotary{100}}),
                         at.plain(turned(q), turned(k), v, at.layout, mask)) < 1e-12);
    }
}

TEST_CASE("A prefix of keys and values is attended to by every token") {
    const Attending at;
    const auto q = projected(*at.base, Role::Query, at.x), k = projected(*at.base, Role::Key, at.x),
               v = projected(*at.base, Role::Value, at.x);
    const auto keys = draw({2, 8}, 3), values = draw({2, 8}, 4);
    const auto allKeys = inserted(keys, {k, at.layout}), allValues = inserted(values, {v, at.layout});
    const auto turned = turnedOneByOne(k, placesInTexts, 2, 100);
    for (const Mask& mask : masks) {
        CHECK(difference(attend(at.pass, q, allKeys.hidden, allValues.hidden, at.layout, allKeys.layout, {mask}),
                         at.plain(q, allKeys.hidden, allValues.hidden, allKeys.layout, mask)) < 1e-12);
        CHECK(difference(
                  attend(at.pass, q, allKeys.hidden, allValues.hidden, at.layout, allKeys.layout, {mask, Rotary{100}}),
                  at.plain(turnedOneByOne(q, placesInTexts, 2, 100), inserted(keys, {turned, at.layout}).hidden,
                           allValues.hidden, allKeys.layout, mask)) < 1e-12);
    }
}

TEST_CASE("Gradients of attention with rotary positions and a prefix equal finite differences") {
    const Attending at;
    const auto keys = draw({2, 8}, 3);
    for (const Mask& mask : masks) {
        const auto loss = [&] {
            const Tokens own{projected(*at.base, Role::Key, at.x), at.layout};
            const auto all = inserted(keys, own);
            return (attend(at.pass, at.x, all.hidden, all.hidden, at.layout, all.layout, {mask, Rotary{100}}) *
                    at.direction)
                .sum();
        };
        for (const auto& each : {at.x, keys}) {
            each.set_requires_grad(true);
            each.mutable_grad().reset();
        }
        loss().backward();
        for (const auto& each : {at.x, keys})
            CHECK(difference(each.grad(), centralDifferences(each.detach(), loss)) < 1e-8);
    }
}

TEST_CASE("A layer whose LayerNorms precede its sub-layers closes them without one") {
    const at::NoGradGuard guard;
    const Attending at;
    const Tuning tuning(parseDesign("houlsby:m=3,layernorm=none,activation=relu,sigma=0.5"), *at.base, 2, Pooling::Mean,
                        3);
    const auto state = tuning.state();
    const auto through = [&](Role role, const at::Tensor& x) { return projected(*at.base, role, x); };
    const auto normed = [&](Role role, const at::Tensor& x) {
        return at::layer_norm(x, {8}, at.base->tensor({role, 0, TensorKind::Gain}),
                              at.base->tensor({role, 0, TensorKind::Bias}), at.base->config().layerNormEps);
    };
    const auto withAdapter = [&](Site site, const at::Tensor& h) {
        const auto own = [&](const char* name) { return state.at(adapterTensors(0, site) + name); };
        return h + at::linear(at::relu(at::linear(h, own("down.weight"), own("down.bias"))), own("up.weight"),
                              own("up.bias"));
    };
    const auto plain = [&](const auto& changed) {
        const auto t = normed(Role::AttentionNorm, at.x);
        const auto context =
            at.plain(through(Role::Query, t), through(Role::Key, t), through(Role::Value, t), at.layout, Mask());
        const auto middle = at.x + changed(Site::Attention, through(Role::AttentionOut, context));
        const auto inner = at::gelu(through(Role::FfnIn, normed(Role::FfnNorm, middle)));
        return middle + changed(Site::Ffn, through(Role::FfnOut, inner));
    };
    const Tokens x{at.x, at.layout};
    ForwardPass pass{.base = *at.base, .tuning = &tuning, .batch = at.batch};
    CHECK(difference(preNormLayer(pass, 0, x).hidden, plain(withAdapter)) < 1e-12);
    const auto alone = preNormLayer(at.pass, 0, x).hidden;
    CHECK(difference(alone, plain([](Site, const at::Tensor& h) { return h; })) < 1e-12);
    pass.strength = [](const TunedPlace&) { return 0; };
    CHECK(at::equal(preNormLayer(pass, 0, x).hidden, alone));
}
