// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/common/Sentence.h"

namespace adapterscope {

/// The rows of one file that could not be used: the first ones by line and reason, the rest counted.
class RefusedRows {
public:
    /// `separated`: whether something separates the fields of its rows, as in JSON Lines nothing does.
    explicit RefusedRows(std::string file, bool separated = true) : m_file(std::move(file)), m_separated(separated) {}

    void add(int line, const std::string& reason);
    std::size_t count() const { return m_count; }
    /// Adds a summary to remarks. Throws Error if so many of the `rows` read were refused that the file can
    /// hardly be what it is taken for: all of them, or at least five and more than one in five.
    void report(std::size_t rows, std::vector<Sentence>& remarks) const;

private:
    std::string m_file;
    bool m_separated;
    std::vector<Sentence> m_said;
    std::size_t m_count = 0;
};

}  // namespace adapterscope
