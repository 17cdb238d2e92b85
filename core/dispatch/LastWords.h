// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace adapterscope {

/// The last lines that an engine wrote to its standard error.
class LastWords {
public:
    void append(std::string_view bytes);
    /// Sentences, each after a space: what a library that ended the engine meant, and the last few lines that are for
    /// people; empty if there are none. The other lines, which a program prints for its developers, go to the log that
    /// the last sentence names.
    std::string sentences() const;

private:
    std::string m_text;
};

}  // namespace adapterscope
