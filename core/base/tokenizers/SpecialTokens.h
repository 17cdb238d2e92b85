// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/tokenizers/TokenizerFields.h"

namespace adapterscope {

/// An id that a file gives a token.
struct StatedId {
    std::string content;
    std::int64_t id = 0;
    std::string file;
};

/// The files of a base folder that determine its tokens.
struct TokenFiles {
    std::filesystem::path folder;
    TokenizerFields model;          ///< config.json
    TokenizerFields config;         ///< tokenizer_config.json
    TokenizerFields specialTokens;  ///< special_tokens_map.json
    TokenizerFields addedTokens;    ///< added_tokens.json
    TokenizerFields tokenizer;      ///< tokenizer.json
};

/// The tokens that the files name, put together as transformers does (PreTrainedTokenizerBase and
/// PreTrainedTokenizerFast, 4.57): once tokenizer_config.json holds added_tokens_decoder, special_tokens_map.json and
/// added_tokens.json are not read.
class SpecialTokens {
public:
    /// `defaults`: whether BERT's special tokens are there without being stated.
    SpecialTokens(const TokenFiles& files, bool defaults);

    /// The content of unk_token, cls_token or sep_token; `fallback` if not stated.
    std::string content(const std::string& attribute, const std::string& fallback) const;
    /// Whether the text is one of the special tokens.
    bool holds(const std::string& content) const;
    /// Tokens for padding, masks and generation, which a text contains only if it spells them out.
    std::set<std::string> unwritten() const;
    /// What is added to a tokenizer that already has `present`.
    std::vector<AddedToken> missingIn(const AddedTokens& present) const;
    const std::vector<StatedId>& stated() const { return m_stated; }

private:
    struct Special {
        std::string attribute;
        AddedToken token;
        bool isText = false;  ///< a plain string leaves the flags of an existing token as they are
    };
    void set(const std::string& attribute, const TokenizerFields& file, bool special);
    void setList(const TokenizerFields& file, bool special);
    void setNamed(const TokenizerFields& file);
    void readDecoder(const TokenizerFields& config);
    void readOlderFiles(const TokenFiles& files);
    void put(std::int64_t id, AddedToken token, const std::string& file);

    std::vector<Special> m_special;              // in transformers' order of attributes
    std::map<std::int64_t, AddedToken> m_added;  // by stated id
    std::vector<StatedId> m_stated;
    std::set<std::string> m_contents;  // of m_special
};

}  // namespace adapterscope
