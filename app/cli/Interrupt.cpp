// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Interrupt.h"

#include <unistd.h>

#include <csignal>

#include "core/common/Error.h"

namespace adapterscope::cli {

namespace {

std::atomic<bool> stopAsked = false, projectWanted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may use nothing else");
constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};

void onSignal(int) {
    if (stopAsked.exchange(true))
        _exit(static_cast<int>(ErrorKind::Cancelled));
}

void onWish(int) {
    projectWanted = true;
}

}  // namespace

Interrupt::Interrupt() {
    stopAsked = projectWanted = false;
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : signals)
        sigaction(signal, &action, nullptr);
    action.sa_handler = onWish;
    sigaction(SIGUSR1, &action, nullptr);
}

Interrupt::~Interrupt() {
    for (const int signal : signals)
        std::signal(signal, SIG_DFL);
    std::signal(SIGUSR1, SIG_IGN);  // the project will be released in a moment
}

bool Interrupt::projectIsWanted() const {
    return projectWanted;
}

const std::atomic<bool>& Interrupt::flag() const {
    return stopAsked;
}

}  // namespace adapterscope::cli
