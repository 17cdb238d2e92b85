// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/ProcessStart.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/common/Error.h"
#include "core/common/FindProgram.h"

namespace adapterscope {
namespace {

[[noreturn]] void fail(const std::string& program, int error) {
    throw Error(Sentence("{} cannot be started: {}.", program, std::strerror(error)), ErrorKind::Machine);
}

/// What the child needs to exec the program. Everything is allocated before the fork: after it, another thread's lock
/// may be held forever, so nothing may be allocated.
struct ChildStart {
    const char* program;
    char* const* arguments;
    char* const* environment;
    const char* folder;  ///< null for this program's
    int input, output, errors;
    int failure;  ///< closed by exec, or receives the error number
    int highestFile;
    pid_t parent;
    bool ownGroup;
    bool outlives;
};

/// Closes what is open above the standard streams when the program starts.
void closeOthers(int highestFile) {
    if (::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
        return;
    for (int number = STDERR_FILENO + 1; number < highestFile; ++number)  // a kernel older than the call
        ::fcntl(number, F_SETFD, FD_CLOEXEC);
}

[[noreturn]] void giveUp(const ChildStart& start, int reason) {
    [[maybe_unused]] const ssize_t ignored = ::write(start.failure, &reason, sizeof reason);
    ::_exit(127);
}

/// Whatever the program is doing, even while a library is still starting up, it ends with the thread that started it.
void endWithParent(pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(1);
}

/// Continues as a process that is not a child of this program and does not lead its session, so that no terminal
/// becomes its own.
void leaveParent(const ChildStart& start) {
    ::setsid();
    const pid_t process = ::_Fork();
    if (process < 0)
        giveUp(start, errno);
    if (process > 0)
        ::_exit(0);
}

[[noreturn]] void runChild(const ChildStart& start) {
    if (start.outlives)
        leaveParent(start);
    else
        endWithParent(start.parent);
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (start.ownGroup)
        ::setpgid(0, 0);
    closeOthers(start.highestFile);
    if (::dup2(start.input, STDIN_FILENO) >= 0 && ::dup2(start.output, STDOUT_FILENO) >= 0 &&
        ::dup2(start.errors, STDERR_FILENO) >= 0 && (!start.folder || ::chdir(start.folder) == 0))
        ::execve(start.program, start.arguments, start.environment);
    giveUp(start, errno);
}

int highestFile() {
    rlimit limit{};
    constexpr rlim_t enough = 65536;
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<int>(std::min(limit.rlim_cur, enough));
}

/// 0 once the program has started, else the error number.
int startError(const Descriptor& failure) {
    int reason = 0;
    ssize_t got = 0;
    do {
        got = ::read(failure.number(), &reason, sizeof reason);
    } while (got < 0 && errno == EINTR);
    return got == sizeof reason ? reason : 0;
}

/// Nothing if it has not ended, which waitpid reports only if `options` ask for it.
std::optional<int> exitCode(pid_t process, int options) {
    int status = 0;
    pid_t ended = 0;
    do {
        ended = ::waitpid(process, &status, options);
    } while (ended < 0 && errno == EINTR);
    if (ended < 0)
        return -1;
    if (ended == 0)
        return std::nullopt;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Words as exec takes them: pointers with a null at the end. Valid as long as `words`.
std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> list;
    for (const std::string& word : words)
        list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> environmentWith(const std::map<std::string, std::string>& added) {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable)
        if (!added.contains(std::string(*variable, std::strcspn(*variable, "="))))
            variables.emplace_back(*variable);
    for (const auto& [name, value] : added)
        variables.push_back(fmt::format("{}={}", name, value));
    return variables;
}

}  // namespace

Descriptor aboveStandard(int number) {
    Descriptor low(number);
    if (number > STDERR_FILENO)
        return low;
    Descriptor high(number < 0 ? -1 : ::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!high)
        throw Error(Sentence("No program can be started: {}.", std::strerror(errno)), ErrorKind::Machine);
    return high;
}

namespace {

/// The child: the program or, if it is to outlive this one, the process that started it, which has ended.
pid_t startChild(const ProcessStart& start, bool outlives) {
    const std::string name = start.words.empty() ? start.program.string() : start.words.front();
    if (start.program.empty())
        fail(name, ENOENT);
    const std::vector<char*> arguments = pointers(start.words);
    const std::vector<std::string> variables = environmentWith(start.environment);
    const std::vector<char*> environment = pointers(variables);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        fail(name, errno);
    Descriptor told = aboveStandard(ends[1]);
    const Descriptor failure = aboveStandard(ends[0]);
    const ChildStart child{start.program.c_str(), arguments.data(),
                           environment.data(),    start.folder.empty() ? nullptr : start.folder.c_str(),
                           start.input,           start.output,
                           start.errors,          told.number(),
                           highestFile(),         ::getpid(),
                           start.ownGroup,        outlives};
    // A handler of ours must not run in the child before its signals are reset.
    sigset_t all, before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t process = ::fork();
    if (process == 0)
        runChild(child);
    const int forkError = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (process < 0)
        fail(name, forkError);
    told.close();
    const int reason = startError(failure);
    if (reason != 0 || outlives)
        exitCodeOf(process);
    if (reason != 0)
        fail(name, reason);
    return process;
}

}  // namespace

pid_t startProcess(const ProcessStart& start) {
    return startChild(start, false);
}

void startDetached(const ProcessStart& start) {
    startChild(start, true);
}

void becomeProgram(const std::vector<std::string>& words) {
    const std::filesystem::path program = findProgram(words.front());
    errno = ENOENT;
    if (!program.empty())
        ::execv(program.c_str(), pointers(words).data());
    fail(words.front(), errno);
}

int exitCodeOf(pid_t process) {
    return exitCode(process, 0).value_or(-1);
}

std::optional<int> exitCodeIfEnded(pid_t process) {
    return exitCode(process, WNOHANG);
}

}  // namespace adapterscope
