// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/task/TaskLoader.h"
#include "core/task/builtin/BuiltinTasks.h"
#include "core/training/Identity.h"
#include "core/training/Probe.h"
#include "tests/core/training/TinyTask.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Probe tinyProbe() {
    return {tinyBase(at::kFloat), tinyTask(), Pooling::Mean};
}

ProbeResult measured(const std::string& design, double sigma) {
    return tinyProbe().measure(parseDesign(design), {sigma}, 1, {}).at(0);
}

/// The standard error over texts of each adapter's mean distance over tokens, as a share of it: texts are drawn whole,
/// so tokens count in the clusters that they come in. The largest over the adapters.
double largestError(const Base& base, const EncodedTask& task, const std::vector<int>& rows) {
    const at::NoGradGuard guard;
    const auto batch = task.dev.batch(rows, at::kCPU);
    const Tuning tuning(parseDesign("houlsby:m=16"), base, task.classes, base.config().defaultPooling, 0);
    double largest = 0;
    const auto observer = [&](int, Site, const Tokens& input, const at::Tensor& branch) {
        const auto distances =
            (at::linalg_vector_norm(branch, 2, 1) / at::linalg_vector_norm(input.hidden, 2, 1)).to(at::kDouble);
        const double mean = distances.mean().item<double>();
        double sum = 0;
        for (std::int64_t s = 0; s < batch.layout.sequences(); ++s) {
            const auto own = distances.narrow(0, batch.layout.start(s), batch.layout.length(s)) - mean;
            sum += std::pow(own.sum().item<double>(), 2);
        }
        largest = std::max(largest, std::sqrt(sum) / static_cast<double>(batch.layout.tokens()) / mean);
    };
    encode({.base = base, .tuning = &tuning, .batch = batch, .observer = observer});
    return largest;
}

}  // namespace

TEST_CASE("At sigma 0 the probe finds the base itself to the last bit") {
    for (const auto* design :
         {"houlsby:m=4", "pfeiffer:m=4", "houlsby:m=4,init=lora", "houlsby:m=4,init=zero",
          "houlsby:m=4,sites=attention,layernorm=none & houlsby:m=2,sites=ffn,layernorm=none,sigma=0.5"}) {
        CAPTURE(design);
        const auto result = measured(design, 0);
        CHECK(result.logitKl == 0);
        CHECK(result.agreement == 1);
        for (const auto& point : result.layers) {
            CHECK(point.distance == 0);
            CHECK(point.p95 == 0);
        }
        for (const double change : result.states)
            CHECK(change == 0);
    }
}

TEST_CASE("A large sigma changes labels and outputs and a small one next to nothing") {
    const auto small = measured("houlsby:m=4", 1e-4), large = measured("houlsby:m=4", 1);
    CHECK(small.agreement == 1);
    CHECK(small.logitKl >= 0);
    CHECK(small.logitKl < 1e-8);
    CHECK(large.agreement < 1);
    CHECK(large.logitKl > small.logitKl);
    CHECK(large.states.front() == 0);  // adapters come after the embeddings
    CHECK(large.states.back() > small.states.back());
}

TEST_CASE("A divergence is never negative however small sigma is") {
    for (const double sigma : {1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2}) {
        CAPTURE(sigma);
        CHECK(measured("houlsby:m=4", sigma).logitKl >= 0);
    }
}

