// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include "core/experiment/runs/RunResult.h"
#include "core/experiment/runs/RunSpec.h"
#include "core/training/EncodedTask.h"
#include "core/training/FrozenStates.h"

namespace adapterscope {

/// What a run reads and shares with others.
struct TrainingData {
    std::shared_ptr<const Base> base;
    std::shared_ptr<const EncodedTask> task;
    FrozenStatesCache* cache = nullptr;
    std::string key;           ///< names base and encoded task in the cache
    TrainedRuns trained = {};  ///< the runs that the design refers to
};

struct TrainingProgress {
    std::int64_t step = 0, steps = 0;
    double trainLoss = 0;  ///< of this step
    double secondsLeft = 0;
};

struct TrainingEvents {
    std::function<void(const TrainingProgress&)> progress;
    std::function<void(const CurvePoint&)> point;
    std::function<void(const std::string&)> note;  ///< a sentence for the person
};

/// A run's result and its best-on-dev tuning (empty if it did not get that far).
struct Trained {
    RunResult result;
    NamedTensors tuning;
    double identitySeconds = 0;  ///< of result.seconds: what measuring the distance from the base took
};

/// Trains one run to its end: done, cancelled, diverged or failed. Blocks, owns no threads, never prints; polls `stop`
/// every step. Same spec, same numbers: everything random comes from the spec's two seeds. Throws Error if the spec
/// does not fit base or task.
Trained train(const RunSpec& spec, const TrainingData& data, const std::stop_token& stop, const TrainingEvents& events);

}  // namespace adapterscope
