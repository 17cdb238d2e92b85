// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/common/Error.h"

namespace adapterscope::cli {

/// Does what the words after the program's name ask for and prints its results, messages and faults to the standard
/// streams. Returns the exit code.
int runCommandLine(const std::vector<std::string>& arguments);

/// Prints a fault as the program's last message. Returns its exit code.
int reportFault(const Error& fault);

}  // namespace adapterscope::cli
