// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/dispatch/Surroundings.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

nlohmann::json surroundings() {
    nlohmann::json files = nlohmann::json::array();
    for (int number = 0; number < 256; ++number)
        if (fcntl(number, F_GETFD) >= 0)
            files.push_back(number);
    struct sigaction pipe;
    sigaction(SIGPIPE, nullptr, &pipe);
    sigset_t blocked;
    sigprocmask(SIG_SETMASK, nullptr, &blocked);
    return {{"files", files},
            {"pipe", pipe.sa_handler == SIG_DFL ? "default" : "ignored"},
            {"usr1", sigismember(&blocked, SIGUSR1) ? "blocked" : "free"},
            {"group", getpgrp() == getpid() ? "own" : "shared"}};
}
