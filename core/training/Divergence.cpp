// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Divergence.h"

#include <fmt/format.h>

#include <string>
#include <variant>
#include <vector>

#include "core/design/methods/Adapter.h"

namespace adapterscope {
namespace {

bool isFinite(const at::Tensor& tensor) {
    return at::isfinite(tensor).all().item<bool>();
}

}  // namespace

Sentence divergenceAdvice(const RunSpec& spec, std::int64_t step) {
    std::vector<Sentence> far;
    const auto check = [&far](const char* name, double value, double ordinary) {
        if (value > ordinary)
            far.push_back({"the {}, which is {}", name, fmt::format("{:g}", value)});
    };
    const Hyperparameters& h = spec.hyperparameters;
    const bool isTrained = step > 0;
    if (isTrained) {
        check("weight decay", h.weightDecay, 1);
        check("learning rate", effectiveLearningRate(spec), 1);
    }
    const auto* adapter = settingsIf<AdapterSettings>(spec.design);
    if (adapter && adapter->isDrawnBySigma())
        check("sigma", adapter->sigma, 0.1);
    if (adapter)
        check("scale", adapter->scale, 10);
    std::vector<Sentence> advice;
    if (!far.empty())
        advice.push_back({"lower {}", joined(far, ", and ")});
    if (isTrained && h.clip == 0)
        advice.push_back("limit the gradient's norm (clip), which is off");
    if (!advice.empty())
        return joined(advice, "; ");
    if (!isTrained)
        return "nothing has been trained yet, so the base itself computes it: its weights are too large for 32-bit "
               "numbers, or damaged; choose another base";
    return adapter ? "lower the learning rate or sigma" : "lower the learning rate";
}

Sentence whereNotFinite(const ForwardPass& pass, std::int64_t step, const RunSpec& spec) {
    const at::NoGradGuard guard;
    const auto states = hiddenStates(pass);
    const auto giverOf = [&](std::size_t state) -> Sentence {
        if (state + 1 == states.size() && pass.tuning && pass.tuning->side())
            return pass.tuning->side()->name();
        return state == 0 ? Sentence("the embeddings") : Sentence("layer {}", state - 1);
    };
    for (std::size_t i = 0; i < states.size(); ++i)
        if (!isFinite(states[i].hidden))
            return {"Diverged at step {}: the output of {} is not finite; {}.", step, giverOf(i),
                    divergenceAdvice(spec, step)};
    return {"Diverged at step {}: the classification head's loss is not finite; {}.", step,
            divergenceAdvice(spec, step)};
}

Sentence whichGradientNotFinite(const Tuning& tuning, std::int64_t step, const RunSpec& spec) {
    for (const auto& parameter : tuning.parameters())
        if (const auto& gradient = parameter.tensor.grad(); gradient.defined() && !isFinite(gradient))
            return {"Diverged at step {}: the gradient of {} is not finite; {}.", step, parameter.name,
                    divergenceAdvice(spec, step)};
    return {"Diverged at step {}: the norm of the gradients is not finite; {}.", step, divergenceAdvice(spec, step)};
}

}  // namespace adapterscope