TEST_CASE("Labels are those of the nearest class mean of the base and the divergence is that of its softmax") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    const auto task = tinyTask();
    const auto rows = probeRows(task->dev);
    const auto batch = task->dev.batch(rows, at::kCPU);
    auto design = parseDesign("houlsby:m=4,sigma=0.7");
    const Tuning tuning(design, *base, 2, Pooling::Cls, 0);
    const auto features = [&](const Tuning* own) {
        const ForwardPass pass{.base = *base, .tuning = own, .batch = batch};
        return pool(pass, encode(pass), Pooling::Cls).to(at::kDouble);
    };
    const auto before = features(nullptr), after = features(&tuning);
    std::vector<at::Tensor> means;
    for (int label = 0; label < 2; ++label) {
        auto sum = at::zeros({base->config().hidden}, at::kDouble);
        int count = 0;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (task->dev.labels[static_cast<std::size_t>(rows[i])] == label) {
                sum += before[static_cast<std::int64_t>(i)];
                ++count;
            }
        means.push_back(sum / count);
    }
    double divergence = 0, same = 0;
    for (std::int64_t i = 0; i < before.size(0); ++i) {
        // exp(w.x - |w|^2/2) is exp(-|x - w|^2/2) but for a factor that all classes share.
        const auto shareOfFirst = [&](const at::Tensor& x) {
            const double a = (x - means[0]).square().sum().item<double>(),
                         b = (x - means[1]).square().sum().item<double>();
            return 1 / (1 + std::exp((a - b) / 2));
        };
        const double p = shareOfFirst(before[i]), q = shareOfFirst(after[i]);
        divergence += p * std::log(p / q) + (1 - p) * std::log((1 - p) / (1 - q));
        same += (p > 0.5) == (q > 0.5);
    }
    const auto n = static_cast<double>(before.size(0));
    const auto result = Probe(base, task, Pooling::Cls).measure(design, {0.7}, 1, {}).at(0);
    CHECK(result.logitKl == Approx(divergence / n).epsilon(1e-9));
    CHECK(result.agreement == Approx(same / n).epsilon(1e-12));
    CHECK(result.agreement < 1);
    CHECK(result.texts == before.size(0));
    CHECK(result.tokens == batch.layout.tokens());
}

TEST_CASE("A label that the sample lacks is never given") {
    auto task = *tinyTask();
    task.classes = 5;
    const Probe probe(tinyBase(at::kFloat), std::make_shared<const EncodedTask>(task), Pooling::Mean);
    const auto result = probe.measure(parseDesign("houlsby:m=4"), {0}, 1, {}).at(0);
    CHECK(result.agreement == 1);
    CHECK(result.logitKl == 0);
}

TEST_CASE("A dev without labels is refused in words") {
    auto task = *tinyTask();
    task.dev.labels[3] = -1;
    CHECK_THROWS_MATCHES(Probe(tinyBase(at::kFloat), std::make_shared<const EncodedTask>(task), Pooling::Mean), Error,
                         says("labels"));
}

TEST_CASE("Sigmas come in their order with the seeds of each together and one seed gives the same numbers again") {
    const auto probe = tinyProbe();
    const auto results = probe.measure(parseDesign("houlsby:m=4"), {1, 0, 0.1}, 2, {});
    REQUIRE(results.size() == 6);
    const std::vector<double> sigmas{1, 1, 0, 0, 0.1, 0.1};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(results[i].sigma == sigmas[i]);
        CHECK(results[i].seed == i % 2);
    }
    CHECK(results[0].layers[0].distance != results[1].layers[0].distance);
    CHECK(measured("houlsby:m=4", 0.1).layers[0].distance == results[4].layers[0].distance);
}

TEST_CASE("A design without adapters is probed without a sigma") {
    const auto lora = tinyProbe().measure(parseDesign("lora"), {}, 1, {}).at(0);
    CHECK(std::isnan(lora.sigma));
    REQUIRE(lora.layers.size() == 2);
    for (const auto& point : lora.layers) {
        CHECK(point.distance == 0);
        CHECK(point.measured == Measured::Output);
    }
    CHECK(lora.agreement == 1);
    CHECK(lora.logitKl < 1e-10);
    const auto prefixes = tinyProbe().measure(parseDesign("prefix:length=2,hidden=0"), {}, 2, {});
    REQUIRE(prefixes.size() == 2);
    CHECK(prefixes[0].layers.at(1).distance > 0);
    CHECK(prefixes[0].layers.at(1).distance != prefixes[1].layers.at(1).distance);
    CHECK(prefixes[0].states.back() > 0);
    const auto ladder = tinyProbe().measure(parseDesign("ladder:m=4"), {}, 1, {}).at(0);
    REQUIRE(ladder.layers.size() == 1);
    CHECK(ladder.layers[0].site == Site::LastState);
    CHECK(ladder.layers[0].distance == Approx(ladder.states.back()).epsilon(1e-4));
}

