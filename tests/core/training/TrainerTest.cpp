// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <limits>
#include <thread>

#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/design/Methods.h"
#include "core/training/Evaluation.h"
#include "core/training/Trainer.h"
#include "tests/core/training/TinyRun.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Everything about a run except its duration.
struct Bits {
    explicit Bits(const Trained& trained) : tuning(trained.tuning) {
        auto all = toJson(trained.result);
        all.erase("seconds");
        result = all.dump();
    }
    bool operator==(const Bits& other) const {
        if (result != other.result || tuning.size() != other.tuning.size())
            return false;
        for (const auto& [name, tensor] : tuning)
            if (!at::equal(tensor, other.tuning.at(name)))
                return false;
        return true;
    }

    std::string result;
    NamedTensors tuning;
};

/// The tiny base with one value that is not a number.
std::shared_ptr<const Base> brokenBase(const std::string& name) {
    auto tensors = tinyTensors(tinyConfig(), 1, at::kFloat);
    tensors.at(name).view({-1})[0] = std::numeric_limits<float>::quiet_NaN();
    return std::make_shared<const Base>(tinyConfig(), tensors, "the tiny base");
}

}  // namespace

TEST_CASE("Every method learns a task that tokens decide") {
    FrozenStatesCache cache;
    auto data = dataOf(&cache);
    auto task = *data.task;
    task.train = tinySplit(200, 4);
    data.task = std::make_shared<const EncodedTask>(task);
    for (const auto* design : {"houlsby:m=4", "pfeiffer:m=4", "parallel:m=4", "full", "top:k=1", "layernorm"}) {
        CAPTURE(design);
        const auto result = run(specOf(design), data).result;
        CHECK(result.status == Status::Done);
        REQUIRE(result.curve.size() == 11);
        CHECK(result.curve.back().trainLoss < 0.5 * result.curve[1].trainLoss);
        CHECK(*result.dev > 0.85);
        CHECK(*result.test > 0.85);
        CHECK(result.metrics.at("dev_accuracy") == *result.dev);
        CHECK(result.metrics.at("test_accuracy") == *result.test);
    }
}

TEST_CASE("A run records the sizes of the tensors that it keeps, which are those that the closed form counts") {
    const auto data = dataOf();
    for (const auto* design : {"houlsby:m=4", "prefix:length=3,hidden=5", "prompt:length=2", "compacter:m=4",
                               "ladder:m=4", "unipelt:length=3,hidden=5,m=4,r=2", "head", "top:k=1", "lora:head=off"}) {
        CAPTURE(design);
        auto spec = specOf(design);
        spec.hyperparameters.epochs = 1;
        const Trained trained = run(spec, data);
        REQUIRE(trained.result.costs);
        const RunCosts& costs = *trained.result.costs;
        std::int64_t kept = 0;
        for (const auto& [name, tensor] : trained.tuning)
            kept += tensor.numel();
        const Budget budget = count(spec.design, data.base->config(), data.task->classes, spec.pooling);
        CHECK(costs.stored == kept);
        CHECK(costs.stored == budget.stored);
        CHECK(costs.bytes == budget.bytes);
        CHECK(costs.percent == budget.percent);
        CHECK(costs.multiplyAdds == budget.multiplyAdds);
        CHECK(trained.result.trained == budget.trained);
    }
}

TEST_CASE("The last batch of an epoch may be smaller and every evaluation comes when it should") {
    auto spec = specOf("head");
    spec.hyperparameters.epochs = 2;
    spec.hyperparameters.evaluations = 3;
    std::vector<std::int64_t> steps, points;
    const TrainingEvents events{[&](const TrainingProgress& p) {
                                    steps.push_back(p.step);
                                    CHECK(p.steps == 16);
                                },
                                [&](const CurvePoint& p) { points.push_back(p.step); }};
    const auto result = train(spec, dataOf(), {}, events).result;
    CHECK(result.steps == 16);  // 60 rows: 7 batches of 8 and one of 4, twice
    CHECK(steps.size() == 16);
    CHECK(points == std::vector<std::int64_t>{0, 3, 6, 8, 11, 14, 16});
}

