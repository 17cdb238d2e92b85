// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Tokenizer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/Error.h"
#include "core/text/TextFile.h"
#include "core/text/WordPiece.h"

namespace adapterscope {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uintmax_t largestFile = 256u << 20;  // bytes; the largest published tokenizer.json holds about 35 MB
constexpr std::size_t largestVocabulary = 8'000'000;

/// A JSON object from a file of the folder, null where the file is not there.
json readObject(const fs::path& file) {
    if (!fs::exists(file))
        return nullptr;
    json object = json::parse(readWholeFile(file, largestFile), nullptr, false);
    if (!object.is_object())
        throw Error(fmt::format("{} is not a JSON object; it may be truncated. Fetch the base again.", file.string()));
    return object;
}

template <typename Value>
void readIfGiven(const json& object, const char* key, Value& value, const fs::path& file) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end() || found->is_null())
        return;
    try {
        found->get_to(value);
    } catch (const json::exception&) {
        throw Error(fmt::format("{}: \"{}\" has the unfitting value {}.", file.string(), key, found->dump()));
    }
}

/// A token's name is a string, or an object with its content.
void readToken(const json& object, const char* key, std::string& token, const fs::path& file) {
    const auto found = object.find(key);
    if (found != object.end() && found->is_object())
        readIfGiven(*found, "content", token, file);
    else
        readIfGiven(object, key, token, file);
}

void readAddedTokens(const json& tokenizer, WordPieceOptions& options, const fs::path& file) {
    options.special.clear();
    for (const json& added : tokenizer.value("added_tokens", json::array())) {
        std::string content;
        readIfGiven(added, "content", content, file);
        for (const char* flag : {"normalized", "single_word", "lstrip", "rstrip"}) {
            bool on = false;
            readIfGiven(added, flag, on, file);
            if (on)
                throw Error(
                    fmt::format("{}: the added token \"{}\" has \"{}\": true, which is not supported yet; use a "
                                "base without it.",
                                file.string(), content, flag));
        }
        if (!content.empty())
            options.special.push_back(content);
    }
}

void readNormalizer(const json& tokenizer, WordPieceOptions& options, bool& stripSaid, const fs::path& file) {
    const auto found = tokenizer.find("normalizer");
    if (found == tokenizer.end() || !found->is_object())
        return;
    std::string type;
    readIfGiven(*found, "type", type, file);
    if (type != "BertNormalizer")
        throw Error(fmt::format("{}: the normalizer \"{}\" is not supported yet; this version reads BERT's.",
                                file.string(), type));
    auto& normalizer = options.normalizer;
    readIfGiven(*found, "clean_text", normalizer.cleanText, file);
    readIfGiven(*found, "handle_chinese_chars", normalizer.chineseCharacters, file);
    readIfGiven(*found, "lowercase", normalizer.lowercase, file);
    stripSaid = found->contains("strip_accents") && !found->at("strip_accents").is_null();
    readIfGiven(*found, "strip_accents", normalizer.stripAccents, file);
}

/// The tokens inside tokenizer.json: an object from token to id.
std::vector<std::string> vocabularyOf(const json& model, const fs::path& file) {
    const auto found = model.find("vocab");
    if (found == model.end() || !found->is_object() || found->empty())
        throw Error(fmt::format("{} holds no vocabulary, and there is no vocab.txt beside it.", file.string()));
    std::vector<std::string> tokens;
    for (const auto& [token, value] : found->items()) {
        if (!value.is_number_unsigned() || value.get<std::size_t>() >= largestVocabulary)
            throw Error(
                fmt::format("{}: the token \"{}\" has the unfitting id {}.", file.string(), token, value.dump()));
        const auto id = value.get<std::size_t>();
        if (id >= tokens.size())
            tokens.resize(id + 1);
        if (!tokens[id].empty())
            throw Error(fmt::format("{}: the tokens \"{}\" and \"{}\" have the same id {}.", file.string(), tokens[id],
                                    token, id));
        tokens[id] = token;
    }
    return tokens;
}

