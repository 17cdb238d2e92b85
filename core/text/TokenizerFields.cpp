// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenizerFields.h"

#include <fmt/format.h>

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

const json* TokenizerFields::find(const char* key) const {
    return fieldIfAny(*m_object, key);
}

TokenizerFields TokenizerFields::part(const char* key) const {
    const json* field = find(key);
    if (field && !field->is_object())
        refuse(key, *field);
    if (!field)
        return {json::object(), m_file};
    TokenizerFields part = *this;
    part.m_object = field;
    return part;
}

AddedToken TokenizerFields::token(const char* key, const json& value, bool special) const {
    AddedToken token;
    token.special = special;
    if (value.is_object()) {
        const TokenizerFields fields(value, m_file);
        if (!fields.find("content"))
            refuse(key, value, "a token needs a \"content\"");
        fields.readInto("content", token.content);
        fields.readInto("special", token.special);
        fields.readInto("single_word", token.singleWord);
        fields.readInto("lstrip", token.lstrip);
        fields.readInto("rstrip", token.rstrip);
        token.normalized = fields.read<bool>("normalized").value_or(!token.special);
    } else {
        token.content = as<std::string>(key, value);
        token.normalized = !special;
    }
    return token;
}

Error TokenizerFields::fault(const char* key, const json& value, const std::string& why) const {
    const std::string text = quoted(value, 80);
    return Error(why.empty() ? fmt::format("{}: \"{}\" has the invalid value {}.", m_file.string(), key, text)
                             : fmt::format("{}: \"{}\" is {}; {}.", m_file.string(), key, text, why));
}

}  // namespace adapterscope
