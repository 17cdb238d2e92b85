// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "core/common/Sentence.h"
#include "core/dispatch/EngineProgram.h"
#include "core/dispatch/EngineStart.h"
#include "core/dispatch/Messages.h"
#include "core/experiment/runs/RunResult.h"

namespace adapterscope {

/// How a dispatcher has runs trained.
struct DispatcherOptions {
    int workers = 1;
    EngineProgram engine;
    int maxAttempts = 3;
    bool keepAllWeights = false;  ///< also tunings of more than largestKeptTuning parameters
    /// An engine with runs in flight that is silent for this long, even when asked after half of that
    /// time, is ended and replaced.
    double hangSeconds = 120;
    std::chrono::milliseconds startTime = EnginePatience{}.start;  ///< an engine that takes longer is given up
    double stopSeconds = 10;  ///< an engine that has not ended its runs this long after stop() is ended
    static constexpr std::int64_t largestKeptTuning = 4'000'000;  ///< 16 MB per run in float32
};

/// Called from a dispatcher's thread, and only once what they report is true: the project has the status,
/// failure() the failure, and busy() is false once idle is called. They may call the dispatcher, but not wait().
struct DispatcherListener {
    std::function<void(const std::string& id, Status status)> status;
    std::function<void(const std::string& id, const RunProgress& progress)> progress;
    std::function<void(const std::string& id, const CurvePoint& point)> point;
    std::function<void(const Sentence& sentence)> message;  ///< a full disk, a run kept without its tensors
    /// An engine was lost, and what became of the runs that it was training. Called once that is known: when they
    /// were restarted, or will not be.
    std::function<void(const Sentence& sentence)> lost;
    std::function<void()> idle;  ///< nothing running and nothing to start
};

}  // namespace adapterscope
