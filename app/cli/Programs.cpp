// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Programs.h"

#include <unistd.h>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/common/ProcessStart.h"

namespace adapterscope::cli {

std::filesystem::path siblingProgram(const std::string& name) {
    const std::filesystem::path program = programFolder() / name;
    if (!program.is_absolute() || !std::filesystem::exists(program))
        throw Error(Sentence("The program {} is not there. Build it with: bash app/run", program.string()),
                    ErrorKind::Machine);
    return program;
}

int runProgram(const std::filesystem::path& program, const std::vector<std::string>& words,
               const std::map<std::string, std::string>& environment) {
    return exitCodeOf(
        startProcess({.program = program, .words = words, .output = STDERR_FILENO, .environment = environment}));
}

}  // namespace adapterscope::cli
