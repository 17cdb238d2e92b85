// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/LoadTokenizer.h"

#include "core/base/tokenizers/TokenizerSetup.h"
#include "core/common/Error.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

/// transformers counts new tokens from the end of the vocabulary, whatever id a file states. If the two differ, one of
/// them is not what the base was trained with.
void requireStatedIds(const Tokenizer& tokenizer, const std::vector<StatedId>& stated) {
    for (const StatedId& token : stated)
        if (const int id = tokenizer.tokenId(token.content); id != token.id)
            throw Error(
                "{} gives the token \"{}\" the id {}, but transformers' AutoTokenizer, which takes ids from the "
                "vocabulary and continues counting after it, gives it {}. Save the tokenizer again with the ids that "
                "the base was trained with.",
                token.file, token.content, token.id, id);
}

}  // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& baseFolder) {
    TokenizerSetup setup = tokenizerSetup(readTokenFiles(baseFolder), Vocabularies::Read);
    auto tokenizer = std::make_unique<WordPiece>(std::move(setup.tokens), setup.options, setup.vocabularyFile.string(),
                                                 setup.unwritten);
    requireStatedIds(*tokenizer, setup.stated);
    return tokenizer;
}

std::vector<Sentence> tokenizerRemarks(const fs::path& baseFolder) {
    return tokenizerSetup(readTokenFiles(baseFolder), Vocabularies::LeftOut).remarks;
}

std::vector<std::string> extraTokenFiles(const fs::path& baseFolder) {
    std::vector<std::string> names;
    for (const char* name : {"added_tokens.json", "special_tokens_map.json"})
        if (fs::exists(baseFolder / name))
            names.emplace_back(name);
    // A decoder states every token that was added, so the older files are not looked at.
    if (names.empty() || TokenizerFields::of(baseFolder / "tokenizer_config.json").find("added_tokens_decoder"))
        return {};
    const TokenFiles files = readTokenFiles(baseFolder);
    if (tokenizerSetup(files, Vocabularies::LeftOut).options ==
        tokenizerSetup(withoutExtras(files), Vocabularies::LeftOut).options)
        names.clear();
    return names;
}

}  // namespace adapterscope
