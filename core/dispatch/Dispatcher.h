// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/common/Error.h"
#include "core/dispatch/DispatcherSetup.h"
#include "core/experiment/project/Project.h"

namespace adapterscope {

/// Hands the project's pending runs to an engine's workers, in the queue's order, and writes what comes back into the
/// project. No Qt, no LibTorch; window and command line use the same one. A lost engine costs the runs in flight: they
/// become interrupted, a new engine is started after a short, growing delay, and each is tried again up to maxAttempts
/// times, the last time by itself, after which it counts as failed. A run that was cancelled stays cancelled; one that
/// stop() ended is interrupted and so is trained when started again.
class Dispatcher {
public:
    using Options = DispatcherOptions;
    using Listener = DispatcherListener;

    Dispatcher(Project& project, Options options, Listener listener);
    ~Dispatcher();  ///< stop(), then waits

    /// Starts, or continues with, these runs of the project: those that are pending now or will be. From now on no
    /// others are started; runs in flight are not touched.
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

    /// Removes the temporary folders of dispatchers whose process is dead.
    static void removeLeftovers();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
