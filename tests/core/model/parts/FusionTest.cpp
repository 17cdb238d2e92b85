// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <numeric>

#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/model/parts/Fusion.h"
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

const std::string first = "0123456789abcdef", second = "fedcba9876543210";
const std::string twoRuns = "fusion:of=" + first + "+" + second;

/// A run of that design as if it had been trained.
TrainedRun trained(const std::string& design, std::uint64_t seed) {
    const auto base = tinyBase(at::kDouble);
    const Tuning tuning(parseDesign(design), *base, 2, Pooling::Mean, seed);
    TrainedRun run{parseDesign(design), tuning.stored()};
    auto generator = makeGenerator(seed);
    for (auto& [name, tensor] : run.tensors)
        tensor.normal_(0, 0.3, generator);
    return run;
}

TrainedRuns runsOf(const std::string& one, const std::string& other) {
    return {{first, trained(one, 11)}, {second, trained(other, 12)}};
}

at::Tensor states(const Base& base, const Tuning& tuning, const Strength& strength = {}) {
    const at::NoGradGuard guard;
    const auto batch = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})}, at::kCPU);
    return encode({.base = base, .tuning = &tuning, .batch = batch, .strength = strength}).hidden;
}

/// As tests/reference/fusion.py fills its tensors.
at::Tensor filled(const std::vector<std::int64_t>& shape, double start) {
    const auto size = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    return (at::arange(size, at::kDouble) + start).sin().reshape(shape);
}

void fill(TunedPart& part, double start) {
    for (const PartTensor& own : part.tensors()) {
        own.tensor->copy_(filled(own.tensor->sizes().vec(), start));
        start += 10;
    }
}

std::unique_ptr<Fusion> asInReference(const FusionSettings& settings) {
    const Design design = parseDesign("pfeiffer:m=2");
    const auto& read = settingsOf<AdapterSettings>(design);
    auto generator = makeGenerator(0);
    std::vector<std::unique_ptr<Adapter>> adapters;
    for (const double start : {100, 200}) {
        adapters.push_back(std::make_unique<Adapter>(read, 2, 3, generator, at::kDouble));
        fill(*adapters.back(), start);
    }
    auto fusion = std::make_unique<Fusion>(settings, read, std::move(adapters), 3, generator, at::kDouble);
    fill(*fusion, 300);
    return fusion;
}

}  // namespace

TEST_CASE("A fusion gives what AdapterHub's modules give") {
    const auto fusion = asInReference({});
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({0, 0, 0})}, at::kCPU);
    const ForwardPass pass{.base = *base, .batch = batch};
    const std::function<at::Tensor(const at::Tensor&)> norm = [](const at::Tensor& x) {
        return at::layer_norm(x, {3}, filled({3}, 400), filled({3}, 410), 1e-12);
    };
    const at::Tensor output = filled({3, 3}, 500);
    const Tokens input{filled({3, 3}, 600), batch.layout};
    const SubLayer site{pass, 0, Site::Ffn, output, input, norm, 1};
    // From tests/reference/fusion.py.
    const std::vector<double> replaced{-1.873282286236881, 0.414752567393446, -1.997712510660077,
                                       -0.786703331478481, 2.508081723631083, -1.196240681336743,
                                       -1.581951583632020, 0.452060674021705, -2.169665983954114};
    const std::vector<double> result{1.090843991211672, -0.628017583050488, -0.291929613040772,
                                     1.766196721425344, -0.736060692864371, -0.375180764275478,
                                     0.812962704388890, -0.470555258050085, -0.273156944712607};
    CHECK(difference(fusion->apply(site), torch::tensor(replaced, at::kDouble).reshape({3, 3})) < 1e-13);
    CHECK(difference(fusion->close(site), torch::tensor(result, at::kDouble).reshape({3, 3})) < 1e-13);
    CHECK(fusion->penalty().item<double>() == Approx(0.071303017864763).epsilon(1e-12));
    FusionSettings free;
    free.regularization = 0;
    CHECK_FALSE(asInReference(free)->penalty().defined());
}

TEST_CASE("Gradients of a fusion equal finite differences through the whole encoder") {
    checkGradients(twoRuns, runsOf("pfeiffer:m=3", "pfeiffer:m=5,activation=gelu"));
    checkGradients(twoRuns + ",sites=attention+ffn,layers=1,regularization=0.3",
                   runsOf("houlsby:m=3,layernorm=none,layers=1", "adapter:m=4,layernorm=none,gating=on,drop=1"));
    checkGradients(twoRuns + ",regularization=0 & bitfit:biases=query", runsOf("parallel:m=3", "parallel:m=4"));
}

