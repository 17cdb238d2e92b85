// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/TokenizerJson.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/common/Error.h"

namespace adapterscope {

namespace {

using nlohmann::json;

constexpr std::size_t largestVocabulary = 8'000'000;

/// The part of that name; throws unless it is of one of the types.
TokenizerFields partOfType(const TokenizerFields& tokenizer, const char* key, const std::vector<std::string>& types,
                           const std::string& why) {
    const TokenizerFields part = tokenizer.part(key);
    const auto type = part.get<std::string>("type", "");
    if (std::find(types.begin(), types.end(), type) == types.end())
        throw Error(type.empty() ? fmt::format("{} has no \"{}\"; {}.", tokenizer.file(), key, why)
                                 : fmt::format("{}: the {} \"{}\" is not supported yet; {}.", tokenizer.file(),
                                               std::string(key) == "pre_tokenizer" ? "pre-tokenizer" : key, type, why));
    return part;
}

void readNormalizer(const TokenizerFields& tokenizer, WordPieceOptions& options) {
    const auto fields =
        partOfType(tokenizer, "normalizer", {"BertNormalizer"}, "this version reads BERT's (BertNormalizer)");
    BertNormalizerOptions& normalizer = options.normalizer;
    fields.read("clean_text", normalizer.cleanText);
    fields.read("handle_chinese_chars", normalizer.chineseCharacters);
    fields.read("lowercase", normalizer.lowercase);
    normalizer.stripAccents = fields.get("strip_accents", normalizer.lowercase);
}

/// BERT's template: start, text, end, and for a pair the second text and another end, of type 1.
json templateOf(const std::string& start, const std::string& end, bool pair) {
    const auto special = [](const std::string& token, int type) {
        return json{{"SpecialToken", {{"id", token}, {"type_id", type}}}};
    };
    const auto sequence = [](const char* name, int type) {
        return json{{"Sequence", {{"id", name}, {"type_id", type}}}};
    };
    json pieces = json::array({special(start, 0), sequence("A", 0), special(end, 0)});
    if (pair) {
        pieces.push_back(sequence("B", 1));
        pieces.push_back(special(end, 1));
    }
    return pieces;
}

std::vector<StatedId> readTemplate(const TokenizerFields& fields, WordPieceOptions& options) {
    const json& object = fields.object();
    const auto named = [&](std::size_t index) {
        const json::json_pointer at(fmt::format("/single/{}/SpecialToken/id", index));
        return object.contains(at) && object[at].is_string() ? object[at].get<std::string>() : std::string();
    };
    options.start = named(0);
    options.end = named(2);
    if (!fieldIs(object, "single", templateOf(options.start, options.end, false)) ||
        !fieldIs(object, "pair", templateOf(options.start, options.end, true)))
        throw Error(
            "{}: the \"post_processor\" has a template other than BERT's ([CLS] A [SEP] and [CLS] A "
            "[SEP] B [SEP], B and its end of type 1), which is not supported yet.",
            fields.file());
    std::vector<StatedId> stated;
    const TokenizerFields tokens = fields.part("special_tokens");
    for (const std::string& token : {options.start, options.end}) {
        const TokenizerFields entry = tokens.part(token);
        const auto ids = entry.get<std::vector<std::int64_t>>("ids", {});
        if (ids.size() != 1)
            tokens.refuse(token, entry.object(), "one id is needed for it in \"post_processor\"");
        stated.push_back({token, ids[0], fields.file()});
    }
    return stated;
}

/// The older form of the template: each token with its id.
std::vector<StatedId> readBertProcessing(const TokenizerFields& fields, WordPieceOptions& options) {
    std::vector<StatedId> stated;
    for (const auto& [key, token] : {std::pair("cls", &options.start), std::pair("sep", &options.end)}) {
        const auto entry = fields.getIfAny<std::pair<std::string, std::int64_t>>(key);
        if (!entry)
            throw Error("{}: \"post_processor\" has no \"{}\".", fields.file(), key);
        *token = entry->first;
        stated.push_back({entry->first, entry->second, fields.file()});
    }
    return stated;
}

}  // namespace

std::vector<StatedId> readTokenizerJson(const TokenizerFields& tokenizer, WordPieceOptions& options) {
    const TokenizerFields model = tokenizer.part("model");
    const auto type = model.get<std::string>("type", "WordPiece");
    if (type != "WordPiece")
        throw Error("{}: a tokenizer of the kind {} is not supported yet; this version reads WordPiece (BERT).",
                    tokenizer.file(), type);
    model.read("unk_token", options.unknown);
    model.read("continuing_subword_prefix", options.continuation);
    model.read("max_input_chars_per_word", options.longestWord);
    if (options.longestWord < 0)
        model.refuse("max_input_chars_per_word", options.longestWord, "a length is a whole number from 0");
    readNormalizer(tokenizer, options);
    partOfType(tokenizer, "pre_tokenizer", {"BertPreTokenizer"}, "this version reads BERT's (BertPreTokenizer)");
    const auto around = partOfType(tokenizer, "post_processor", {"TemplateProcessing", "BertProcessing"},
                                   "this version reads BERT's (TemplateProcessing or BertProcessing)");
    options.tokenNormalizer = options.normalizer;
    options.blankIsToken = model.part("vocab").states("");
    std::vector<AddedToken> added;
    std::vector<StatedId> addedIds;
    for (const json& value : tokenizer.listIfAny("added_tokens")) {
        const AddedToken& token = added.emplace_back(tokenizer.token("added_tokens", value, false));
        addedIds.push_back({token.content, tokenizer.id(token.content, fieldIfAny(value, "id")), tokenizer.file()});
    }
    options.added.add(added);
    auto stated = around.get<std::string>("type") == "BertProcessing" ? readBertProcessing(around, options)
                                                                      : readTemplate(around, options);
    stated.insert(stated.end(), addedIds.begin(), addedIds.end());
    return stated;
}

std::vector<std::string> vocabularyOf(const TokenizerFields& tokenizer) {
    const TokenizerFields vocabulary = tokenizer.part("model").part("vocab");
    if (vocabulary.object().empty())
        throw Error("{} holds no vocabulary; fetch the base again.", tokenizer.file());
    std::vector<std::string> tokens;
    for (const auto& [token, value] : vocabulary.object().items()) {
        if (!value.is_number_unsigned() || value.get<std::size_t>() >= largestVocabulary)
            throw Error("{}: the token \"{}\" has the invalid id {}.", tokenizer.file(), token, value.dump());
        const auto id = value.get<std::size_t>();
        if (id >= tokens.size())
            tokens.resize(id + 1);
        if (!tokens[id].empty())
            throw Error("{}: the tokens \"{}\" and \"{}\" have the same id {}.", tokenizer.file(), tokens[id], token,
                        id);
        tokens[id] = token;
    }
    return tokens;
}

}  // namespace adapterscope
