// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/experiment/RunSpec.h"

namespace adapterscope {

/// A grid of runs: designs x bases x tasks x hyperparameters x seeds.
struct Sweep {
    std::vector<std::string> designs;      ///< design texts, alternatives allowed
    std::vector<std::string> bases;
    std::vector<TaskSource> tasks;
    Hyperparameters hyperparameters;
    std::vector<double> learningRates;     ///< alternatives; empty = each design's own or its method's default
    std::string pooling;                   ///< empty = the base's own
    int seeds = 1;                         ///< pairs (0,0) … (N-1,N-1)
    bool operator==(const Sweep&) const = default;
};

nlohmann::json toJson(const Sweep& sweep);
Sweep sweepFromJson(const nlohmann::json& json);

struct PlannedRun {
    RunSpec spec;
    std::string id;
    std::int64_t parameters = 0;
};

/// Every run of the grid, in a fixed order (seeds outermost, so that a half-finished sweep compares designs), without repeats. Reads the bases'
/// configs and the tasks; throws Error with every fault of every design.
std::vector<PlannedRun> plan(const Sweep& sweep);

}  // namespace adapterscope
