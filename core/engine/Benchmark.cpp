// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Benchmark.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <random>
#include <thread>

#include "core/base/Bases.h"
#include "core/base/TensorFacts.h"
#include "core/common/Encoding.h"
#include "core/common/Error.h"
#include "core/dispatch/Messages.h"
#include "core/engine/Environment.h"
#include "core/training/Clock.h"

namespace adapterscope {
namespace {

constexpr int steps = 40, batchSize = 32, adapterSize = 16;
constexpr int shortest = 8, longest = 40;  // tokens of a text: their mean is that of SST-2's sentences

/// Texts of random words, long enough for `steps` steps of one epoch.
std::shared_ptr<const EncodedTask> randomTask(int vocabulary) {
    std::mt19937_64 random(1);
    auto task = std::make_shared<EncodedTask>();
    task->metric = "accuracy";
    const auto fill = [&](EncodedSplit& split, int rows) {
        for (int row = 0; row < rows; ++row) {
            Encoding text;
            const auto length = shortest + static_cast<int>(random() % (longest - shortest + 1));
            for (int i = 0; i < length; ++i)
                text.ids.push_back(static_cast<int>(random() % static_cast<std::uint64_t>(vocabulary)));
            text.typeIds.assign(text.ids.size(), 0);
            split.sequences.push_back(std::move(text));
            split.labels.push_back(row % 2);
        }
    };
    fill(task->train, steps * batchSize);
    fill(task->dev, batchSize);
    return task;
}

/// Floating-point operations of one product of the frozen encoder with a token's states, forward: 2 per entry.
double frozenOperations(const BaseConfig& c) {
    return 2.0 * static_cast<double>(entriesOf(factsWhere(
                     c, [](const TensorFact& fact) { return fact.layer >= 0 && fact.kind == TensorKind::Matrix; })));
}

/// Bytes of float32 that a step of that many tokens keeps for its gradients, by closed form: in each layer queries,
/// keys, values and their mix, the two sub-layers' outputs and the LayerNorms' (10 d per token), attention's
/// probabilities, the feed-forward block before and after its activation, and both adapters' bottlenecks before and
/// after theirs.
double activationBytes(const BaseConfig& c, int m, std::int64_t tokens, int length) {
    const double perToken = 10.0 * c.hidden + c.heads * length + 2.0 * c.intermediate + 4.0 * m;
    return 4 * perToken * static_cast<double>(c.layers * tokens);
}

/// The best rate that this machine's frozen product reaches at the base's own shape, in operations per second.
double productRate(const BaseConfig& c) {
    const at::NoGradGuard guard;
    const auto options = at::TensorOptions().dtype(at::kFloat).device(at::kCPU);  // where FrozenMatrix computes
    const FrozenMatrix matrix(at::rand({c.intermediate, c.hidden}, options), at::rand({c.intermediate}, options));
    const auto x = at::rand({768, c.hidden}, options);
    double best = 0;
    for (int round = 0; round < 5; ++round) {
        const auto from = Clock::now();
        int count = 0;
        for (; count < 10 || secondsSince(from) < 0.1; ++count)
            matrix.linear(x, Precision::F32);
        best = std::max(best, 2.0 * 768 * c.hidden * c.intermediate * count / secondsSince(from));
    }
    return best;
}

/// Highest resident size since the last call, bytes.
double peakMemory() {
    double peak = 0;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0)
            peak = std::stod(line.substr(6)) * 1024;
    std::ofstream("/proc/self/clear_refs") << "5";
    return peak;
}

struct Measurement {
    double seconds = 0, peak = 0;
    std::int64_t trained = 0;
};

/// The same run in `workers` threads at once.
Measurement measure(const TrainingData& data, const RunSpec& spec, int workers, const std::stop_token& stop) {
    peakMemory();
    Measurement measured;
    std::vector<std::int64_t> trained(static_cast<std::size_t>(workers));
    const auto from = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (auto& count : trained)
            threads.emplace_back([&] {
                at::set_num_threads(1);
                count = train(spec, data, stop, {}).result.trained;
            });
    }
    measured.seconds = secondsSince(from);
    measured.peak = peakMemory();
    measured.trained = trained.front();
    if (stop.stop_requested())
        throw Error("The benchmark was stopped.", ErrorKind::Cancelled);
    return measured;
}

