// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace adapterscope {

/// What kind of thing went wrong; determines the command line's exit code.
enum class ErrorKind {
    Usage = 2,        ///< the command line is wrong
    Input = 3,        ///< a file, value, base, task or design is bad
    Run = 4,          ///< a run failed or diverged
    Machine = 5,      ///< the engine or the machine failed: memory, disk, a process that died
    Cancelled = 130,  ///< stopped on request
};

/// The one exception of the program. Its text is a sentence for a person: it names the file, line, field or value at
/// fault and says what to do. Thrown where the fault is seen, caught once at a boundary (command line, protocol, page).
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& sentence, ErrorKind kind = ErrorKind::Input)
        : std::runtime_error(sentence), m_kind(kind) {}

    ErrorKind kind() const noexcept { return m_kind; }
    int exitCode() const noexcept { return static_cast<int>(m_kind); }

private:
    ErrorKind m_kind;
};

}  // namespace adapterscope
