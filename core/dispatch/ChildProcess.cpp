// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/ChildProcess.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/Error.h"
#include "core/FindProgram.h"

namespace adapterscope {
namespace {

[[noreturn]] void fail(const std::string& program, int error) {
    throw Error(fmt::format("{} cannot be started: {}.", program, std::strerror(error)), ErrorKind::Machine);
}

/// Never 0, 1 or 2, even where this program's own standard streams are closed: those numbers are given anew in the
/// child.
Descriptor aboveStandard(const std::string& program, int number) {
    Descriptor low(number);
    if (number > STDERR_FILENO)
        return low;
    Descriptor high(fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!high)
        fail(program, errno);
    return high;
}

struct Ends {
    Descriptor ours, theirs;
};

Ends makeOutput(const std::string& program) {
    int numbers[2];
    if (pipe2(numbers, O_CLOEXEC) != 0)
        fail(program, errno);
    Ends ends{Descriptor(), aboveStandard(program, numbers[1])};
    ends.ours = aboveStandard(program, numbers[0]);
    fcntl(ends.ours.number(), F_SETFL, O_NONBLOCK);
    return ends;
}

/// A socket, because only a socket's send() can be kept from raising SIGPIPE.
Ends makeInput(const std::string& program) {
    int numbers[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers) != 0)
        fail(program, errno);
    Ends ends{Descriptor(), aboveStandard(program, numbers[1])};
    ends.ours = aboveStandard(program, numbers[0]);
    fcntl(ends.ours.number(), F_SETFL, O_NONBLOCK);
    return ends;
}

/// What the child becomes the program with. Everything is made before the fork: after it, another thread's lock may be
/// held for ever, so nothing may be allocated.
struct Start {
    const char* program;
    char* const* arguments;
    int input, output, errors;  ///< its standard streams; above them
    int failure;                ///< closed by the program's start, or told the number of the error
    int highestFile;
    pid_t parent;
};

/// Closes what is open above the standard streams when the program starts.
void closeOthers(int highestFile) {
    if (::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
        return;
    for (int number = STDERR_FILENO + 1; number < highestFile; ++number)  // a system older than the call
        ::fcntl(number, F_SETFD, FD_CLOEXEC);
}

[[noreturn]] void becomeProgram(const Start& start) {
    // Whatever the program is doing, be it still a library's start-up, it ends with the thread that started it.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != start.parent)
        ::_exit(1);
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::setpgid(0, 0);
    closeOthers(start.highestFile);
    if (::dup2(start.input, STDIN_FILENO) >= 0 && ::dup2(start.output, STDOUT_FILENO) >= 0 &&
        ::dup2(start.errors, STDERR_FILENO) >= 0)
        ::execv(start.program, start.arguments);
    const int reason = errno;
    [[maybe_unused]] const ssize_t ignored = ::write(start.failure, &reason, sizeof reason);
    ::_exit(127);
}

int highestFile() {
    rlimit limit{};
    constexpr rlim_t enough = 65536;
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<int>(std::min(limit.rlim_cur, enough));
}

/// 0 once the program has started, else the number of the error.
int startError(const Descriptor& failure) {
    int reason = 0;
    ssize_t got = 0;
    do {
        got = ::read(failure.number(), &reason, sizeof reason);
    } while (got < 0 && errno == EINTR);
    return got == sizeof reason ? reason : 0;
}

std::string describe(int status) {
    if (WIFSIGNALED(status))
        return fmt::format("was killed by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return fmt::format("ended with exit code {}", WEXITSTATUS(status));
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& words) {
    if (words.empty() || words.front().empty())
        throw Error("There is no command to start.", ErrorKind::Machine);
    Ends input = makeInput(words.front()), output = makeOutput(words.front()), errors = makeOutput(words.front());
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const std::filesystem::path program = findProgram(words.front());
    if (program.empty())
        fail(words.front(), ENOENT);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        fail(words.front(), errno);
    const Descriptor failure = aboveStandard(words.front(), ends[0]);
    Descriptor told = aboveStandard(words.front(), ends[1]);
    const Start start{program.c_str(),        arguments.data(), input.theirs.number(), output.theirs.number(),
                      errors.theirs.number(), told.number(),    highestFile(),         ::getpid()};
    // A handler of ours must not run in the child before its signals are its own.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    m_pid = ::fork();
    if (m_pid == 0)
        becomeProgram(start);
    const int forkError = errno;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (m_pid < 0)
        fail(words.front(), forkError);
    told.close();
    if (const int reason = startError(failure); reason != 0) {
        reap();
        fail(words.front(), reason);
    }
    m_input = std::move(input.ours);
    m_output = std::move(output.ours);
    m_errors = std::move(errors.ours);
    // glibc 2.36 declares pidfd_open for C only. The system makes it close-on-exec.
    m_ended = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, m_pid, 0)));
    if (!m_ended) {
        const int reason = errno;
        signal(SIGKILL);
        reap();
        fail(words.front(), reason);
    }
}

ChildProcess::~ChildProcess() {
    signal(SIGKILL);
    reap();
}

ssize_t ChildProcess::write(std::string_view bytes) {
    return send(m_input.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void ChildProcess::signal(int number) {
    if (m_pid > 0 && !m_reaped)
        kill(-m_pid, number);
}

std::string ChildProcess::reap() {
    if (m_pid <= 0 || m_reaped)
        return {};
    siginfo_t info;
    while (waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    // Its number, and so its group's, stays taken until it is reaped: no stranger is hit.
    signal(SIGKILL);
    int status = 0;
    while (waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_reaped = true;
    return describe(status);
}

}  // namespace adapterscope
