// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <iostream>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "core/Error.h"
#include "core/Excerpt.h"
#include "core/Fault.h"

namespace {

using namespace adapterscope;

int fail(const std::string& sentence, ErrorKind kind) {
    std::cout.flush();
    std::cerr << "adapterscope-cli: " << shortened(sentence) << '\n';
    return static_cast<int>(kind);
}

/// Help and the version are asked for, not wrong; a value that does not convert is bad input, as in a design.
int endParsing(const cli::Session& session, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0)
        return session.app.exit(error);
    const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
    const bool value = code == CLI::ExitCodes::ConversionError || code == CLI::ExitCodes::ValidationError;
    std::string command, sentence = error.what();
    for (const CLI::App* chosen : session.app.get_subcommands())
        command += " " + chosen->get_name();
    if (command.empty() && code == CLI::ExitCodes::RequiredError)
        sentence = session.app.remaining().empty() ? "No command was given."
                                                   : "There is no command " + session.app.remaining().front() + ".";
    return fail(sentence + "\nSee adapterscope-cli" + command + " --help.",
                value ? ErrorKind::Input : ErrorKind::Usage);
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
        session.app.parse(argc, argv);
        const int code = session.action();
        cli::flushOutput();
        return code;
    } catch (const CLI::ParseError& error) {
        return endParsing(session, error);
    } catch (...) {
        const Error fault = currentFault("The command");
        return fail(fault.what(), fault.kind());
    }
}
