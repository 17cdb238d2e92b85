// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/ChildProcess.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/common/Error.h"
#include "core/common/FindProgram.h"
#include "core/common/ProcessStart.h"

namespace adapterscope {
namespace {

[[noreturn]] void fail(const std::string& program, int error) {
    throw Error(Sentence("{} cannot be started: {}.", program, std::strerror(error)), ErrorKind::Machine);
}

struct Ends {
    Descriptor ours, theirs;
};

Ends makeOutput(const std::string& program) {
    int numbers[2];
    if (pipe2(numbers, O_CLOEXEC) != 0)
        fail(program, errno);
    Ends ends{Descriptor(), aboveStandard(numbers[1])};
    ends.ours = aboveStandard(numbers[0]);
    fcntl(ends.ours.number(), F_SETFL, O_NONBLOCK);
    return ends;
}

/// A socket, because only a socket's send() can be kept from raising SIGPIPE.
Ends makeInput(const std::string& program) {
    int numbers[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers) != 0)
        fail(program, errno);
    Ends ends{Descriptor(), aboveStandard(numbers[1])};
    ends.ours = aboveStandard(numbers[0]);
    fcntl(ends.ours.number(), F_SETFL, O_NONBLOCK);
    return ends;
}

ChildProcess::End endOf(int status) {
    if (!WIFSIGNALED(status))
        return {{"ended with exit code {}", WEXITSTATUS(status)}};
    const int number = WTERMSIG(status);
    return {{"was killed by signal {} ({})", number, strsignal(number)}, number == SIGKILL};
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& words) {
    if (words.empty() || words.front().empty())
        throw Error("There is no command to start.", ErrorKind::Machine);
    Ends input = makeInput(words.front()), output = makeOutput(words.front()), errors = makeOutput(words.front());
    m_pid = startProcess({.program = findProgram(words.front()),
                          .words = words,
                          .input = input.theirs.number(),
                          .output = output.theirs.number(),
                          .errors = errors.theirs.number(),
                          .ownGroup = true});
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

ChildProcess::End ChildProcess::reap() {
    if (m_pid <= 0 || m_reaped)
        return {};
    siginfo_t info;
    while (waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    // Its number, and so its group's, stays taken until it is reaped: no other process is hit.
    signal(SIGKILL);
    int status = 0;
    while (waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_reaped = true;
    return endOf(status);
}

}  // namespace adapterscope
