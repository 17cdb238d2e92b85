// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/model/Tuning.h"

namespace adapterscope {

enum class OptimizerKind {
    AdamW,  ///< Loshchilov and Hutter 2019, as torch.optim.AdamW: decoupled decay of every trained tensor, bias
            ///< correction
    Bert,   ///< the 2018 BERT code's: no bias correction, eps 1e-6, no decay of LayerNorms and biases
};
OptimizerKind optimizerFromText(const std::string& text);  ///< "adamw" or "bert"; throws Error

/// Adam over a tuning's parameters. Tensors without a gradient are left alone.
class Optimizer {
public:
    Optimizer(std::vector<Tuning::Parameter> parameters, OptimizerKind kind, double weightDecay);

    void clearGradients();
    /// Scales all gradients so that their global norm is at most `limit` (0 = no limit); returns the norm before.
    double clipGradients(double limit);
    void step(double learningRate);

    /// First and second moments by parameter name and the number of steps, to continue later.
    NamedTensors state() const;
    void load(const NamedTensors& state);

private:
    struct Slot {
        Tuning::Parameter parameter;
        at::Tensor mean, square;
        double decay;
    };
    std::vector<Slot> m_slots;
    OptimizerKind m_kind;
    std::int64_t m_steps = 0;
};

/// Learning rate at step 0 … steps - 1: rises linearly from 0 over the first `warmup` share of the steps, then falls
/// linearly to 0 (transformers' linear schedule).
double scheduledRate(double peak, std::int64_t step, std::int64_t steps, std::int64_t warmupSteps);

}  // namespace adapterscope
