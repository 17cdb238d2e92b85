// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/experiment/runs/ProbeResult.h"
#include "core/model/Encoder.h"
#include "core/training/EncodedTask.h"

namespace adapterscope {

/// Measures how far a design is from the base before training on the probe sample of dev: its adapters (Houlsby et al.
/// 2019, sections 2.1 and 3.6), and what else it changes.
/// The untouched base's own pass is computed once, by the constructor, and serves every design, sigma and seed. The
/// sample is measured in two halves, in parallel if there are two threads, so the numbers do not depend on the number
/// of threads, and the threads meet once per measurement and not at every product.
///
/// Outputs are compared under one fixed head without random numbers, the same for base and adapted network: each
/// text gets the label whose mean it is nearest to, the means being those of the untouched base's own pooled features
/// over the sample's texts of each label. As logits: w·x - |w|²/2, with w the label's mean. A label without a text in
/// the sample has no mean and is never given. They are computed in float64, so a small divergence is not rounding.
class Probe {
public:
    /// Reads only dev. Throws Error if it has no labels, which the head needs.
    Probe(std::shared_ptr<const Base> base, std::shared_ptr<const EncodedTask> task, Pooling pooling, int threads = 1);

    /// Sigmas in the order given (none = the design's own), seeds 0 to N-1 within each. A design without bottleneck
    /// adapters has no sigma: its results have NaN there. Throws Error (Cancelled) if stopped. Safe to use from several
    /// threads.
    std::vector<ProbeResult> measure(const Design& design, const std::vector<double>& sigmas, int seeds,
                                     const std::stop_token& stop, int threads = 1) const;

private:
    struct Part {
        std::vector<int> rows;
        Batch batch;
        std::vector<Tokens> states;  // the base's own
    };
    ProbeResult measureOne(const Design& design, double sigma, std::uint64_t seed, const std::stop_token& stop,
                           int threads) const;
    at::Tensor logarithms(const at::Tensor& pooled) const;

    std::shared_ptr<const Base> m_base;
    std::shared_ptr<const EncodedTask> m_task;
    Pooling m_pooling;
    std::vector<Part> m_parts;
    at::Tensor m_headWeight, m_headBias;  // float64 [labels in the sample, d], [labels in the sample]
    at::Tensor m_logarithms;              // the base's log-probabilities, float64 [texts, labels in the sample]
};

/// Throws Error naming a design that changes nothing below the head of this base, and so has no distance to measure, or
/// one without bottleneck adapters if sigmas are given.
void requireMeasurable(const Design& design, const BaseConfig& config, Pooling pooling,
                       const std::vector<double>& sigmas);

}  // namespace adapterscope
