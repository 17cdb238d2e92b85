// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <iostream>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Usage.h"
#include "core/Error.h"
#include "core/Excerpt.h"
#include "core/Fault.h"

namespace {

using namespace adapterscope;

int fail(const Error& fault) {
    std::cout.flush();
    std::cerr << "adapterscope-cli: " << shortened(fault.what()) << '\n';
    return static_cast<int>(fault.kind());
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the limit is an error of its write, like a full disk
    cli::Session session;
    try {
        for (const auto addCommands :
             {cli::addBaseCommands, cli::addTaskCommands, cli::addCountCommands, cli::addTrainCommand,
              cli::addSweepCommand, cli::addProjectCommands, cli::addFigureCommand, cli::addReproduceCommand,
              cli::addExportCommand, cli::addProbeCommand, cli::addTextCommands, cli::addEngineCommands})
            addCommands(session);
        cli::refuseEmptyValues(session.app);
        session.app.parse(cli::wordsOf(argc, argv));
        const int code = session.action();
        cli::flushOutput();
        return code;
    } catch (const CLI::ParseError& error) {
        const bool isAskedFor = error.get_exit_code() == 0;  // help and the version
        return isAskedFor ? session.app.exit(error) : fail(cli::usageError(session.app, error));
    } catch (...) {
        return fail(currentFault("The command"));
    }
}