TEST_CASE("A run that stops early is the beginning of the whole run") {
    auto spec = specOf("houlsby:m=4");
    const auto whole = run(spec, dataOf()).result.curve;
    spec.hyperparameters.stopAfter = 3;
    std::int64_t announced = 0;
    const auto result =
        train(spec, dataOf(), {}, {[&](const TrainingProgress& progress) { announced = progress.steps; }, {}}).result;
    CHECK(result.status == Status::Done);
    CHECK(result.steps == 24);  // 60 rows in batches of 8
    CHECK(announced == 24);
    REQUIRE(result.curve.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(result.curve[i].step == whole[i].step);
        CHECK(result.curve[i].devLoss == whole[i].devLoss);
    }
}

TEST_CASE("The tuning that was best on dev is restored and test is scored there") {
    const auto data = dataOf(nullptr, 60);  // labels so noisy that dev goes up and down
    auto spec = specOf("houlsby:m=4");
    spec.hyperparameters.epochs = 12;
    const auto trained = run(spec, data);
    const auto& result = trained.result;
    const CurvePoint* best = nullptr;
    for (const auto& point : result.curve)
        if (point.step > 0 &&
            (!best || point.dev > best->dev || (point.dev == best->dev && point.devLoss < best->devLoss)))
            best = &point;
    REQUIRE(best);
    CHECK(result.bestStep == best->step);
    CHECK(*result.dev == best->dev);
    Tuning tuning(spec.design, *data.base, 2, Pooling::Mean, 99);
    tuning.load(trained.tuning);
    const Evaluator evaluator(*data.base, tuning, Precision::F32);
    const auto dev = evaluator.evaluate(data.task->dev, {2}, nullptr, -1, {});
    CHECK(dev.metrics.at("accuracy") == best->dev);
    CHECK(dev.loss == best->devLoss);
    const auto test = evaluator.evaluate(data.task->test, {2}, nullptr, -1, {});
    CHECK(test.metrics.at("accuracy") == *result.test);
}

TEST_CASE("The rows answered correctly are those that dev and test count") {
    const auto data = dataOf(nullptr, 60);
    auto spec = specOf("houlsby:m=4");
    spec.hyperparameters.epochs = 12;
    const auto result = run(spec, data).result;
    const auto share = [](const RowOutcomes& outcomes) {
        double right = 0;
        for (const std::uint8_t each : decoded(outcomes))
            right += each;
        return right / static_cast<double>(outcomes.rows);
    };
    CHECK(result.devRows.rows == data.task->dev.size());
    CHECK(result.testRows.rows == data.task->test.size());
    CHECK(share(result.devRows) == *result.dev);
    CHECK(share(result.testRows) == *result.test);
    REQUIRE(*result.dev != *result.test);  // so that they cannot be one another's

    // For other metrics it is the answers.
    auto task = *data.task;
    task.metric = "f1";
    const auto again =
        train(spec, {data.base, std::make_shared<const EncodedTask>(task), nullptr, "tiny"}, {}, {}).result;
    REQUIRE(std::ssize(again.testRows.answers) == again.testRows.rows);
    const auto answers = decoded(again.testRows);
    for (int row = 0; row < task.test.size(); ++row)
        CHECK(answers[static_cast<std::size_t>(row)] / task.classes == task.test.labels[static_cast<std::size_t>(row)]);
}

TEST_CASE("Without labels on test there is no test score") {
    auto data = dataOf();
    auto task = *data.task;
    task.test.labels.assign(task.test.labels.size(), -1);
    data.task = std::make_shared<const EncodedTask>(task);
    auto spec = specOf("head");
    spec.hyperparameters.epochs = 1;
    const auto result = run(spec, data).result;
    CHECK(result.status == Status::Done);
    CHECK(result.dev.has_value());
    CHECK_FALSE(result.test.has_value());
}

