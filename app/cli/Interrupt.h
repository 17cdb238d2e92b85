// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace adapterscope::cli {

/// While it lives, the first Ctrl-C (or SIGTERM, SIGHUP) only sets a flag, and the second ends the program at once with
/// exit code 130. SIGUSR1 asks for the project: whoever sends it waits until the runs in flight have ended. Only one at
/// a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    bool asked() const { return flag(); }
    bool projectIsWanted() const;
    const std::atomic<bool>& flag() const;
};

}  // namespace adapterscope::cli
