// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

#include <iostream>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Usage.h"
#include "core/common/Excerpt.h"
#include "core/common/Fault.h"

namespace adapterscope::cli {

namespace {

int parseAndAct(Parser& parser, const std::vector<std::string>& arguments) {
    for (const auto addCommands :
         {addBaseCommands, addTaskCommands, addCountCommands, addTrainCommand, addSweepCommand, addRunsCommand,
          addCompareCommand, addFigureCommand, addReproduceCommand, addExportCommand, addProbeCommand,
          addAdapterCommands, addTextCommands, addEngineCommands})
        addCommands(parser);
    refuseEmptyValues(parser.app);
    int code = 0;
    try {
        parser.app.parse(wordsOf(arguments));
        code = parser.action();
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0)
            throw;
        code = parser.app.exit(error);  // help and the version, which were asked for
    }
    flushOutput();
    return code;
}

}  // namespace

int runCommandLine(const std::vector<std::string>& arguments) {
    Parser parser;
    try {
        return parseAndAct(parser, arguments);
    } catch (const CLI::ParseError& error) {
        return reportFault(usageError(parser.app, error));
    } catch (...) {
        return reportFault(currentFault("The command"));
    }
}

int reportFault(const Error& fault) {
    std::cout.flush();
    std::cerr << "adapterscope-cli: " << shortened(fault.what()) << '\n';
    return static_cast<int>(fault.kind());
}

}  // namespace adapterscope::cli
