// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

#include "core/common/Sentence.h"

namespace adapterscope {

/// What kind of thing went wrong; determines the command line's exit code.
enum class ErrorKind {
    Usage = 2,        ///< the command line is wrong
    Input = 3,        ///< a file, value, base, task or design is bad
    Run = 4,          ///< a run failed or diverged
    Machine = 5,      ///< the engine or the machine failed: memory, disk, a process that died
    Cancelled = 130,  ///< stopped on request
};

/// The one exception of the program: a sentence for a person that names the file, line, field or value at fault and
/// what to do. Thrown where the fault is seen, caught once at a boundary (command line, protocol, page), which phrases
/// it; what() has the command line's words.
class Error : public std::runtime_error {
public:
    explicit Error(Sentence sentence, ErrorKind kind = ErrorKind::Input)
        : std::runtime_error(sentence.text()), m_sentence(std::move(sentence)), m_kind(kind) {}
    /// A pattern and its arguments, as a Sentence has them.
    template <typename... Arguments>
    requires(sizeof...(Arguments) > 0 && (std::convertible_to<const Arguments&, Argument> &&
                                          ...)) explicit Error(Pattern<sizeof...(Arguments)> pattern,
                                                               const Arguments&... arguments)
        : Error(Sentence(pattern, arguments...)) {}

    const Sentence& sentence() const noexcept { return m_sentence; }
    ErrorKind kind() const noexcept { return m_kind; }
    int exitCode() const noexcept { return static_cast<int>(m_kind); }

private:
    Sentence m_sentence;
    ErrorKind m_kind;
};

}  // namespace adapterscope
