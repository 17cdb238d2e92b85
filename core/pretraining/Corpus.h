// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/Tokenizer.h"

namespace adapterscope {

/// Plain text split into passages of whole sentences, in an order shuffled by a seed; starts again when it
/// is used up.
class Corpus {
public:
    /// A text file (.txt or .txt.gz) or a folder of them. Throws Error naming the file.
    Corpus(const std::filesystem::path& path, std::uint64_t seed);

    std::size_t passages() const { return m_passages.size(); }
    /// Passage `index` (any number; the order repeats) as a sequence with its special tokens, cut at maxLength tokens.
    Encoding sequence(std::size_t index, const Tokenizer& tokenizer, int maxLength) const;
    /// Passages `index` and `index` + 1 as a pair.
    Encoding pair(std::size_t index, const Tokenizer& tokenizer, int maxLength) const;

private:
    std::string_view text(std::size_t index) const;
    void cut(std::uint64_t seed);

    std::string m_text;
    struct Passage {
        std::size_t begin, size;
    };
    std::vector<Passage> m_passages;
};

}  // namespace adapterscope
