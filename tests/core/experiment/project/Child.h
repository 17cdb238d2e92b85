// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

#include "core/common/Error.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// A forked copy of this process that runs `action`, which writes lines to the pipe and need not return.
class Child {
public:
    explicit Child(const std::function<void(int pipe)>& action) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        m_pid = ::fork();
        REQUIRE(m_pid >= 0);
        if (m_pid == 0) {
            ::close(ends[0]);
            action(ends[1]);
            ::_exit(0);
        }
        ::close(ends[1]);
        m_read = ends[0];
    }
    ~Child() {
        end();
        ::close(m_read);
    }

    pid_t pid() const { return m_pid; }

    /// The next line, empty at the end.
    std::string line() {
        std::string text;
        for (char c; ::read(m_read, &c, 1) == 1 && c != '\n';)
            text += c;
        return text;
    }

    void end() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
            m_pid = 0;
        }
    }

private:
    pid_t m_pid = 0;
    int m_read = -1;
};

inline void writeLine(int pipe, const std::string& text) {
    const std::string line = text + "\n";
    if (::write(pipe, line.data(), line.size()) < 0)
        ::_exit(1);
}

inline void closeAndWait() {
    for (;;)
        ::pause();
}

inline std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace adapterscope::test
