// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "core/base/tokenizers/AddedTokens.h"
#include "core/common/JsonFields.h"

namespace adapterscope {

/// One JSON file of a tokenizer, which it owns, or a part of it. A field that is null counts as absent.
class TokenizerFields : public JsonFields {
public:
    static constexpr std::int64_t idLimit = 8'000'000;  ///< ids are below it

    /// An object without fields if the file does not exist. Throws Error naming a file that is not a JSON object.
    static TokenizerFields of(const std::filesystem::path& file);
    TokenizerFields(nlohmann::json object, const std::filesystem::path& file)
        : TokenizerFields(std::make_shared<const nlohmann::json>(std::move(object)), nullptr, file.string()) {}

    using JsonFields::object;
    const std::string& file() const { return what(); }
    /// Whether the field is there, even as null.
    bool states(const std::string& key) const { return object().contains(key); }
    /// A field that is an object, without fields if it is absent.
    TokenizerFields part(const std::string& key) const;
    /// A text, or an object with the flags of an added token; `special` applies if the object does not state it.
    AddedToken token(const std::string& key, const nlohmann::json& value, bool special) const;
    /// The id that the file gives the token, if any; throws Error if it is not the id of a token.
    std::int64_t id(const std::string& content, const nlohmann::json* value) const;
    /// Throws Error with what is needed for the field, as a clause.
    [[noreturn]] void refuse(const std::string& key, const nlohmann::json& value, const std::string& why) const;

private:
    TokenizerFields(std::shared_ptr<const nlohmann::json> root, const nlohmann::json* part, std::string file)
        : JsonFields(part ? *part : *root, std::move(file), Null::Absent), m_root(std::move(root)) {}

    std::shared_ptr<const nlohmann::json> m_root;  // a vocabulary is large: its parts are read in place
};

}  // namespace adapterscope