BenchmarkAnswer::OfBase benchmarkBase(const BaseRef& ref, const CallContext& context) {
    const auto base = context.store.base(ref.name);
    const auto& config = base->config();
    const TrainingData data{base, randomTask(config.vocabulary), nullptr, ""};
    RunSpec spec;
    spec.design = parseDesign("houlsby:m=" + std::to_string(adapterSize));
    spec.hyperparameters.epochs = 1;
    spec.hyperparameters.batch = batchSize;
    std::int64_t tokens = 0;
    for (const auto& text : data.task->train.sequences)
        tokens += std::ssize(text.ids);
    measure(data, spec, 1, context.stop);  // layouts and primitives are made once
    const auto one = measure(data, spec, 1, context.stop);
    const auto two = measure(data, spec, 2, context.stop);
    const double rate = productRate(config);
    // Forward and the gradient of the hidden states; weights are frozen.
    const double reached = 2 * frozenOperations(config) * static_cast<double>(tokens) / one.seconds;
    return {
        .base = ref.name,
        .productGflops = rate / 1e9,
        .trainingGflops = reached / 1e9,
        .shareOfProductRate = reached / rate,
        .millisecondsPerStep = 1000 * one.seconds / steps,
        .stepsPerSecond = steps / one.seconds,
        .stepsPerSecondOfTwo = 2 * steps / two.seconds,
        .twoWorkersSpeedup = 2 * one.seconds / two.seconds,
        .secondRunMegabytes = (two.peak - one.peak) / 1e6,
        .activationMegabytes = activationBytes(config, adapterSize, std::int64_t{batchSize} * longest, longest) / 1e6,
        .fiveTimesTrainedMegabytes = 5.0 * 4 * static_cast<double>(one.trained) / 1e6};
}

/// Median of five.
double medianSeconds(const std::function<void()>& work) {
    std::vector<double> times;
    for (int round = 0; round < 5; ++round) {
        const auto from = Clock::now();
        work();
        times.push_back(secondsSince(from));
    }
    std::sort(times.begin(), times.end());
    return times[2];
}

/// What the distance from the identity costs over the built-in base and task: live, on two threads and after the base's
/// own pass, and as a share of a training run of one epoch, of adapters and of LoRA, that measures it at every
/// evaluation.
BenchmarkAnswer::Identity benchmarkIdentity(const CallContext& context) {
    ProbeRequest request;
    request.design = "houlsby";
    request.base = builtinBaseName;
    request.task.name = "sentiment";
    const auto probe = context.store.probe(request);
    const auto design = parseDesign(request.design);
    at::set_num_threads(1);
    const auto probed = [&](const std::vector<double>& sigmas) {
        return medianSeconds([&] { probe->measure(design, sigmas, 1, context.stop, 2); });
    };
    probed({1e-2});  // layouts and primitives are made once
    const double one = probed({1e-2}), ten = probed({0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 0.3, 1});
    const auto share = [&](const Design& trainedDesign) {
        RunSpec spec;
        spec.design = trainedDesign;
        spec.hyperparameters.epochs = 1;
        const auto trained = train(
            spec, {context.store.base(request.base), context.store.task(request.task, request.base, request.maxLength)},
            context.stop, {});
        if (context.stop.stop_requested())
            throw Error("The benchmark was stopped.", ErrorKind::Cancelled);
        return trained.identitySeconds / trained.result.seconds;
    };
    return {.oneSigmaMilliseconds = 1000 * one,
            .tenSigmasSeconds = ten,
            .shareOfTraining = share(design),
            .shareOfLoraTraining = share(parseDesign("lora"))};
}

}  // namespace

nlohmann::json answerBenchmark(const nlohmann::json&, const CallContext& context) {
    BenchmarkAnswer answer;
    for (const auto& ref : availableBases())
        if (isOwnBaseName(ref.name))
            answer.bases.push_back(benchmarkBase(ref, context));
    answer.identity = benchmarkIdentity(context);
    answer.environment = engineEnvironment();
    return toJson(answer);
}

}  // namespace adapterscope
