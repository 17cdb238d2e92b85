// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/BaseConfig.h"
#include "core/text/Tokenizer.h"

namespace adapterscope {

/// Throws Error if a text can hold a token for which the base has no word embedding. `base` is its name.
void requireFittingTokens(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base);
/// A remark that the base has word embeddings that belong to no token; empty if it has none.
std::string unusedEmbeddings(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base);
/// Why the base cannot read pairs: the second text has a type for which it has no embedding. Empty if it can.
std::string pairFault(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base);
/// Throws Error if texts of that many tokens do not fit the positions of the base; `base` is "base builtin" or the
/// like.
void requirePositions(int maxLength, const BaseConfig& config, const std::string& base);
/// Throws Error naming `what` (such as "Line 3") if one of its tokens, types or positions lies beyond the base's
/// tables.
void requireFitting(const Encoding& encoding, const Tokenizer& tokenizer, const BaseConfig& config,
                    const std::string& what);

}  // namespace adapterscope
