// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/experiment/runs/RunResult.h"

namespace adapterscope {

/// How far an untrained network of a design is from the untouched base, at one sigma and seed.
struct ProbeResult {
    double sigma = 0;  ///< not a number if the design has no bottleneck adapters
    std::uint64_t seed = 0;
    std::vector<IdentityPoint> layers;  ///< each adapter's distance from identity, and those of sites without one
    std::vector<double> states;  ///< relative change of hidden state 0 … L: mean over tokens of ||h' - h|| / ||h||
    double logitKl = 0;    ///< mean over texts of KL(base || probe) of the output probabilities under one head, in nats
    double agreement = 0;  ///< share of texts that get the same label under that head
    std::int64_t texts = 0, tokens = 0;  ///< of the probe sample
};

nlohmann::json toJson(const ProbeResult& result);
ProbeResult probeResultFromJson(const nlohmann::json& json);

}  // namespace adapterscope
