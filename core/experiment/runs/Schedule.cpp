// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/Schedule.h"

#include <cmath>

namespace adapterscope {
namespace {

/// At a weight of 1e-2, the usual start, float32 resolves steps of 1e-9.
constexpr double leastRate = 1e-9;
/// Adam divides by the gradient's size plus 1e-8 or, as in the BERT code, 1e-6.
constexpr double leastClip = 1e-5;

std::int64_t stepsPerEpoch(const Hyperparameters& hyperparameters, std::int64_t rows) {
    return (rows + hyperparameters.batch - 1) / hyperparameters.batch;
}

void checkWarmup(const Hyperparameters& h, std::int64_t steps, std::vector<Finding>& findings) {
    const std::int64_t warmup = warmupSteps(h, steps);
    if (warmup < steps)
        return;
    if (steps == 1)
        findings.push_back({true,
                            "warmup",
                            {"the warm-up of {} takes the run's only step, whose learning rate is then 0: "
                             "nothing is trained. Choose a warm-up of 0, more epochs or a smaller batch.",
                             h.warmup}});
    else
        findings.push_back({false,
                            "warmup",
                            {"the warm-up of {} takes all {} steps: training ends while the learning rate "
                             "still rises.",
                             h.warmup, steps}});
}

void checkRate(const RunSpec& spec, std::vector<Finding>& findings) {
    const double rate = effectiveLearningRate(spec), decay = spec.hyperparameters.weightDecay;
    if (static_cast<float>(rate) == 0)
        findings.push_back(
            {true,
             "learning_rate",
             {"the learning rate {} is 0 in the precision that it is trained in: nothing is trained. Choose "
              "one such as 1e-3.",
              rate}});
    else if (rate < leastRate)
        findings.push_back(
            {false,
             "learning_rate",
             {"the learning rate {} is so small that most of each step is lost in rounding: next to nothing "
              "is trained.",
              rate}});
    else if (rate > 1 && !spec.design.learningRate)  // else it is a remark on the design
        findings.push_back(
            {false,
             "learning_rate",
             {"the learning rate {} is far above every published one; training will likely diverge.", rate}});
    if (rate * decay >= 1)
        findings.push_back(
            {false,
             "weight_decay",
             {"the weight decay {} times the learning rate {} is 1 or more: every step takes away all that "
              "the steps before it trained.",
              decay, rate}});
}

}  // namespace

std::int64_t scheduledSteps(const Hyperparameters& hyperparameters, std::int64_t rows) {
    return stepsPerEpoch(hyperparameters, rows) * hyperparameters.epochs;
}

std::int64_t warmupSteps(const Hyperparameters& hyperparameters, std::int64_t scheduled) {
    return std::llround(hyperparameters.warmup * static_cast<double>(scheduled));
}

int trainedEpochs(const Hyperparameters& hyperparameters) {
    return hyperparameters.stopAfter > 0 ? hyperparameters.stopAfter : hyperparameters.epochs;
}

std::int64_t trainingSteps(const Hyperparameters& hyperparameters, std::int64_t rows) {
    return stepsPerEpoch(hyperparameters, rows) * trainedEpochs(hyperparameters);
}

std::vector<Finding> checkTraining(const RunSpec& spec, std::int64_t rows) {
    const Hyperparameters& h = spec.hyperparameters;
    std::vector<Finding> findings;
    if (trainedEpochs(h) == 0)
        return findings;  // evaluated as it is
    const std::int64_t steps = scheduledSteps(h, rows);
    if (rows < 1) {
        findings.push_back({true, "task", "the task has no training rows."});
        return findings;
    }
    checkRate(spec, findings);
    checkWarmup(h, steps, findings);
    if (h.batch > rows)
        findings.push_back({false,
                            "batch",
                            {"a batch of {} is more than the {} training rows: an epoch is a single step, {} in all.",
                             h.batch, rows, steps}});
    if (h.clip > 0 && h.clip < leastClip)
        findings.push_back({false,
                            "clip",
                            {"gradients clipped to a norm of {} are no larger than the optimizer's own "
                             "epsilon: next to nothing is trained.",
                             h.clip}});
    return findings;
}

}  // namespace adapterscope
