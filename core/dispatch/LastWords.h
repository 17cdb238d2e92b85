// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/common/Sentence.h"

namespace adapterscope {

/// The last lines that an engine wrote to its standard error.
class LastWords {
public:
    void append(std::string_view bytes);
    /// What a library that ended the engine meant, and the last few lines that are for people, if there are any. The
    /// other lines, which a program prints for its developers, go to the log that the last sentence names.
    std::vector<Sentence> sentences() const;

private:
    std::string m_text;
};

}  // namespace adapterscope
