// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/dispatch/Messages.h"
#include "core/experiment/plan/Sweep.h"
#include "tests/support/Property.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

/// As a person may type it into any field: ASCII including what JSON must escape.
std::string anyText() {
    return *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
}

double anyNumber() {
    const double number = *rc::gen::arbitrary<double>();
    return std::isfinite(number) ? number : 0.5;
}

TaskSource anyTask() {
    TaskSource task;
    task.name = "a" + anyText();
    for (std::string TaskSource::*field :
         {&TaskSource::textColumn, &TaskSource::pairColumn, &TaskSource::labelColumn, &TaskSource::trainFile,
          &TaskSource::devFile, &TaskSource::testFile, &TaskSource::encoding, &TaskSource::positive})
        if (*rc::gen::arbitrary<bool>())
            task.*field = anyText();
    if (*rc::gen::arbitrary<bool>())
        task.split = {70, 20, 10};
    task.limitTrain = *rc::gen::inRange(0, 5000);
    task.metric = *rc::gen::element<std::string>("", "accuracy", "f1", "mcc");
    return task;
}

Hyperparameters anyHyperparameters() {
    Hyperparameters hyperparameters;
    hyperparameters.batch = *rc::gen::inRange(1, 513);
    hyperparameters.epochs = *rc::gen::inRange(1, 100);
    hyperparameters.stopAfter = *rc::gen::inRange(0, hyperparameters.epochs);
    hyperparameters.evaluations = *rc::gen::inRange(1, 20);
    hyperparameters.patience = *rc::gen::inRange(0, 20);
    hyperparameters.warmup = *rc::gen::inRange(0, 100) / 101.0;
    hyperparameters.learningRate = *rc::gen::inRange(0, 1000) / 30011.0;
    hyperparameters.weightDecay = *rc::gen::inRange(0, 1000) / 3001.0;
    hyperparameters.optimizer = *rc::gen::element<std::string>("adamw", "bert");
    hyperparameters.baseDropout = *rc::gen::arbitrary<bool>();
    hyperparameters.maxLength = *rc::gen::inRange(2, 513);
    hyperparameters.precision = *rc::gen::element<std::string>("f32", "bf16");
    if (*rc::gen::arbitrary<bool>())
        hyperparameters.start = {anyText(), "0" + anyText()};
    return hyperparameters;
}

RunSpec anySpec() {
    RunSpec spec;
    spec.design = parseDesign(*rc::gen::element<std::string>("houlsby:m=8", "full", "top:k=2,lr=0.001", "head"));
    spec.base = anyText();
    spec.baseHash = anyText();
    spec.task = anyTask();
    spec.taskName = anyText();
    spec.taskHash = anyText();
    spec.pooling = *rc::gen::element(Pooling::Mean, Pooling::Cls);
    spec.hyperparameters = anyHyperparameters();
    spec.seed = *rc::gen::arbitrary<std::uint64_t>();
    spec.dataSeed = *rc::gen::arbitrary<std::uint64_t>();
    return spec;
}

/// As it comes out at the other end of a pipe.
json sent(const json& message) {
    return json::parse(message.dump());
}

}  // namespace

TEST_CASE("Every run that can be asked for arrives as it was sent, with the id it had") {
    checkProperty([] {
        const TrainRequest request{anyText(), anySpec(), std::nullopt};
        const TrainRequest back = trainRequestFromJson(sent(toJson(request)));
        RC_ASSERT(toJson(back) == toJson(request));
        RC_ASSERT(back.spec.task == request.spec.task);
        RC_ASSERT(back.spec.hyperparameters == request.spec.hyperparameters);
        RC_ASSERT(runId(back.spec) == runId(request.spec));
    });
}

TEST_CASE("Every evaluation arrives as it was sent to the last digit") {
    checkProperty([] {
        PointNotice notice{anyText(), {}};
        notice.point.step = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
        notice.point.trainLoss = anyNumber();
        notice.point.devLoss = anyNumber();
        notice.point.dev = anyNumber();
        notice.point.metrics = {{"accuracy", anyNumber()}, {"a" + anyText(), anyNumber()}};
        notice.point.identity = {{*rc::gen::inRange(0, 24), Site::Ffn, anyNumber(), anyNumber(), anyNumber()}};
        const PointNotice back = pointNoticeFromJson(sent(toJson(notice)));
        RC_ASSERT(back.run == notice.run);
        RC_ASSERT(back.point.trainLoss == notice.point.trainLoss);
        RC_ASSERT(back.point.metrics == notice.point.metrics);
        RC_ASSERT(toJson(back) == toJson(notice));
    });
}

TEST_CASE("Every sweep reads back from its JSON") {
    checkProperty([] {
        Sweep sweep;
        sweep.designs = {"houlsby:m=8|64", "a" + anyText()};
        sweep.bases = {"a" + anyText()};
        sweep.tasks = {anyTask(), anyTask()};
        sweep.hyperparameters = anyHyperparameters();
        sweep.hyperparameters.learningRate = 0;
        if (*rc::gen::arbitrary<bool>())
            sweep.learningRates = {1e-3, *rc::gen::inRange(1, 1000) / 30011.0};
        sweep.pooling = *rc::gen::element<std::string>("", "mean", "cls");
        sweep.seeds = *rc::gen::inRange(1, 100);
        RC_ASSERT(sweepFromJson(sent(toJson(sweep))) == sweep);
    });
}
