// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>

#include "core/common/JsonFields.h"

namespace adapterscope {

/// Throws Error (kind Machine) that names the message and what is wrong with it: "\"run\" is missing".
[[noreturn]] void refuseMessage(const char* method, const std::string& why);

/// The fields of one message, each of which must be there; what is wrong is reported as refuseMessage does. It refers
/// to the object.
class MessageFields {
public:
    MessageFields(const nlohmann::json& object, const char* method) : m_object(object), m_method(method) {
        if (!object.is_object())
            refuse("its content is not an object");
    }

    const nlohmann::json& at(const char* key) const {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            refuse(fmt::format("\"{}\" is missing", key));
        return *found;
    }
    bool has(const char* key) const { return m_object.contains(key); }

    std::string text(const char* key) const { return as<std::string>(key, "is not a text"); }

    template <typename Whole>
    Whole whole(const char* key, Whole least = std::numeric_limits<Whole>::lowest()) const {
        const auto number = as<Whole>(key, at(key).is_number_integer() ? "is out of range" : "is not a whole number");
        if (number < least)
            refuse(key, "is out of range");
        return number;
    }

    double number(const char* key) const { return as<double>(key, "is not a number"); }
    bool flag(const char* key) const { return as<bool>(key, "is neither true nor false"); }

    /// Seconds, or another number that is not negative; one that is not finite was written as null.
    double amount(const char* key) const {
        const double amount = number(key);
        if (amount < 0)
            refuse(key, "is out of range");
        return amount;
    }

    std::filesystem::path path(const char* key) const;
    std::optional<std::filesystem::path> pathIfAny(const char* key) const {
        return at(key).is_null() ? std::nullopt : std::optional(path(key));
    }

    const nlohmann::json& object(const char* key) const {
        if (!at(key).is_object())
            refuse(key, "is not an object");
        return at(key);
    }

    /// Texts by name; what is not one stays as it is written in JSON.
    std::map<std::string, std::string> texts(const char* key) const;

    [[noreturn]] void refuse(const char* key, const char* fault) const { refuse(fmt::format("\"{}\" {}", key, fault)); }
    [[noreturn]] void refuse(const std::string& why) const { refuseMessage(m_method, why); }

private:
    template <typename Value>
    Value as(const char* key, const char* fault) const {
        const auto value = jsonIf<Value>(at(key));
        if (!value)
            refuse(key, fault);
        return *value;
    }

    const nlohmann::json& m_object;
    const char* m_method;
};

}  // namespace adapterscope
