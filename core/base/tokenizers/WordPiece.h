// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/tokenizers/AddedTokens.h"
#include "core/base/tokenizers/BertNormalizer.h"
#include "core/base/tokenizers/TokenMatcher.h"
#include "core/base/tokenizers/Tokenizer.h"
#include "core/base/tokenizers/Vocabulary.h"

namespace adapterscope {

/// What a base folder states about its WordPiece tokenizer; the defaults are BERT's.
struct WordPieceOptions {
    BertNormalizerOptions normalizer;
    BertNormalizerOptions tokenNormalizer;  ///< for added tokens; transformers leaves them as tokenizer.json has them
    std::string unknown = "[UNK]", start = "[CLS]", end = "[SEP]";
    std::string continuation = "##";
    int longestWord = 100;         ///< characters; a longer word is unknown
    AddedTokens added;             ///< those that the vocabulary lacks get ids after it
    bool blankIsToken = false;     ///< a blank line of the vocabulary counts among the tokens, as it does in Python
    bool splitSpecial = false;     ///< special tokens are words like any other (split_special_tokens)
    bool keepEnd = false;          ///< a text that is too long is cut at its start (truncation_side)
    bool typeOfSecondText = true;  ///< the second text's type is 1, else 0 (model_input_names without types)

    bool operator==(const WordPieceOptions&) const = default;
};

/// BERT's tokenizer: words at white space, punctuation and ideographs, then the longest pieces from the left
/// (Wu et al. 2016; Devlin et al. 2018).
class WordPiece final : public Tokenizer {
public:
    /// `name` is the file to name in errors. Throws Error if the unknown, start or end token is missing.
    /// `unwritten` are tokens that a text contains only if it spells them out.
    WordPiece(std::vector<std::string> tokens, const WordPieceOptions& options, const std::string& name,
              const std::set<std::string>& unwritten = {});

    Encoding encode(std::string_view text, const std::string_view* pair, int maxLength) const override;
    std::vector<std::int32_t> encodePlain(std::string_view text) const override;
    int vocabularySize() const override { return m_size; }
    int largestWrittenId() const override { return m_largestWritten; }
    std::string token(int id) const override;
    int tokenId(std::string_view token) const override;

private:
    struct Output;
    struct Word;
    struct Normalized;

    void giveIds(const WordPieceOptions& options, const std::set<std::string>& unwritten);
    void seek(const WordPieceOptions& options, const std::string& name);
    std::int32_t required(std::int32_t id, const std::string& token, const char* role, const std::string& name) const;
    void pieces(std::string_view text, Output& output, bool withOffsets) const;
    int words(std::string_view text, int position, Word& word, Output& output) const;
    static Normalized normalized(const BertNormalizer& normalizer, std::string_view text, int position);
    int normalizedWords(std::string_view text, int position, Word& word, Output& output) const;
    void endWord(Word& word, Output& output) const;
    void addCharacter(Word& word, char32_t c, BertNormalizer::Kind kind, int position, Output& output) const;

    Vocabulary m_vocabulary;
    BertNormalizer m_normalizer;
    int m_longestWord;
    int m_largestWritten;
    int m_size;  ///< number of ids: of the vocabulary and of the tokens after it
    bool m_keepEnd;
    std::int32_t m_secondType;
    std::map<std::string, std::int32_t, std::less<>> m_added;  ///< by content
    TokenMatcher m_raw, m_normalized;                          ///< matched in the text as it is, and normalised
    std::int32_t m_unknown, m_start, m_end;
};

}  // namespace adapterscope
