// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/text/BertNormalizer.h"
#include "core/text/Tokenizer.h"
#include "core/text/Vocabulary.h"

namespace adapterscope {

/// What a base folder says about its WordPiece tokenizer; the defaults are BERT's.
struct WordPieceOptions {
    BertNormalizerOptions normalizer;
    std::string unknown = "[UNK]", start = "[CLS]", end = "[SEP]";
    std::string continuation = "##";
    int longestWord = 100;  ///< characters; a longer word is unknown
    /// Taken from the raw text before anything else, as they stand; those that the vocabulary lacks are left out.
    std::vector<std::string> special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
};

/// BERT's tokenizer: words at white space, punctuation and ideographs, then the longest pieces from the left
/// (Wu et al. 2016; Devlin et al. 2018).
class WordPiece final : public Tokenizer {
public:
    /// `name` is the file to name in errors. Throws Error where the unknown, start or end token is missing.
    WordPiece(std::vector<std::string> tokens, const WordPieceOptions& options, const std::string& name);

    Encoding encode(std::string_view text, const std::string_view* pair, int maxLength) const override;
    std::vector<std::int32_t> encodePlain(std::string_view text) const override;
    int vocabularySize() const override { return m_vocabulary.size(); }
    int tokenId(std::string_view token) const override { return m_vocabulary.id(token); }

private:
    struct Output;
    struct Word;
    struct Special {
        std::string text;
        std::int32_t id;
    };

    std::int32_t required(const std::string& token, const char* role, const std::string& name) const;
    const Special* specialAt(std::string_view rest) const;
    void pieces(std::string_view text, Output& output, bool withOffsets) const;
    void endWord(Word& word, Output& output) const;
    void addCharacter(Word& word, char32_t c, BertNormalizer::Kind kind, int position, Output& output) const;

    Vocabulary m_vocabulary;
    BertNormalizer m_normalizer;
    int m_longestWord;
    std::int32_t m_unknown, m_start, m_end;
    std::vector<Special> m_special;           ///< longest first
    std::array<bool, 256> m_startsSpecial{};  ///< by first byte
};

}  // namespace adapterscope