TEST_CASE("A fusion trains what it counts and none of the adapters") {
    const auto base = tinyBase(at::kFloat);
    for (const auto& [design, run] :
         {std::pair<std::string, std::string>{twoRuns, "pfeiffer:m=3"},
          {twoRuns + ",head=off", "pfeiffer:m=3"},
          {twoRuns + ",sites=attention+ffn,layers=1", "houlsby:m=3,layernorm=none,layers=1"}}) {
        CAPTURE(design);
        const Tuning tuning(parseDesign(design), *base, 2, Pooling::Mean, 0, runsOf(run, run));
        const Budget budget = count(parseDesign(design), base->config(), 2, Pooling::Mean);
        CHECK(tuning.trained() == budget.trained);
        CHECK(tuning.components().at("fusion") == budget.component("fusion"));
        for (const auto& parameter : tuning.parameters())
            CHECK(parameter.name.find("adapter") == std::string::npos);
    }
}

TEST_CASE("At the start a fusion of equal adapters is that adapter, and muted it is the base") {
    const auto base = tinyBase(at::kDouble);
    const TrainedRun run = trained("pfeiffer:m=3", 11);
    const Tuning fusion(parseDesign(twoRuns), *base, 2, Pooling::Mean, 5, {{first, run}, {second, run}});
    Tuning alone(run.design, *base, 2, Pooling::Mean, 5);
    alone.load(run.tensors);
    const auto ours = states(*base, fusion), theirs = states(*base, alone);
    CHECK(difference(ours, theirs) < 1e-3);  // 1e-6 beside the value matrix's diagonal
    CHECK(difference(ours, theirs) > 0);
    const auto batch = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})}, at::kCPU);
    const at::NoGradGuard guard;
    const auto plain = encode({.base = *base, .batch = batch}).hidden;
    CHECK(difference(theirs, plain) > 1e-2);
    CHECK(at::equal(states(*base, fusion, [](const TunedPlace&) { return 0.0; }), plain));
}

TEST_CASE("What is kept of a fusion has the adapters with it and makes it again") {
    const auto base = tinyBase(at::kDouble);
    const auto runs = runsOf("pfeiffer:m=3", "pfeiffer:m=5");
    const Tuning fusion(parseDesign(twoRuns), *base, 2, Pooling::Mean, 5, runs);
    const NamedTensors kept = fusion.stored();
    CHECK(fusion.state().size() == kept.size() - 2 * 2 * 4);  // two runs, two layers, four tensors
    const std::string name = "encoder.layer.1.output.adapter.down.weight";
    REQUIRE(kept.contains("fused." + second + "." + name));
    CHECK(at::equal(kept.at("fused." + second + "." + name), runs.at(second).tensors.at(name)));
    Tuning again(parseDesign(twoRuns), *base, 2, Pooling::Mean, 6,
                 {{first, trained("pfeiffer:m=3", 1)}, {second, trained("pfeiffer:m=5", 2)}});
    CHECK(difference(states(*base, again), states(*base, fusion)) > 1e-3);
    again.load(kept);
    CHECK(at::equal(states(*base, again), states(*base, fusion)));
}

TEST_CASE("A fusion whose runs are missing or do not fit is refused by name") {
    const auto base = tinyBase(at::kFloat);
    const auto make = [&](const std::string& design, TrainedRuns runs) {
        Tuning(parseDesign(design), *base, 2, Pooling::Mean, 0, std::move(runs));
    };
    CHECK_THROWS_MATCHES(make(twoRuns, {{first, trained("pfeiffer:m=3", 1)}}), Error, says(second));
    CHECK_THROWS_MATCHES(make("fusion", {}), Error, says("two or more runs"));
    CHECK_THROWS_MATCHES(make(twoRuns, runsOf("pfeiffer:m=3", "houlsby:m=3")), Error, says(second + " (houlsby:m=3)"));
    auto runs = runsOf("pfeiffer:m=3", "pfeiffer:m=5");
    runs.at(first).tensors.erase("encoder.layer.0.output.adapter.up.bias");
    CHECK_THROWS_MATCHES(make(twoRuns, std::move(runs)), Error,
                         says(first) && says("encoder.layer.0.output.adapter.up.bias is missing"));
}
