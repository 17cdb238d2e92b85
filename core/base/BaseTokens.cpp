// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseTokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"

namespace adapterscope {
namespace {

std::string unusedEmbeddings(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base) {
    const int tokens = tokenizer.vocabularySize();
    if (tokens >= config.vocabulary)
        return {};
    return fmt::format(
        "The tokenizer of the base {} has {} tokens, but its config.json states a vocab_size of {}: no text has "
        "ids from {} on. Check that its tokenizer files belong to the weights, unless the word embeddings were padded "
        "on purpose.",
        base, tokens, config.vocabulary, tokens);
}

std::string pairFault(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base) {
    const std::string_view text = "a";
    const Encoding pair = tokenizer.encode(text, &text, 0);
    const int type = *std::max_element(pair.typeIds.begin(), pair.typeIds.end());
    return type < config.types
               ? ""
               : fmt::format(
                     "The task has pairs of texts, the second of which has the token type {}, but the base {} "
                     "states a type_vocab_size of {}: choose a base for pairs.",
                     type, base, config.types);
}

void requireEmbeddings(const std::vector<std::int32_t>& ids, const Tokenizer& tokenizer, const BaseConfig& config,
                       const std::string& what) {
    for (const std::int32_t id : ids)
        if (id >= config.vocabulary)
            throw Error(
                "{} holds the token \"{}\" with the id {}, but the base's word embeddings end at id "
                "{}: take the token out of the text, or use the tokenizer files that belong to the "
                "weights.",
                what, excerpt(tokenizer.token(id), 80), id, config.vocabulary - 1);
}

}  // namespace

void requireFittingTokens(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base) {
    const int largest = tokenizer.largestWrittenId();
    if (largest >= config.vocabulary)
        throw Error(
            "The tokenizer of the base {} has the token \"{}\" with the id {}, but its config.json states "
            "a vocab_size of "
            "{}: the word embeddings end at id {}. Use the tokenizer files that belong to the weights.",
            base, excerpt(tokenizer.token(largest), 80), largest, config.vocabulary, config.vocabulary - 1);
}

TokenizerFit tokenizerFit(const Tokenizer& tokenizer, const BaseConfig& config, const std::string& base) {
    requireFittingTokens(tokenizer, config, base);
    return {unusedEmbeddings(tokenizer, config, base), pairFault(tokenizer, config, base)};
}

TokenizerFit tokenizerFit(const std::filesystem::path& folder, const BaseConfig& config, const std::string& base) {
    return tokenizerFit(*loadTokenizer(folder), config, base);
}

void requireFittingTokenizerIfAny(const std::filesystem::path& folder, const BaseConfig& config,
                                  const std::string& base) {
    const auto isThere = [&](const char* name) {
        std::error_code ignored;
        return std::filesystem::exists(folder / name, ignored);
    };
    if (isThere("vocab.txt") || isThere("tokenizer.json"))
        tokenizerFit(folder, config, base);
}

void requirePositions(int maxLength, const BaseConfig& config, const std::string& base) {
    if (maxLength > config.positions)
        throw Error("A maximum length of {} tokens is more than the {} positions of the {}: lower {}.", maxLength,
                    config.positions, base, Setting::MaxLength);
}

void requireFitting(const Encoding& encoding, const Tokenizer& tokenizer, const BaseConfig& config,
                    const std::string& what) {
    requireEmbeddings(encoding.ids, tokenizer, config, what);
    for (const std::int32_t type : encoding.typeIds)
        if (type >= config.types)
            throw Error(
                "{} is a pair of texts, the second of which has the token type {}, but the base states a "
                "type_vocab_size of {}: choose a base for pairs.",
                what, type, config.types);
    if (const auto length = static_cast<std::int64_t>(encoding.ids.size()); length > config.positions)
        throw Error("{} has {} tokens, more than the base's {} positions: give a max_length of at most {}.", what,
                    length, config.positions, config.positions);
}

std::vector<std::int32_t> wordIds(const std::string& text, const Tokenizer& tokenizer, const BaseConfig& config) {
    const std::string what = fmt::format("The text \"{}\"", excerpt(text, 60));
    std::vector<std::int32_t> ids = tokenizer.encodePlain(text);
    if (ids.empty())
        throw Error("{} holds no token of the base, so nothing can start from it; write words.", what);
    requireEmbeddings(ids, tokenizer, config, what);
    return ids;
}

}  // namespace adapterscope
