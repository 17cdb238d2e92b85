// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/BaseConfig.h"
#include "core/base/tokenizers/Tokenizer.h"

namespace adapterscope {

/// Throws Error if a text can hold a token for which the base has no word embedding. `base` is its name.
void requireFittingTokens(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base);

/// How a base's tokenizer and its tables fit each other if neither is at fault; each sentence is empty if there is
/// nothing to report.
struct TokenizerFit {
    std::string unusedEmbeddings;  ///< the base has word embeddings that belong to no token
    std::string pairFault;         ///< it cannot read pairs: the second text has a type without an embedding
};
/// Throws Error if the tokenizer, or that of the folder, cannot be loaded or has a token without a word embedding.
TokenizerFit tokenizerFit(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base);
TokenizerFit tokenizerFit(const std::filesystem::path& folder, const BaseConfig& config, const std::string& base);

/// Throws what tokenizerFit throws, unless the folder has no tokenizer, which counting does not need.
void requireFittingTokenizerIfAny(const std::filesystem::path& folder, const BaseConfig& config,
                                  const std::string& base);

/// Throws Error if texts of that many tokens do not fit the positions of the base; `base` is "base builtin" or the
/// like.
void requirePositions(int maxLength, const BaseConfig& config, const std::string& base);
/// Throws Error naming `what` (such as "Line 3") if one of its tokens, types or positions is beyond the base's
/// tables.
void requireFitting(const Encoding& encoding, const Tokenizer& tokenizer, const BaseConfig& config,
                    const std::string& what);
/// The ids of a text's tokens without special ones. Throws Error if it has none, or one without a word embedding.
std::vector<std::int32_t> wordIds(const std::string& text, const Tokenizer& tokenizer, const BaseConfig& config);

}  // namespace adapterscope
