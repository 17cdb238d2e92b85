// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <iostream>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Usage.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Fault.h"
#include "core/common/ProgramStart.h"

namespace {

using namespace adapterscope;

int fail(const Error& fault) {
    std::cout.flush();
    std::cerr << "adapterscope-cli: " << shortened(fault.what()) << '\n';
    return static_cast<int>(fault.kind());
}

int run(cli::Parser& parser, int argc, char** argv) {
    for (const auto addCommands :
         {cli::addBaseCommands, cli::addTaskCommands, cli::addCountCommands, cli::addTrainCommand, cli::addSweepCommand,
          cli::addRunsCommand, cli::addCompareCommand, cli::addFigureCommand, cli::addReproduceCommand,
          cli::addExportCommand, cli::addProbeCommand, cli::addAdapterCommands, cli::addTextCommands,
          cli::addEngineCommands})
        addCommands(parser);
    cli::refuseEmptyValues(parser.app);
    int code = 0;
    try {
        parser.app.parse(cli::wordsOf(argc, argv));
        code = parser.action();
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0)
            throw;
        code = parser.app.exit(error);  // help and the version, which were asked for
    }
    cli::flushOutput();
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the limit is an error of its write, like a full disk
    try {
        prepareProgram(16);  // a project and an engine take most of them
    } catch (const Error& fault) {
        return fail(fault);
    }
    cli::Parser parser;
    try {
        return run(parser, argc, argv);
    } catch (const CLI::ParseError& error) {
        return fail(cli::usageError(parser.app, error));
    } catch (...) {
        return fail(currentFault("The command"));
    }
}