TEST_CASE("Patience ends a run that no longer improves") {
    auto spec = specOf("houlsby:m=4");
    spec.hyperparameters.learningRate = 1e-30;  // nothing changes, so the first evaluation stays the best
    spec.hyperparameters.epochs = 10;
    spec.hyperparameters.patience = 2;
    const auto result = run(spec, dataOf()).result;
    CHECK(result.status == Status::Done);
    CHECK(result.bestStep == 8);
    CHECK(result.steps == 24);
    CHECK(result.test.has_value());
}

TEST_CASE("A stop request ends a run as cancelled after the step it is in") {
    std::stop_source source;
    const TrainingEvents events{[&](const TrainingProgress& p) {
                                    if (p.step == 3)
                                        source.request_stop();
                                },
                                {}};
    const auto trained = train(specOf("houlsby:m=4"), dataOf(), source.get_token(), events);
    CHECK(trained.result.status == Status::Cancelled);
    CHECK(trained.result.steps == 3);
    CHECK(trained.result.curve.size() == 1);
    CHECK(run(specOf("top"), dataOf(), source.get_token()).result.status == Status::Cancelled);
}

TEST_CASE("Weights that are not numbers end a run as diverged with step and layer") {
    FrozenStatesCache cache;
    for (const auto* design : {"houlsby:m=4", "head"}) {
        CAPTURE(design);
        auto data = dataOf(&cache);
        data.base = brokenBase("encoder.layer.1.output.dense.bias");
        data.key = std::string("broken for ") + design;
        const auto result = run(specOf(design), data).result;
        CHECK(result.status == Status::Diverged);
        CHECK_THAT(result.message.text(), Catch::Contains("step 0") && Catch::Contains("layer 1"));
    }
}

TEST_CASE("A learning rate far too large ends a run as diverged with step and layer") {
    auto spec = specOf("houlsby:m=4,layernorm=none");
    spec.hyperparameters.learningRate = 1e38;
    spec.hyperparameters.warmup = 0;
    const auto trained = run(spec, dataOf());
    CHECK(trained.result.status == Status::Diverged);
    CHECK(trained.result.steps == 1);
    CHECK_THAT(trained.result.message.text(),
               Catch::Contains("step 2") && Catch::Contains("layer 0") && Catch::Contains("learning rate"));
    CHECK(trained.result.curve.size() == 1);
}

TEST_CASE("Whatever is trained a rate far too large is found within one step with its place") {
    for (const MethodInfo& method : methods()) {
        if (method.name == "fusion")
            continue;  // of trained runs: FusionTest
        CAPTURE(method.name);
        auto spec = specOf(method.name);
        spec.hyperparameters.learningRate = 1e38;
        spec.hyperparameters.warmup = 0;
        const auto result = run(spec, dataOf()).result;
        CHECK(result.status == Status::Diverged);
        CHECK(result.steps == 1);
        CHECK_THAT(result.message.text(),
                   Catch::Contains("step 2: the ") &&
                       (Catch::Contains("output of layer ") || Catch::Contains("output of the embeddings") ||
                        Catch::Contains("output of the ladder") || Catch::Contains("classification head's loss")));
    }
}

TEST_CASE("The same spec gives the same bits alone or beside another run") {
    FrozenStatesCache cache;
    const auto data = dataOf(&cache, 20);
    auto spec = specOf("houlsby:m=4"), beside = specOf("top:k=1");
    spec.hyperparameters.baseDropout = true;
    const Bits alone(run(spec, data)), besideAlone(run(beside, data));
    CHECK(Bits(run(spec, data)) == alone);
    for (int repeat = 0; repeat < 3; ++repeat) {
        std::optional<Bits> first, second, third;
        {
            const std::jthread one([&] { first.emplace(run(spec, data)); });
            const std::jthread two([&] { second.emplace(run(beside, data)); });
            const std::jthread three([&] { third.emplace(run(spec, data)); });
        }
        CHECK(*first == alone);
        CHECK(*second == besideAlone);
        CHECK(*third == alone);
    }
}

