// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/dispatch/EngineConnection.h"
#include "core/dispatch/Messages.h"
#include "core/experiment/Project.h"

namespace adapterscope {

/// Hands the project's pending runs to an engine's workers and writes what comes back into the project. No Qt, no
/// LibTorch; window and command line use the same one. A lost engine costs the runs in flight: they become interrupted,
/// a new engine is started, and each is tried again up to maxAttempts times, after which it counts as failed.
class Dispatcher {
public:
    struct Options {
        int workers = 1;
        EngineCommand engine;
        int maxAttempts = 3;
        bool keepAllWeights = false;
        double hangSeconds =
            120;  ///< an engine with runs in flight that says nothing for so long is ended and replaced
    };
    /// Called from the dispatcher's thread.
    struct Listener {
        std::function<void(const std::string& id, Status status)> status;
        std::function<void(const std::string& id, const RunProgress& progress)> progress;
        std::function<void(const std::string& id, const CurvePoint& point)> point;
        std::function<void(const std::string& sentence)> message;  ///< an engine lost, a disk full
        std::function<void()> idle;                                ///< nothing running and nothing to start
    };

    Dispatcher(Project& project, Options options, Listener listener);
    ~Dispatcher();  ///< stop(), then waits

    void start();  ///< begins with, or goes on to, the project's pending runs (new ones are picked up)
    void pause();  ///< starts no further run
    void stop();   ///< cancels the running ones; what waits stays waiting
    void cancel(const std::string& id);
    void wait();  ///< until idle
    bool busy() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
