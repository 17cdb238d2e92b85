// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/common/Error.h"
#include "core/dispatch/EngineConnection.h"
#include "core/dispatch/Messages.h"
#include "core/experiment/project/Project.h"

namespace adapterscope {

/// Hands the project's pending runs to an engine's workers, in the queue's order, and writes what comes back into the
/// project. No Qt, no LibTorch; window and command line use the same one. A lost engine costs the runs in flight: they
/// become interrupted, a new engine is started after a short, growing delay, and each is tried again up to maxAttempts
/// times, the last time by itself, after which it counts as failed. A run that was cancelled stays cancelled; one that
/// stop() ended is interrupted and so is trained when started again.
class Dispatcher {
public:
    struct Options {
        int workers = 1;
        EngineProgram engine;
        int maxAttempts = 3;
        bool keepAllWeights = false;  ///< also tunings of more than largestKeptTuning parameters
        /// An engine with runs in flight that is silent for this long, even when asked after half of that
        /// time, is ended and replaced.
        double hangSeconds = 120;
        std::chrono::milliseconds startTime = EnginePatience{}.start;  ///< an engine that takes longer is given up
        double stopSeconds = 10;  ///< an engine that has not ended its runs this long after stop() is ended
    };
    static constexpr std::int64_t largestKeptTuning = 4'000'000;  ///< 16 MB per run in float32

    /// Called from the dispatcher's thread, and only once what they report is true: the project has the status,
    /// failure() the failure, and busy() is false once idle is called. They may call the dispatcher, but not wait().
    struct Listener {
        std::function<void(const std::string& id, Status status)> status;
        std::function<void(const std::string& id, const RunProgress& progress)> progress;
        std::function<void(const std::string& id, const CurvePoint& point)> point;
        std::function<void(const Sentence& sentence)> message;  ///< a full disk, a run kept without its tensors
        /// An engine was lost, and what became of the runs that it was training. Called once that is known: when they
        /// were restarted, or will not be.
        std::function<void(const Sentence& sentence)> lost;
        std::function<void()> idle;  ///< nothing running and nothing to start
    };

    Dispatcher(Project& project, Options options, Listener listener);
    ~Dispatcher();  ///< stop(), then waits

    /// Starts, or continues with, the project's pending runs; those that become pending later are trained as well.
    void start();
    /// The same with these runs only, from now on. Runs in flight are not touched.
    void start(std::set<std::string> ids);
    void pause();  ///< starts no further run
    void stop();   ///< cancels the running ones; waiting ones stay waiting
    void cancel(const std::string& id);
    void wait();  ///< until idle, and until the listener has heard of it and not asked for more
    bool busy() const;
    /// Why it came to a stop by itself: no engine can be started, the project cannot be written. Cleared by
    /// starting again, which first writes what could not be written.
    std::optional<Error> failure() const;
    /// A run has failed because the machine or the engine did (memory, disk, an engine lost in each attempt), and not
    /// by itself.
    bool machineFailed() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