/// Tokens that tokenizer.json adds behind the vocabulary.
void appendAdded(const json& tokenizer, std::vector<std::string>& tokens, const fs::path& file) {
    for (const json& added : tokenizer.value("added_tokens", json::array())) {
        std::size_t id = 0;
        std::string content;
        readIfGiven(added, "id", id, file);
        readIfGiven(added, "content", content, file);
        if (id < tokens.size())
            continue;
        if (id >= largestVocabulary)
            throw Error(fmt::format("{}: the token \"{}\" has the unfitting id {}.", file.string(), content, id));
        tokens.resize(id + 1);
        tokens[id] = content;
    }
}

/// What a base folder says, from the general to the particular.
struct Said {
    WordPieceOptions options;
    bool strip = false;  ///< whether something is said of accents
};

void readTokenizer(const json& tokenizer, Said& said, const fs::path& file) {
    const json model = tokenizer.value("model", json::object());
    std::string type = "WordPiece";
    readIfGiven(model, "type", type, file);
    if (type != "WordPiece")
        throw Error(
            fmt::format("{}: a tokenizer of the kind {} is not supported yet; this version reads WordPiece (BERT).",
                        file.string(), type));
    readIfGiven(model, "unk_token", said.options.unknown, file);
    readIfGiven(model, "continuing_subword_prefix", said.options.continuation, file);
    readIfGiven(model, "max_input_chars_per_word", said.options.longestWord, file);
    readNormalizer(tokenizer, said.options, said.strip, file);
    readAddedTokens(tokenizer, said.options, file);
}

void readConfig(const json& config, Said& said, const fs::path& file) {
    BertNormalizerOptions& normalizer = said.options.normalizer;
    readIfGiven(config, "do_lower_case", normalizer.lowercase, file);
    readIfGiven(config, "tokenize_chinese_chars", normalizer.chineseCharacters, file);
    said.strip = said.strip || (config.contains("strip_accents") && !config.at("strip_accents").is_null());
    readIfGiven(config, "strip_accents", normalizer.stripAccents, file);
    readToken(config, "unk_token", said.options.unknown, file);
    readToken(config, "cls_token", said.options.start, file);
    readToken(config, "sep_token", said.options.end, file);
}

}  // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& baseFolder) {
    const fs::path vocabularyFile = baseFolder / "vocab.txt";
    const fs::path tokenizerFile = baseFolder / "tokenizer.json";
    const fs::path configFile = baseFolder / "tokenizer_config.json";
    const bool hasVocabulary = fs::exists(vocabularyFile);
    if (!hasVocabulary && !fs::exists(tokenizerFile))
        throw Error(
            fmt::format("{} has neither vocab.txt nor tokenizer.json; without one of them no text can be read. "
                        "Fetch the base again with its tokenizer files.",
                        baseFolder.string()));
    const json tokenizer = readObject(tokenizerFile);
    const json config = readObject(configFile);
    Said said;
    if (tokenizer.is_object())
        readTokenizer(tokenizer, said, tokenizerFile);
    if (config.is_object())  // has the last word, as in transformers
        readConfig(config, said, configFile);
    if (!said.strip)
        said.options.normalizer.stripAccents = said.options.normalizer.lowercase;

    std::vector<std::string> tokens =
        hasVocabulary ? parseVocabulary(readWholeFile(vocabularyFile, largestFile), vocabularyFile.string())
                      : vocabularyOf(tokenizer.value("model", json::object()), tokenizerFile);
    if (tokenizer.is_object())
        appendAdded(tokenizer, tokens, tokenizerFile);
    return std::make_unique<WordPiece>(std::move(tokens), said.options,
                                       (hasVocabulary ? vocabularyFile : tokenizerFile).string());
}

}  // namespace adapterscope
