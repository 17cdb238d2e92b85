// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace adapterscope::cli {

/// The program of that name beside this one; throws Error (kind Machine) if it does not exist.
std::filesystem::path siblingProgram(const std::string& name);

/// Runs a program with these words (the name it is called by first) and these variables added to the environment, and
/// waits for its end. Its standard output goes to standard error. Returns its exit code, or 128 + the signal's number
/// if one ended it. Throws Error (kind Machine) if it cannot be started.
int runProgram(const std::filesystem::path& program, const std::vector<std::string>& words,
               const std::map<std::string, std::string>& environment = {});

}  // namespace adapterscope::cli
