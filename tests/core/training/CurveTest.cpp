// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Identity.h"
#include "core/training/Probe.h"
#include "core/training/Trainer.h"
#include "tests/core/training/TinyRun.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The curve of adapters holds their distance from the identity") {
    auto spec = specOf("houlsby:m=4");
    spec.hyperparameters.epochs = 1;
    const auto curve = run(spec, dataOf()).result.curve;
    REQUIRE(curve[0].identity.size() == 4);
    CHECK(curve[0].identity[0].distance > 0);
    CHECK(curve[0].identity[0].distance < 1e-2);
    CHECK(curve[1].identity[0].distance > curve[0].identity[0].distance);
    CHECK(run(specOf("head"), dataOf()).result.curve[0].identity.empty());
}

TEST_CASE("The curve of other methods holds how far they take each sub-layer from the base") {
    for (const auto& [design, sites] : {std::pair("lora", 2), {"layernorm", 5}, {"top:k=1", 2}, {"bitfit", 5}}) {
        CAPTURE(design);
        auto spec = specOf(design);
        spec.hyperparameters.epochs = 1;
        const auto trained = run(spec, dataOf());
        const auto& curve = trained.result.curve;
        REQUIRE(curve.size() == 2);
        for (const CurvePoint& point : curve) {
            REQUIRE(std::ssize(point.identity) == sites);
            for (const IdentityPoint& place : point.identity) {
                CHECK((place.distance > 0) == (point.step > 0));
                CHECK(place.measured != Measured::Adapter);
            }
        }
        CHECK(trained.identitySeconds > 0);
        CHECK(trained.identitySeconds < trained.result.seconds);
    }
}

TEST_CASE("A run compares its sub-layers on texts of the probe's sample") {
    const auto dev = tinySplit(450, 7);
    const auto all = probeRows(dev), compared = comparedRows(dev);
    CHECK(compared.size() == 16);
    CHECK(std::includes(all.begin(), all.end(), compared.begin(), compared.end()));
    CHECK(comparedRows(tinySplit(5, 7)).size() == 5);
}

TEST_CASE("Before the first step a run is as far from the identity as the probe measures") {
    auto data = dataOf();
    auto task = *data.task;
    task.dev = tinySplit(450, 7);  // more than the sample, in several batches
    data.task = std::make_shared<const EncodedTask>(task);
    auto spec = specOf("houlsby:m=4,sigma=0.1");
    spec.seed = 1;
    spec.hyperparameters.epochs = 1;
    const auto trained = run(spec, data);
    const auto& first = trained.result.curve.at(0).identity;
    const auto probed = Probe(data.base, data.task, spec.pooling).measure(spec.design, {0.1}, 2, {}).at(1);
    REQUIRE(first.size() == probed.layers.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first[i].layer == probed.layers[i].layer);
        CHECK(first[i].site == probed.layers[i].site);
        CHECK(first[i].distance == Approx(probed.layers[i].distance).epsilon(1e-5));
        CHECK(first[i].median == Approx(probed.layers[i].median).epsilon(1e-5));
        CHECK(first[i].p95 == Approx(probed.layers[i].p95).epsilon(1e-5));
    }
    CHECK(trained.identitySeconds > 0);
    CHECK(trained.identitySeconds < trained.result.seconds);
}
