// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <mimalloc.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/dispatch/EngineLimits.h"
#include "core/engine/Faults.h"
#include "core/engine/Server.h"

/// adapterscope-engine: the only program that links LibTorch. Speaks the protocol of core/dispatch/Messages.h on its
/// standard streams.
int main(int argc, char** argv) {
    CLI::App app(
        "The engine of AdapterScope: trains and measures for adapterscope and adapterscope-cli over its standard "
        "streams.");
    app.set_help_flag("-h,--help", "Print this help");
    int workers = 1;
    app.add_option("--workers", workers, "Runs trained at once")->type_name("N")->check(CLI::Range(1, 1024));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0)
            return app.exit(error);  // help was requested
        std::cerr << "adapterscope-engine: " << adapterscope::shortened(error.what())
                  << ".\nSee adapterscope-engine --help.\n";
        return static_cast<int>(adapterscope::ErrorKind::Usage);
    }

    if (const std::string fault =
            adapterscope::addressSpaceFault(adapterscope::megabytesInUse(), adapterscope::addressableMegabytes());
        !fault.empty()) {
        std::cerr << fault << '\n';
        return static_cast<int>(adapterscope::ErrorKind::Machine);
    }
    mi_option_set_enabled(mi_option_allow_decommit,
                          false);  // tensors of one step fit the next: giving pages back costs page faults
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the limit is an error of its write
    adapterscope::logUncaughtExceptions();
    std::signal(SIGINT, SIG_IGN);  // Ctrl-C belongs to the client, which ends the engine by closing its input
    // What a library prints goes to standard error; standard output is for the protocol only.
    const int output = ::dup(STDOUT_FILENO);
    if (output < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
        std::cerr << "The engine's standard streams are not open.\n";
        return static_cast<int>(adapterscope::ErrorKind::Machine);
    }
    adapterscope::Server(STDIN_FILENO, output, workers).serve();
    return 0;
}
