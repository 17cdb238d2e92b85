// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/base/tokenizers/SpecialTokens.h"
#include "core/base/tokenizers/WordPiece.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// What the files of a base folder state about its tokenizer, put together as transformers' AutoTokenizer does
/// (docs/tokenizers.md).
struct TokenizerSetup {
    WordPieceOptions options;
    std::vector<StatedId> stated;          ///< ids that the files give to added tokens
    std::set<std::string> unwritten;       ///< tokens that a text contains only if it spells them out
    std::vector<Sentence> remarks;         ///< what is stated to no effect, one sentence each
    std::filesystem::path vocabularyFile;  ///< vocab.txt or tokenizer.json
    std::vector<std::string> tokens;       ///< the vocabulary by id
};

/// The files, each without fields if it does not exist. Throws Error naming one that is not a JSON object, and the
/// folder if it has no vocabulary.
TokenFiles readTokenFiles(const std::filesystem::path& baseFolder);
/// Without added_tokens.json and special_tokens_map.json.
TokenFiles withoutExtras(TokenFiles files);

enum class Vocabularies { Read, LeftOut };
/// Throws Error naming the file and what in it is missing, faulty or not supported.
TokenizerSetup tokenizerSetup(const TokenFiles& files, Vocabularies vocabularies);

}  // namespace adapterscope
