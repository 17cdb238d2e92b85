// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/common/Error.h"
#include "core/common/JsonValue.h"
#include "core/text/AddedTokens.h"

namespace adapterscope {

/// One JSON file of a tokenizer; reads its fields and describes what is wrong with them.
class TokenizerFields {
public:
    /// An object without fields if the file does not exist. Throws Error naming a file that is not a JSON object.
    static TokenizerFields of(const std::filesystem::path& file);
    TokenizerFields(nlohmann::json object, std::filesystem::path file)
        : m_root(std::make_shared<const nlohmann::json>(std::move(object))),
          m_object(m_root.get()),
          m_file(std::move(file)) {}

    std::string file() const { return m_file.string(); }
    const nlohmann::json& object() const { return *m_object; }
    bool has(const char* key) const { return m_object->contains(key); }
    /// Null if the field is missing or null.
    const nlohmann::json* find(const char* key) const;
    /// The field if it exists and is not null; throws Error naming a value of another type.
    template <typename Value>
    std::optional<Value> read(const char* key) const {
        const nlohmann::json* field = find(key);
        return field ? std::optional<Value>(as<Value>(key, *field)) : std::nullopt;
    }
    template <typename Value>
    void readInto(const char* key, Value& value) const {
        if (const auto found = read<Value>(key))
            value = *found;
    }
    /// A field that is an object, without fields if it is missing or null.
    TokenizerFields part(const char* key) const;
    /// A text, or an object with the flags of an added token; `special` applies if the object does not state it.
    AddedToken token(const char* key, const nlohmann::json& value, bool special) const;
    [[noreturn]] void refuse(const char* key, const nlohmann::json& value, const std::string& why = "") const {
        throw fault(key, value, why);
    }

private:
    Error fault(const char* key, const nlohmann::json& value, const std::string& why) const;
    template <typename Value>
    Value as(const char* key, const nlohmann::json& value) const {
        return jsonAs<Value>(value, [&](const nlohmann::json&, const char*) { return fault(key, value, ""); });
    }

    std::shared_ptr<const nlohmann::json> m_root;  // a vocabulary is large: its parts are read in place
    const nlohmann::json* m_object;
    std::filesystem::path m_file;
};

}  // namespace adapterscope
