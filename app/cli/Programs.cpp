// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Programs.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/Error.h"
#include "core/FindProgram.h"
#include "core/Folders.h"

namespace adapterscope::cli {

namespace {

/// The words as the system wants them: pointers with a null at the end. Valid as long as `words`.
std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> list;
    for (const std::string& word : words)
        list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    return list;
}

Error cannotStart(const std::string& program, int code) {
    return Error("The program " + program + " cannot be started: " + std::strerror(code) + ".", ErrorKind::Machine);
}

}  // namespace

std::filesystem::path siblingProgram(const std::string& name) {
    const std::filesystem::path program = programFolder() / name;
    if (!program.is_absolute() || !std::filesystem::exists(program))
        throw Error("The program " + program.string() + " is not there. Build it with: bash app/run",
                    ErrorKind::Machine);
    return program;
}

int runProgram(const std::filesystem::path& program, const std::vector<std::string>& words,
               const std::map<std::string, std::string>& environment) {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable)
        if (environment.count(std::string(*variable, std::strcspn(*variable, "="))) == 0)
            variables.emplace_back(*variable);
    for (const auto& [name, value] : environment)
        variables.push_back(name + "=" + value);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    pid_t child = 0;
    const int fault =
        posix_spawn(&child, program.c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (fault != 0)
        throw cannotStart(program, fault);
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            throw cannotStart(program, errno);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void becomeProgram(const std::vector<std::string>& words) {
    const std::filesystem::path program = findProgram(words[0]);
    errno = ENOENT;
    if (!program.empty())
        execv(program.c_str(), pointers(words).data());
    throw cannotStart(words[0], errno);
}

}  // namespace adapterscope::cli
