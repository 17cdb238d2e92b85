// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/EngineProgram.h"

#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <sstream>
#include <system_error>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/dispatch/EngineLimits.h"

namespace adapterscope {

EngineProgram EngineProgram::local(int workers) {
    EngineProgram command;
    const char* given = std::getenv("ADAPTERSCOPE_ENGINE");
    std::istringstream words(given ? given : "");
    for (std::string word; words >> std::quoted(word);)  // a path may hold spaces
        command.words.push_back(word);
    if (command.words.empty()) {
        if (const auto fault = addressSpaceFault(loadedEngineMegabytes, addressableMegabytes()); !fault.empty())
            throw Error(fault, ErrorKind::Machine);
        const auto beside = programFolder() / "adapterscope-engine";
        if (std::error_code unknown; !beside.is_absolute() || !std::filesystem::exists(beside, unknown))
            throw Error(Sentence("The engine is missing: there is no {}. Build or install it, or set "
                                 "ADAPTERSCOPE_ENGINE to the command that starts one.",
                                 beside.string()),
                        ErrorKind::Machine);
        command.words = {beside.string()};
    }
    command.words.insert(command.words.end(), {"--workers", std::to_string(workers)});
    return command;
}

}  // namespace adapterscope
