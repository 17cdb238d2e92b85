// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/common/Descriptor.h"

namespace adapterscope {

/// A program to start, and what it starts with.
struct ProcessStart {
    std::filesystem::path program;     ///< as findProgram() finds it; empty if it found none
    std::vector<std::string> words{};  ///< its argv[0] and its arguments
    int input = STDIN_FILENO, output = STDOUT_FILENO, errors = STDERR_FILENO;  ///< files for its standard streams
    std::filesystem::path folder{};                    ///< its working folder; if empty, this program's
    std::map<std::string, std::string> environment{};  ///< added to this program's environment
    bool ownGroup = false;                             ///< Ctrl-C in a terminal does not reach it
};

/// Starts a program; every program is started in this file. It does not outlive the thread that started it, however
/// that ends; none of this program's other files are open in it, and no signal is blocked or ignored. Throws Error
/// (kind Machine) if it cannot be started.
pid_t startProcess(const ProcessStart& start);

/// The same for a program that outlives this one, in a session of its own; nobody has to wait for it.
void startDetached(const ProcessStart& start);

/// Becomes another program, the first of the words as findProgram() finds it; returns only by throwing Error (kind
/// Machine).
[[noreturn]] void becomeProgram(const std::vector<std::string>& words);

/// Waits for a process to end: its exit code, or 128 + the number of the signal that ended it.
int exitCodeOf(pid_t process);
/// The same if it has ended; does not wait.
std::optional<int> exitCodeIfEnded(pid_t process);

/// The same file under a number above the standard streams', which a new process uses for other files; this program
/// may have closed its own. Throws Error (kind Machine) if no number is left, or if `number` is not open.
Descriptor aboveStandard(int number);

}  // namespace adapterscope
