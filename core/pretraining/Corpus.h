// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/common/Encoding.h"

namespace adapterscope {

class Tokenizer;

/// Plain text split into passages of whole sentences, in an order shuffled by a seed; starts again when it
/// is used up.
class Corpus {
public:
    static constexpr std::size_t largestText = std::size_t{4} << 30;  ///< bytes, unpacked; all of it is in memory

    /// A text file (.txt or .txt.gz) or a folder of them. Throws Error naming the file at fault, including when the
    /// total then exceeds `largest` bytes, and Error (Cancelled) if stopped.
    Corpus(const std::filesystem::path& path, std::uint64_t seed, const std::stop_token& stop = {},
           std::size_t largest = largestText);

    std::size_t passages() const { return m_passages.size(); }
    /// Passage `index` (any number; the order repeats) as a sequence with its special tokens, cut at maxLength tokens.
    Encoding sequence(std::size_t index, const Tokenizer& tokenizer, int maxLength) const;
    /// Passages `index` and `index` + 1 as a pair.
    Encoding pair(std::size_t index, const Tokenizer& tokenizer, int maxLength) const;

private:
    std::string_view text(std::size_t index) const;
    void append(const std::filesystem::path& file, const std::stop_token& stop, std::size_t largest);
    void cut(std::uint64_t seed);

    std::string m_text;
    struct Passage {
        std::size_t begin, size;
    };
    std::vector<Passage> m_passages;
};

}  // namespace adapterscope
