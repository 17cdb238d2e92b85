// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/common/Descriptor.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// A program whose three standard streams we hold, in a process group of its own, so that Ctrl-C in a
/// terminal does not reach it. None of our other files are open in it. Used by one thread, and killed when that thread
/// ends: it does not outlive this program, however that ends.
class ChildProcess {
public:
    /// Program (as findProgram() finds it) and arguments. Throws Error (kind Machine) if it cannot be
    /// started.
    explicit ChildProcess(const std::vector<std::string>& words);
    ~ChildProcess();  ///< kills it if it still runs, and reaps it
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    int pid() const { return m_pid; }
    /// Non-blocking, -1 once closed. A broken stream is an error of write(), never a SIGPIPE.
    int input() const { return m_input.number(); }
    int output() const { return m_output.number(); }
    int errors() const { return m_errors.number(); }
    /// Readable once the process has ended, even while a descendant keeps its streams open.
    int ended() const { return m_ended.number(); }

    /// As ::write on the child's input.
    ssize_t write(std::string_view bytes);
    void closeInput() { m_input.close(); }
    void closeOutput() { m_output.close(); }
    void closeErrors() { m_errors.close(); }
    /// Signals the process and its group; does nothing if it was reaped.
    void signal(int number);
    struct End {
        Sentence how;         ///< "was killed by signal 9 (Killed)", "ended with exit code 1"
        bool killed = false;  ///< by SIGKILL
    };
    /// Waits for its end, kills what is left of its group, and returns how it ended.
    End reap();

private:
    int m_pid = -1;
    bool m_reaped = false;
    Descriptor m_input, m_output, m_errors, m_ended;
};

}  // namespace adapterscope
