// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace adapterscope {

// Only this file decides what a JSON value can be read as; JsonFields words what is wrong with a field.

/// The value as a bool, a text, a path, a number (null is one that is not finite, which JSON lacks) or a whole number
/// that T holds; nothing if it is not one.
template <class T>
std::optional<T> jsonIf(const nlohmann::json& value) {
    if constexpr (std::same_as<T, bool>) {
        return value.is_boolean() ? std::optional(value.get<bool>()) : std::nullopt;
    } else if constexpr (std::integral<T>) {
        // A whole number is stored unsigned or, if it is negative or was made in C++, signed.
        if (value.is_number_unsigned() && std::in_range<T>(value.get<std::uint64_t>()))
            return static_cast<T>(value.get<std::uint64_t>());
        if (value.is_number_integer() && !value.is_number_unsigned() && std::in_range<T>(value.get<std::int64_t>()))
            return static_cast<T>(value.get<std::int64_t>());
        return std::nullopt;
    } else if constexpr (std::floating_point<T>) {
        if (value.is_null())
            return std::numeric_limits<T>::quiet_NaN();
        return value.is_number() ? std::optional(value.get<T>()) : std::nullopt;
    } else if constexpr (std::same_as<T, std::filesystem::path>) {
        const auto text = jsonIf<std::string>(value);
        return text && text->find('\0') == std::string::npos ? std::optional<T>(*text) : std::nullopt;
    } else {
        static_assert(std::same_as<T, std::string>);
        return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
    }
}

namespace detail {

/// How jsonAs reads a T, and what it asks for.
template <class T>
struct JsonReading {
    template <class Fault>
    static T read(const nlohmann::json& value, const Fault& fault) {
        if (auto read = jsonIf<T>(value))
            return *std::move(read);
        throw fault(value, wanted(value));
    }

private:
    using Limits = std::numeric_limits<T>;

    static std::string wanted(const nlohmann::json& value) {
        if constexpr (std::same_as<T, bool>)
            return "true or false";
        else if constexpr (std::same_as<T, std::string>)
            return "a text in quotes";
        else if constexpr (std::same_as<T, std::filesystem::path>)
            return "a path in quotes";
        else if constexpr (std::floating_point<T>)
            return "a number";
        else if constexpr (std::unsigned_integral<T>)
            return "a whole number that is not negative";
        else
            return value.is_number_integer()
                       ? "a whole number from " + std::to_string(Limits::min()) + " to " + std::to_string(Limits::max())
                       : "a whole number";
    }
};

template <class T>
struct JsonReading<std::optional<T>> {
    template <class Fault>
    static std::optional<T> read(const nlohmann::json& value, const Fault& fault) {
        return value.is_null() ? std::nullopt : std::optional<T>(JsonReading<T>::read(value, fault));
    }
};

template <class T>
struct JsonReading<std::vector<T>> {
    template <class Fault>
    static std::vector<T> read(const nlohmann::json& value, const Fault& fault) {
        if (!value.is_array())
            throw fault(value, "a list");
        std::vector<T> list;
        for (const nlohmann::json& item : value)
            list.push_back(JsonReading<T>::read(item, fault));
        return list;
    }
};

template <class First, class Second>
struct JsonReading<std::pair<First, Second>> {
    template <class Fault>
    static std::pair<First, Second> read(const nlohmann::json& value, const Fault& fault) {
        if (!value.is_array() || value.size() != 2)
            throw fault(value, "a list of two");
        return {JsonReading<First>::read(value[0], fault), JsonReading<Second>::read(value[1], fault)};
    }
};

template <class T>
struct JsonReading<std::map<std::string, T>> {
    template <class Fault>
    static std::map<std::string, T> read(const nlohmann::json& value, const Fault& fault) {
        if (!value.is_object())
            throw fault(value, "a JSON object");
        std::map<std::string, T> map;
        for (const auto& [name, item] : value.items())
            map[name] = JsonReading<T>::read(item, fault);
        return map;
    }
};

}  // namespace detail

/// The value as a T: what jsonIf reads, or an optional, list, pair or map (from texts) of it. Throws
/// fault(part, wanted), the exception that words what is wrong with a part of the value that had to be `wanted`.
template <class T, class Fault>
T jsonAs(const nlohmann::json& value, const Fault& fault) {
    return detail::JsonReading<T>::read(value, fault);
}

/// The field, or null if it is missing or null.
inline const nlohmann::json* fieldIfAny(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

/// Whether the field has this value, which is not null.
inline bool fieldIs(const nlohmann::json& object, const char* key, const nlohmann::json& value) {
    const nlohmann::json* field = fieldIfAny(object, key);
    return field && *field == value;
}

}  // namespace adapterscope
