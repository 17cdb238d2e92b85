// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/JsonReader.h"

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
            value = convert<T>(key, *field);
    }

    /// Throws Error for a field that no read() asked for: a typing mistake must not pass for a default.
    void requireNoOthers() const {
        for (const auto& [key, value] : m_json.items())
            if (!m_read.contains(key))
                throw Error("Unknown field \"" + excerpt(key) + "\" in " + m_what + ": remove it or correct its name.");
    }

    [[noreturn]] void fail(const std::string& key, const nlohmann::json& field, const std::string& wanted) const {
        throw Error("Field \"" + key + "\" of " + m_what + " must be " + wanted + ", not " + quoted(field) + ".");
    }

private:
    template <class T>
    struct IsOptional : std::false_type {};
    template <class T>
    struct IsOptional<std::optional<T>> : std::true_type {};
    template <class T>
    struct IsVector : std::false_type {};
    template <class T>
    struct IsVector<std::vector<T>> : std::true_type {};

    template <class T>
    T convert(const char* key, const nlohmann::json& field) const {
        if constexpr (std::is_same_v<T, bool>) {
            if (!field.is_boolean())
                fail(key, field, "true or false");
            return field.get<bool>();
        } else if constexpr (std::is_integral_v<T>) {
            return integer<T>(key, field);
        } else if constexpr (std::is_floating_point_v<T>) {
            if (field.is_null())  // JSON has no NaN: it is written as null
                return std::numeric_limits<T>::quiet_NaN();
            if (!field.is_number())
                fail(key, field, "a number");
            return field.get<T>();
        } else if constexpr (std::is_same_v<T, std::string>) {
            if (!field.is_string())
                fail(key, field, "a text in quotes");
            return field.get<std::string>();
        } else if constexpr (IsOptional<T>::value) {
            return field.is_null() ? T{} : T{convert<typename T::value_type>(key, field)};
        } else if constexpr (IsVector<T>::value) {
            if (!field.is_array())
                fail(key, field, "a list");
            T list;
            for (const nlohmann::json& item : field)
                list.push_back(convert<typename T::value_type>(key, item));
            return list;
        } else {  // map from text
            if (!field.is_object())
                fail(key, field, "a JSON object");
            T map;
            for (const auto& [name, item] : field.items())
                map[name] = convert<typename T::mapped_type>(key, item);
            return map;
        }
    }

    template <class T>
    T integer(const char* key, const nlohmann::json& field) const {
        // A JSON number that is whole is unsigned or, below 0 or made in C++, signed.
        if (field.is_number_unsigned()) {
            const auto value = field.get<std::uint64_t>();
            if (std::in_range<T>(value))
                return static_cast<T>(value);
        } else if (field.is_number_integer()) {
            const auto value = field.get<std::int64_t>();
            if (std::in_range<T>(value))
                return static_cast<T>(value);
        }
        fail(key, field, std::is_signed_v<T> ? "a whole number" : "a whole number that is not negative");
    }

    const nlohmann::json& m_json;
    std::string m_what;
    std::set<std::string> m_read;
};

}  // namespace adapterscope
