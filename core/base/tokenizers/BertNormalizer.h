// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace adapterscope {

/// What BERT does to a text before it is split into words (Devlin et al. 2018, BasicTokenizer; the same as the
/// BertNormalizer and BertPreTokenizer of a tokenizer.json).
struct BertNormalizerOptions {
    bool cleanText = true;          ///< drop control characters
    bool chineseCharacters = true;  ///< each ideograph is a word
    bool stripAccents = true;       ///< canonical decomposition without non-spacing marks
    bool lowercase = true;

    bool operator==(const BertNormalizerOptions&) const = default;
};

/// Normalises one code point at a time: BERT's rules never look at the neighbours. Immutable.
class BertNormalizer {
public:
    enum class Kind : std::uint8_t {
        Dropped,      ///< leaves nothing
        Space,        ///< ends a word
        Punctuation,  ///< a word of its own
        Letter,       ///< part of a word
    };
    /// What becomes of a code point. Decompositions of Unicode hold at most four.
    struct Result {
        int size = 0;
        bool isolated = false;  ///< an ideograph: a word of its own, whatever its kind
        std::array<char32_t, 4> characters{};
        std::array<Kind, 4> kinds{};
    };

    explicit BertNormalizer(const BertNormalizerOptions& options);
    const BertNormalizerOptions& options() const { return m_options; }

    /// c must be below 128: the character it becomes.
    char ascii(unsigned char c) const { return m_ascii[c]; }
    Kind asciiKind(unsigned char c) const { return m_asciiKind[c]; }
    /// Any code point; U+FFFD stands for bytes that are not UTF-8.
    Result normalize(char32_t c) const;

private:
    BertNormalizerOptions m_options;
    std::array<char, 128> m_ascii{};
    std::array<Kind, 128> m_asciiKind{};
};

}  // namespace adapterscope
