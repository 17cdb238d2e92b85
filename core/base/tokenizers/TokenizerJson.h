// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/tokenizers/SpecialTokens.h"
#include "core/base/tokenizers/WordPiece.h"

namespace adapterscope {

/// Reads what a tokenizer.json states into the options: normaliser, model, added tokens, the tokens around a text.
/// Throws Error naming the part if it is not BERT's. Its padding and truncation are ignored. Returns the ids that
/// it states for added tokens and for those around a text.
std::vector<StatedId> readTokenizerJson(const TokenizerFields& tokenizer, WordPieceOptions& options);
/// The tokens of its model by id.
std::vector<std::string> vocabularyOf(const TokenizerFields& tokenizer);

}  // namespace adapterscope
