// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/FindProgram.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <system_error>

namespace adapterscope {

std::filesystem::path findProgram(const std::string& word) {
    if (word.find('/') != std::string::npos)
        return word;
    const char* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        const std::filesystem::path program = std::filesystem::path(folder) / word;
        std::error_code ignored;
        if (program.is_absolute() && std::filesystem::is_regular_file(program, ignored) &&
            ::access(program.c_str(), X_OK) == 0)
            return program;
    }
    return {};
}

}  // namespace adapterscope