TEST_CASE("Frozen states give the same bits whether cached or computed again") {
    for (const auto* design : {"top:k=1", "head", "houlsby:m=4,layernorm=none,layers=1"}) {
        CAPTURE(design);
        FrozenStatesCache cache, none(0);
        auto spec = specOf(design);
        spec.hyperparameters.epochs = 2;
        const Bits first(run(spec, dataOf(&cache)));
        CHECK(Bits(run(spec, dataOf(&cache))) == first);
        CHECK(Bits(run(spec, dataOf(&none))) == first);
        const auto through = run(spec, dataOf()).result;  // every pass from the embeddings up
        const auto cached = run(spec, dataOf(&cache)).result;
        REQUIRE(through.curve.size() == cached.curve.size());
        for (std::size_t i = 0; i < cached.curve.size(); ++i)
            CHECK(through.curve[i].devLoss == Approx(cached.curve[i].devLoss).epsilon(1e-4));
    }
}

TEST_CASE("The data seed changes the order and the seed the initialisation") {
    const auto data = dataOf();
    const auto plain = specOf("houlsby:m=4");
    auto otherOrder = plain, otherStart = plain;
    otherOrder.dataSeed = 1;
    otherStart.seed = 1;
    const auto curve = [&](const RunSpec& spec) { return run(spec, data).result.curve; };
    const auto expected = curve(plain), order = curve(otherOrder), start = curve(otherStart);
    CHECK(order[0].devLoss == expected[0].devLoss);
    CHECK(order[1].trainLoss != expected[1].trainLoss);
    CHECK(start[0].devLoss != expected[0].devLoss);
}

TEST_CASE("A spec that does not fit base or task is refused in words") {
    auto spec = specOf("houlsby:m=4,layers=5");
    CHECK_THROWS_MATCHES(run(spec, dataOf()), Error, says("5"));
    spec = specOf("head");
    spec.pooling = Pooling::Pooler;
    CHECK_THROWS_MATCHES(run(spec, dataOf()), Error, says("pooler"));
    auto data = dataOf();
    auto task = *data.task;
    task.dev = {};
    data.task = std::make_shared<const EncodedTask>(task);
    CHECK_THROWS_MATCHES(run(specOf("head"), data), Error, says("dev"));
}

TEST_CASE("A fusion trains over the adapters of two runs, keeps them with it and gives the same bits again") {
    auto data = dataOf();
    std::string ids;
    for (const char* id : {"0123456789abcdef", "fedcba9876543210"}) {
        auto spec = specOf("pfeiffer:m=4");
        spec.seed = data.trained.size();
        data.trained[id] = {spec.design, run(spec, data).tuning};
        ids += (ids.empty() ? "" : "+") + std::string(id);
    }
    const auto spec = specOf("fusion:of=" + ids);
    const auto fusion = run(spec, data);
    CHECK(fusion.result.status == Status::Done);
    CHECK(fusion.result.trained == count(spec.design, data.base->config(), 2, spec.pooling).trained);
    const std::string name = "encoder.layer.1.output.adapter.up.weight";
    CHECK(at::equal(fusion.tuning.at("fused.fedcba9876543210." + name),
                    data.trained.at("fedcba9876543210").tensors.at(name)));
    CHECK(Bits(run(spec, data)) == Bits(fusion));
    CHECK_THROWS_MATCHES(run(spec, dataOf()), Error, says("were not given"));
}

TEST_CASE("The regularisation of a fusion holds the value matrices at the identity") {
    auto data = dataOf();
    for (const char* id : {"0123456789abcdef", "fedcba9876543210"})
        data.trained[id] = {parseDesign("pfeiffer:m=4"), run(specOf("pfeiffer:m=4"), data).tuning};
    const auto distance = [&](const std::string& keys) {
        auto spec = specOf("fusion:of=0123456789abcdef+fedcba9876543210" + keys);
        spec.hyperparameters.learningRate = 1e-2;
        const auto value = run(spec, data).tuning.at("encoder.layer.1.output.fusion.value.weight");
        return (value - at::eye(value.size(0))).norm().item<double>();
    };
    CHECK(distance(",regularization=10") < 0.5 * distance(",regularization=0"));
}
