// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Divergence.h"

#include <fmt/format.h>

namespace adapterscope {
namespace {

constexpr const char* advice = "lower the learning rate or sigma";

bool isFinite(const at::Tensor& tensor) {
    return at::isfinite(tensor).all().item<bool>();
}

}  // namespace

std::string whereNotFinite(const ForwardPass& pass, std::int64_t step) {
    const at::NoGradGuard guard;
    const auto states = hiddenStates(pass);
    for (std::size_t i = 0; i < states.size(); ++i)
        if (!isFinite(states[i]))
            return fmt::format("Diverged at step {}: the output of {} is not finite; {}.", step,
                               i == 0 ? std::string("the embeddings") : fmt::format("layer {}", i - 1), advice);
    return fmt::format("Diverged at step {}: the classification head's loss is not finite; {}.", step, advice);
}

std::string whichGradientNotFinite(const Tuning& tuning, std::int64_t step) {
    for (const auto& parameter : tuning.parameters())
        if (const auto& gradient = parameter.tensor.grad(); gradient.defined() && !isFinite(gradient))
            return fmt::format("Diverged at step {}: the gradient of {} is not finite; {}.", step, parameter.name,
                               advice);
    return fmt::format("Diverged at step {}: the norm of the gradients is not finite; {}.", step, advice);
}

}  // namespace adapterscope
