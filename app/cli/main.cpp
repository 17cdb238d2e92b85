// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>

#include "app/cli/CommandLine.h"
#include "core/common/ProgramStart.h"

int main(int argc, char** argv) {
    using namespace adapterscope;
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the limit is an error of its write, like a full disk
    try {
        prepareProgram(16);  // a project and an engine take most of them
    } catch (const Error& fault) {
        return cli::reportFault(fault);
    }
    return cli::runCommandLine({argv + std::min(argc, 1), argv + argc});
}
