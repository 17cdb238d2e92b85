// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Optimizer.h"

#include <algorithm>
#include <cmath>

#include "core/common/Error.h"
#include "core/model/kernels/AdamStep.h"

namespace adapterscope {
namespace {

constexpr double adamwEps = 1e-8;  // torch.optim.AdamW
constexpr double bertEps = 1e-6;   // google-research/bert

bool isDecayed(OptimizerKind kind, const Tuning::Parameter& parameter) {
    return kind == OptimizerKind::AdamW || parameter.kind == TensorKind::Matrix;
}

}  // namespace

OptimizerKind optimizerFromText(const std::string& text) {
    if (text == "adamw")
        return OptimizerKind::AdamW;
    if (text == "bert")
        return OptimizerKind::Bert;
    throw Error("Optimizer \"{}\" is not known: choose adamw or bert.", text);
}

Optimizer::Optimizer(std::vector<Tuning::Parameter> parameters, OptimizerKind kind, double weightDecay) : m_kind(kind) {
    for (auto& parameter : parameters) {
        const auto plain = parameter.tensor.detach();
        const double decay = isDecayed(kind, parameter) ? weightDecay : 0;
        m_slots.push_back({std::move(parameter), at::zeros_like(plain), at::zeros_like(plain), decay});
    }
}

void Optimizer::clearGradients() {
    for (auto& slot : m_slots)
        slot.parameter.tensor.mutable_grad().reset();
}

double Optimizer::clipGradients(double limit) {
    double sum = 0;
    for (const auto& slot : m_slots)
        if (const auto& g = slot.parameter.tensor.grad(); g.defined()) {
            const double norm = at::linalg_vector_norm(g).item<double>();
            sum += norm * norm;
        }
    const double norm = std::sqrt(sum);
    // torch.nn.utils.clip_grad_norm_'s factor, its 1e-6 included.
    if (const double factor = limit / (norm + 1e-6); limit > 0 && factor < 1)
        for (const auto& slot : m_slots)
            if (auto g = slot.parameter.tensor.grad(); g.defined())
                g.mul_(factor);
    return norm;
}

void Optimizer::step(double learningRate) {
    ++m_steps;
    const auto steps = static_cast<double>(m_steps);
    const bool corrected = m_kind == OptimizerKind::AdamW;
    for (auto& slot : m_slots) {
        const auto& tensor = slot.parameter.tensor;
        if (!tensor.grad().defined())
            continue;
        AdamUpdate update{.keep = 1 - learningRate * slot.decay,
                          .rate = learningRate,
                          .rootScale = 1,
                          .eps = corrected ? adamwEps : bertEps};
        if (corrected) {
            update.rate = learningRate / (1 - std::pow(update.beta1, steps));
            update.rootScale = 1 / std::sqrt(1 - std::pow(update.beta2, steps));
        }
        adamStep(tensor, tensor.grad(), slot.mean, slot.square, update);
    }
}

NamedTensors Optimizer::state() const {
    NamedTensors tensors{{"steps", at::full({1}, m_steps, at::TensorOptions(at::kLong).device(at::kCPU))}};
    for (const auto& slot : m_slots) {
        tensors["mean." + slot.parameter.name] = slot.mean;
        tensors["square." + slot.parameter.name] = slot.square;
    }
    return tensors;
}

void Optimizer::load(const NamedTensors& state) {
    const auto find = [&](const std::string& name) {
        const auto found = state.find(name);
        if (found == state.end())
            throw Error("The optimizer's state lacks {}.", name);
        return found->second;
    };
    m_steps = find("steps").item<std::int64_t>();
    for (auto& slot : m_slots) {
        slot.mean.copy_(find("mean." + slot.parameter.name));
        slot.square.copy_(find("square." + slot.parameter.name));
    }
}

double scheduledRate(double peak, std::int64_t step, std::int64_t steps, std::int64_t warmupSteps) {
    if (step < warmupSteps)
        return peak * static_cast<double>(step) / static_cast<double>(warmupSteps);
    return peak * std::max(0.0, static_cast<double>(steps - step) /
                                    static_cast<double>(std::max<std::int64_t>(1, steps - warmupSteps)));
}

}  // namespace adapterscope