TEST_CASE("What has no distance or no sigma is refused by name") {
    const auto config = tinyConfig();
    CHECK_THROWS_MATCHES(requireMeasurable(parseDesign("head"), config, Pooling::Mean, {}), Error,
                         says("head") && says("changes nothing"));
    CHECK_THROWS_MATCHES(requireMeasurable(parseDesign("lora:layers=none"), config, Pooling::Mean, {}), Error,
                         says("lora:layers=none"));
    CHECK_THROWS_MATCHES(requireMeasurable(parseDesign("ia3"), config, Pooling::Mean, {0.1}), Error,
                         says("ia3") && says("no sigma"));
    CHECK_NOTHROW(requireMeasurable(parseDesign("ia3"), config, Pooling::Mean, {}));
    CHECK_NOTHROW(requireMeasurable(parseDesign("mam"), config, Pooling::Mean, {0.1}));
}

TEST_CASE("Two threads give the same bits as one") {
    const Probe alone(tinyBase(at::kFloat), tinyTask(), Pooling::Mean, 1),
        both(tinyBase(at::kFloat), tinyTask(), Pooling::Mean, 2);
    const auto one = alone.measure(parseDesign("houlsby:m=4"), {0.3}, 1, {}, 1).at(0);
    const auto two = both.measure(parseDesign("houlsby:m=4"), {0.3}, 1, {}, 2).at(0);
    CHECK(one.logitKl == two.logitKl);
    CHECK(one.agreement == two.agreement);
    CHECK(one.states == two.states);
    for (std::size_t i = 0; i < one.layers.size(); ++i) {
        CHECK(one.layers[i].distance == two.layers[i].distance);
        CHECK(one.layers[i].p95 == two.layers[i].p95);
    }
}

TEST_CASE("A probe that is stopped reports it") {
    std::stop_source source;
    source.request_stop();
    for (const int threads : {1, 2})
        CHECK_THROWS_MATCHES(tinyProbe().measure(parseDesign("houlsby:m=4"), {0.1}, 1, source.get_token(), threads),
                             Error, says("stopped"));
}

TEST_CASE("The sample is large enough for a standard error under one percent of the mean distance") {
    struct Place {
        std::filesystem::path base;
        std::string task;
    };
    std::vector<Place> places;
    for (const std::string& task : builtinTasks())
        places.push_back({resolveBase("builtin").folder, task});
    if (const auto sst2 = sharedData("tasks/sst2"); std::filesystem::exists(sst2)) {
        places.push_back({resolveBase("builtin").folder, sst2.string()});
        if (std::filesystem::exists(minilmFolder()))
            places.push_back({minilmFolder(), sst2.string()});
    }
    for (const auto& place : places) {
        CAPTURE(place.base.string(), place.task);
        auto task = loadTask({.name = place.task});
        task.train.clear();
        task.test.clear();
        const auto encoded = encodeTask(task, *loadTokenizer(place.base), 128, readBaseConfig(place.base));
        const double error = largestError(*Base::load(place.base, at::kFloat), encoded, probeRows(encoded.dev));
        CHECK(error > 1e-4);
        CHECK(error < 0.01);
    }
}

TEST_CASE("A fusion starts from trained adapters, so its probe is refused") {
    const Design fusion = parseDesign("fusion:of=0123456789abcdef+fedcba9876543210");
    CHECK_THROWS_MATCHES(requireMeasurable(fusion, tinyConfig(), Pooling::Cls, {}), Error,
                         says("fuses adapters that are trained already"));
}
