// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "core/experiment/RunResult.h"
#include "core/model/Encoder.h"
#include "core/training/EncodedTask.h"

namespace adapterscope {

/// How far an untrained network with fresh adapters is from the untouched base, at one sigma and seed.
struct ProbeResult {
    double sigma = 0;
    std::uint64_t seed = 0;
    std::vector<IdentityPoint> layers;  ///< each adapter's distance from identity
    std::vector<double> states;  ///< relative change of hidden state 0 … L: mean over tokens of ||h' - h|| / ||h||
    double logitKl =
        0;  ///< mean over texts of KL(base || probe) of the output probabilities under the same head, in nats
    double agreement = 0;  ///< share of texts that get the same label
};

/// Measures a design's adapters before training on the probe sample of dev (Houlsby et al. 2019, sections 2.1 and 3.6).
/// The base's own pass is computed once for each probe; one is reused for all its sigmas and seeds.
class Probe {
public:
    Probe(std::shared_ptr<const Base> base, const EncodedTask& task, Pooling pooling);

    /// `design` must have adapters. Throws Error (Cancelled) where stopped.
    std::vector<ProbeResult> measure(const Design& design, const std::vector<double>& sigmas, int seeds,
                                     const std::stop_token& stop) const;

private:
    ProbeResult measureOne(const Design& design, double sigma, std::uint64_t seed) const;

    std::shared_ptr<const Base> m_base;
    int m_classes;
    Pooling m_pooling;
    Batch m_batch;
    std::vector<at::Tensor> m_states;  // the base's own
};

}  // namespace adapterscope
