// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/SpecialTokens.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace adapterscope {

namespace {

using nlohmann::json;

constexpr std::array<const char*, 7> attributes = {"bos_token", "eos_token", "unk_token", "sep_token",
                                                   "pad_token", "cls_token", "mask_token"};
constexpr const char* furtherTokens = "additional_special_tokens";

}  // namespace

SpecialTokens::SpecialTokens(const TokenFiles& files, bool defaults) {
    const std::array<const char*, 7> usual = {"", "", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"};
    for (std::size_t i = 0; i < attributes.size(); ++i)
        if (defaults && *usual.at(i))
            m_special.push_back(
                {attributes.at(i), {.content = usual.at(i), .normalized = false, .special = true}, true});
    for (const char* attribute : attributes)
        set(attribute, files.config, false);
    setList(files.config, false);
    if (!files.config.find("added_tokens_decoder"))
        readOlderFiles(files);
    else
        readDecoder(files.config);
    setNamed(files.config);
    for (const Special& special : m_special)
        m_contents.insert(special.token.content);
}

/// Null removes a token, as in transformers.
void SpecialTokens::set(const std::string& attribute, const TokenizerFields& file, bool special) {
    if (!file.states(attribute))
        return;
    auto place = std::find_if(m_special.begin(), m_special.end(),
                              [&](const Special& other) { return other.attribute == attribute; });
    const json* value = file.find(attribute);
    if (!value) {
        if (place != m_special.end())
            m_special.erase(place);
        return;
    }
    if (place == m_special.end()) {
        const auto rank = [](const std::string& name) { return std::find(attributes.begin(), attributes.end(), name); };
        place = std::find_if(m_special.begin(), m_special.end(),
                             [&](const Special& other) { return rank(other.attribute) > rank(attribute); });
        place = m_special.insert(place, Special());
    }
    *place = {attribute, file.token(attribute, *value, special || value->is_string()), value->is_string()};
}

void SpecialTokens::setList(const TokenizerFields& file, bool special) {
    for (const json& value : file.listIfAny(furtherTokens))
        m_special.push_back(
            {furtherTokens, file.token(furtherTokens, value, special || value.is_string()), value.is_string()});
}

/// extra_special_tokens: tokens with names of their own.
void SpecialTokens::setNamed(const TokenizerFields& file) {
    const TokenizerFields extra = file.part("extra_special_tokens");
    for (const auto& [name, value] : extra.object().items())
        m_special.push_back({name, extra.token(name, value, value.is_string()), value.is_string()});
}

void SpecialTokens::put(std::int64_t id, AddedToken token, const std::string& file) {
    m_stated.push_back({token.content, id, file});
    m_added[id] = std::move(token);
}

void SpecialTokens::readDecoder(const TokenizerFields& config) {
    const TokenizerFields decoder = config.part("added_tokens_decoder");
    for (const auto& [text, value] : decoder.object().items()) {
        std::int64_t id = -1;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size() || id < 0 || id >= TokenizerFields::idLimit)
            decoder.refuse(text, value, "an id is a whole number from 0");
        if (!value.is_object())
            decoder.refuse(text, value, "an added token is an object with a \"content\"");
        put(id, decoder.token(text, value, false), config.file());
    }
    // The special tokens' names are stated here, their flags by the decoder.
    for (Special& special : m_special)
        if (special.attribute != furtherTokens)
            for (const auto& [id, token] : m_added)
                if (token.content == special.token.content && config.find(special.attribute))
                    special = {special.attribute, token, false};
}

void SpecialTokens::readOlderFiles(const TokenFiles& files) {
    for (const char* attribute : attributes)
        set(attribute, files.specialTokens, true);
    setList(files.specialTokens, true);
    std::set<std::string> statedTokens;
    for (const Special& special : m_special)
        if (files.config.find(special.attribute) || files.specialTokens.find(special.attribute))
            statedTokens.insert(special.token.content);
    for (const auto& item : files.addedTokens.object().items()) {
        const std::string& content = item.key();
        const bool special = statedTokens.contains(content);
        put(files.addedTokens.id(content, &item.value()),
            {.content = content, .normalized = !special, .special = special}, files.addedTokens.file());
    }
    if (const json* list = files.tokenizer.find("added_tokens"); list && list->is_array())
        for (const json& value : *list) {
            const AddedToken token = files.tokenizer.token("added_tokens", value, false);
            put(files.tokenizer.id(token.content, fieldIfAny(value, "id")), token, files.tokenizer.file());
        }
}

std::string SpecialTokens::content(const std::string& attribute, const std::string& fallback) const {
    for (const Special& special : m_special)
        if (special.attribute == attribute)
            return special.token.content;
    return fallback;
}

bool SpecialTokens::holds(const std::string& content) const {
    return m_contents.contains(content);
}

std::set<std::string> SpecialTokens::unwritten() const {
    std::set<std::string> contents;
    for (const Special& special : m_special)
        if (special.attribute == "pad_token" || special.attribute == "mask_token" || special.attribute == "bos_token" ||
            special.attribute == "eos_token")
            contents.insert(special.token.content);
    return contents;
}

std::vector<AddedToken> SpecialTokens::missingIn(const AddedTokens& present) const {
    std::vector<AddedToken> missing;
    for (const auto& [id, token] : m_added)
        if (const AddedToken* known = present.find(token.content); !known || !(*known == token))
            missing.push_back(token);
    std::multimap<std::string, AddedToken> added;
    for (const AddedToken& token : missing)
        added.emplace(token.content, token);
    const auto isAmongAdded = [&](const AddedToken& wanted) {
        const auto [first, last] = added.equal_range(wanted.content);
        return std::any_of(first, last, [&](const auto& entry) { return entry.second == wanted; });
    };
    std::set<std::string> seen;
    for (const Special& special : m_special) {
        const std::string& content = special.token.content;
        if (!seen.insert(content).second)
            continue;  // only the first attribute that names it counts
        const bool isThere =
            special.isText ? present.find(content) != nullptr || added.contains(content) : isAmongAdded(special.token);
        if (!isThere)
            missing.push_back(special.token);
    }
    for (AddedToken& token : missing)
        token.special = token.special || holds(token.content);
    return missing;
}

}  // namespace adapterscope
