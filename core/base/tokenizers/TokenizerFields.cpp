// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/TokenizerFields.h"

#include "core/common/Excerpt.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"

namespace adapterscope {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largestFile = 256U << 20U;  // bytes; the largest published tokenizer.json holds about 35 MB

}  // namespace

TokenizerFields TokenizerFields::of(const fs::path& file) {
    if (!fs::exists(file))
        return {json::object(), file};
    try {
        return {parsePythonObject(readWholeFile(file, largestFile)), file};
    } catch (const json::exception& fault) {
        throw Error("{}. Fetch the base again, or fix the file.", faultOfFile(file.string(), fault));
    }
}

TokenizerFields TokenizerFields::part(const std::string& key) const {
    const json* field = find(key);
    if (field && !field->is_object())
        fail(key, *field, "a JSON object");
    return field ? TokenizerFields(m_root, field, file()) : TokenizerFields(json::object(), file());
}

AddedToken TokenizerFields::token(const std::string& key, const json& value, bool special) const {
    if (value.is_string())
        return {.content = value.get<std::string>(), .normalized = !special, .special = special};
    if (!value.is_object() || !fieldIfAny(value, "content"))
        fail(key, value, "a text in quotes, or an object with a \"content\"");
    const TokenizerFields fields(m_root, &value, file());
    AddedToken token{.content = fields.get<std::string>("content"), .special = fields.get("special", special)};
    fields.read("single_word", token.singleWord);
    fields.read("lstrip", token.lstrip);
    fields.read("rstrip", token.rstrip);
    token.normalized = fields.get("normalized", !token.special);
    return token;
}

std::int64_t TokenizerFields::id(const std::string& content, const json* value) const {
    const auto id = value ? jsonIf<std::int64_t>(*value) : std::nullopt;
    if (!id || *id < 0 || *id >= idLimit)
        refuse(content, value ? *value : json(), "an id is a whole number from 0");
    return *id;
}

void TokenizerFields::refuse(const std::string& key, const json& value, const std::string& why) const {
    throw Error("{}: \"{}\" is {}; {}.", file(), excerpt(key), quoted(value, 80), why);
}

}  // namespace adapterscope
