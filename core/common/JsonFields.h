// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"

namespace adapterscope {

/// Reads the fields of one JSON object into values that hold their defaults. An absent field leaves its value
/// unchanged; one of the wrong type, or one that is never read, throws Error naming the field and what the object is
/// (`what`, e.g. "the sweep").
class JsonFields {
public:
    JsonFields(const nlohmann::json& json, std::string what) : m_json(json), m_what(std::move(what)) {
        if (!json.is_object())
            throw Error("Cannot read " + m_what + ": it must be a JSON object, not " + quoted(json) + ".");
    }

    /// The field, or nullptr if it is absent.
    const nlohmann::json* find(const char* key) {
        m_read.insert(key);
        const auto it = m_json.find(key);
        return it == m_json.end() ? nullptr : &*it;
    }

    template <class T>
    void read(const char* key, T& value) {
        if (const nlohmann::json* field = find(key))
            value = jsonAs<T>(*field,
                              [&](const nlohmann::json& part, const char* wanted) { return fault(key, part, wanted); });
    }

    /// Throws Error for a field that no read() asked for: a typing mistake must not pass for a default.
    void requireNoOthers() const {
        for (const auto& [key, value] : m_json.items())
            if (!m_read.contains(key))
                throw Error("Unknown field \"" + excerpt(key) + "\" in " + m_what + ": remove it or correct its name.");
    }

    [[noreturn]] void fail(const std::string& key, const nlohmann::json& field, const std::string& wanted) const {
        throw fault(key, field, wanted);
    }

private:
    Error fault(const std::string& key, const nlohmann::json& field, const std::string& wanted) const {
        return Error("Field \"" + key + "\" of " + m_what + " must be " + wanted + ", not " + quoted(field) + ".");
    }

    const nlohmann::json& m_json;
    std::string m_what;
    std::set<std::string> m_read;
};

}  // namespace adapterscope
