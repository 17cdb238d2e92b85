// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/design/methods/Adapter.h"
#include "core/model/Encoder.h"
#include "core/model/Random.h"
#include "core/training/Identity.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

const std::vector<Encoding> texts{encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2}), encodingOf({1, 20, 21, 2})};

Tuning tuningOf(const Base& base, const std::string& design) {
    return {parseDesign(design), base, 3, Pooling::Mean, 5};
}

at::Tensor logits(const Base& base, const std::string& design) {
    const at::NoGradGuard guard;
    const auto batch = makeBatch(texts, at::kCPU);
    const auto tuning = tuningOf(base, design);
    const ForwardPass pass{.base = base, .tuning = &tuning, .batch = batch};
    return classify(pass, encode(pass), 0);
}

std::vector<IdentityPoint> distances(const Base& base, const std::string& design) {
    const at::NoGradGuard guard;
    const auto batch = makeBatch(texts, at::kCPU);
    const auto tuning = tuningOf(base, design);
    IdentityMeter meter;
    encode({.base = base, .tuning = &tuning, .batch = batch, .observer = meter.observer(tuning.hasSkip())});
    return meter.take();
}

std::string withSigma(const std::string& design, double sigma) {
    auto parsed = parseDesign(design);
    settingsOf<AdapterSettings>(parsed).sigma = sigma;
    return toText(parsed);
}

at::Tensor draws(double sigma, std::uint64_t seed) {
    auto generator = makeGenerator(seed);
    return truncatedNormal({400, 500}, sigma, generator, at::kDouble);
}

}  // namespace

TEST_CASE("An adapter that starts at the identity leaves the logits of the base bit for bit") {
    const auto base = tinyBase(at::kFloat);
    const auto expected = logits(*base, "head");
    for (const auto* design :
         {"houlsby:m=4,sigma=0", "houlsby:m=4,init=lora", "houlsby:m=4,init=zero", "houlsby:m=4,init=normal,sigma=0",
          "pfeiffer:m=4,sigma=0", "parallel:m=4", "adapter:m=4,sigma=0,gating=on,own-layernorm=before,scale=learned"}) {
        CAPTURE(design);
        CHECK(at::equal(logits(*base, design), expected));
    }
    CHECK_FALSE(at::equal(logits(*base, "houlsby:m=4"), expected));
}

TEST_CASE("Draws of the truncated normal have its moments and stay within two sigma") {
    const double sigma = 0.05;
    const auto drawn = draws(sigma, 1);
    const double deviation = drawn.std().item<double>();
    CHECK(drawn.abs().max().item<double>() <= 2 * sigma);
    CHECK(drawn.abs().max().item<double>() > 1.99 * sigma);
    CHECK(deviation == Approx(0.8796 * sigma).epsilon(0.01));
    CHECK(std::abs(drawn.mean().item<double>()) < 4 * deviation / std::sqrt(drawn.numel()));
    // Of a normal within two deviations, this share lies within one: 0.6827 / 0.9545.
    CHECK(drawn.abs().lt(sigma).to(at::kDouble).mean().item<double>() == Approx(0.7153).margin(0.005));
}

TEST_CASE("One seed gives proportional draws at every sigma") {
    CHECK(difference(draws(1e-2, 3), draws(1e-7, 3) * 1e5) < 1e-16);
    CHECK(difference(draws(1e-2, 3), draws(1e-2, 4)) > 1e-3);
}

TEST_CASE("The distance from the identity grows as sigma squared") {
    const auto base = tinyBase(at::kFloat);
    const std::vector<double> sigmas{1e-7, 1e-6, 1e-5, 1e-4, 1e-3};
    for (const auto* design : {"houlsby:m=4", "houlsby:m=4,activation=relu", "houlsby:m=4,activation=swish"}) {
        std::vector<std::vector<IdentityPoint>> measured;
        for (const double sigma : sigmas)
            measured.push_back(distances(*base, withSigma(design, sigma)));
        for (std::size_t i = 0; i + 1 < sigmas.size(); ++i) {
            REQUIRE(measured[i].size() == 4);
            for (std::size_t k = 0; k < measured[i].size(); ++k) {
                INFO(design << " at sigma " << sigmas[i] << ", layer " << measured[i][k].layer);
                REQUIRE(measured[i][k].distance > 0);
                const double slope = std::log10(measured[i + 1][k].distance / measured[i][k].distance);
                CHECK(slope == Approx(2).margin(0.02));
            }
        }
    }
}

TEST_CASE("The meter reports each layer and site once over all tokens it saw") {
    const auto base = tinyBase(at::kFloat);
    const auto points = distances(*base, "houlsby:m=4");
    REQUIRE(points.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(points[i].layer == static_cast<int>(i / 2));
        CHECK(points[i].site == (i % 2 == 0 ? Site::Attention : Site::Ffn));
    }
}

TEST_CASE("The distance from the identity equals a case done by hand") {
    // Norms of the inputs 5, 2, 1; of the branches 0.5, 1, 0.3: ratios 0.1, 0.5, 0.3.
    const auto input = torch::tensor({3.0, 4.0, 0.0, 2.0, 1.0, 0.0}, at::kDouble).view({3, 2});
    const auto branch = torch::tensor({0.3, 0.4, 0.6, 0.8, 0.0, 0.3}, at::kDouble).view({3, 2});
    IdentityMeter meter;
    const auto observer = meter.observer(true);
    observer(1, Site::Ffn, {input.slice(0, 0, 2), layoutOf({2}, at::kCPU)}, branch.slice(0, 0, 2));
    observer(1, Site::Ffn, {input.slice(0, 2, 3), layoutOf({1}, at::kCPU)}, branch.slice(0, 2, 3));
    const auto points = meter.take();
    REQUIRE(points.size() == 1);
    CHECK(points[0].layer == 1);
    CHECK(points[0].site == Site::Ffn);
    CHECK(points[0].distance == Approx(0.3).epsilon(1e-12));
    CHECK(points[0].median == Approx(0.3).epsilon(1e-12));
    CHECK(points[0].p95 == Approx(0.48).epsilon(1e-12));  // between the 2nd and 3rd value at 0.95 x 2
    CHECK(meter.take().empty());
}

TEST_CASE("Only the tokens of the sequences that are asked for count") {
    const auto input = torch::tensor({1.0, 2.0, 4.0, 5.0}, at::kDouble).view({4, 1});
    const auto branch = at::ones({4, 1}, at::kDouble);
    IdentityMeter meter;
    meter.observer(true, std::vector<std::int64_t>{0, 2})(0, Site::Ffn, {input, layoutOf({2, 1, 1}, at::kCPU)}, branch);
    CHECK(meter.take().at(0).distance == Approx((1 + 0.5 + 0.2) / 3).epsilon(1e-12));
}

TEST_CASE("Without a skip connection the distance is that of the branch from the input") {
    const auto input = torch::tensor({3.0, 4.0}, at::kDouble).view({1, 2});
    const auto branch = torch::tensor({3.0, 1.0}, at::kDouble).view({1, 2});
    IdentityMeter meter;
    meter.observer(false)(0, Site::Attention, {input, layoutOf({1}, at::kCPU)}, branch);
    CHECK(meter.take().at(0).distance == Approx(0.6).epsilon(1e-12));
}

TEST_CASE("Without a skip connection small adapters lose their input") {
    const auto base = tinyBase(at::kFloat);
    for (const auto& point : distances(*base, "houlsby:m=4,skip=off,sigma=1e-5"))
        CHECK(point.distance == Approx(1).margin(1e-6));
}
