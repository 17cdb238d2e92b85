// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ConfigReader.h"

#include <fmt/core.h>

#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"
#include "core/common/Text.h"

namespace adapterscope {
namespace {

/// Several faults share one message, so each is short.
std::string shown(const nlohmann::json& value) {
    return quoted(value, 60);
}

bool readReal(const nlohmann::json& value, double& field, double minimum, double limit) {
    const auto number = jsonIf<double>(value);
    if (!number || !(*number >= minimum && *number < limit))
        return false;
    field = *number;
    return true;
}

}  // namespace

bool ConfigReader::whole(const char* key, int& field, std::int64_t minimum, std::int64_t maximum) {
    const nlohmann::json* value = find(key);
    if (!value)
        return true;
    if (const auto number = jsonIf<int>(*value); number && *number >= minimum && *number <= maximum) {
        field = *number;
        return true;
    }
    fault(fmt::format("\"{}\" is {}; a whole number from {} to {} is needed", key, shown(*value), minimum, maximum));
    return false;
}

std::string ConfigReader::stated(const char* key, int field) const {
    return fmt::format("\"{}\" is {}{}", key, find(key) ? "" : "missing and so ", field);
}

void ConfigReader::real(const char* key, double& field, double minimum, double limit) {
    const nlohmann::json* value = find(key);
    if (value && !readReal(*value, field, minimum, limit))
        fault(fmt::format("\"{}\" is {}; a number from {} to below {} is needed", key, shown(*value),
                          numberText(minimum), numberText(limit)));
}

void ConfigReader::realIfAny(const char* key, double& field, double minimum, double limit) {
    if (const nlohmann::json* value = find(key))
        readReal(*value, field, minimum, limit);
}

void ConfigReader::word(const char* key, std::string& field, const std::vector<std::string>& supported) {
    const nlohmann::json* value = find(key);
    if (!value)
        return;
    for (const auto& choice : supported) {
        if (*value == choice) {
            field = choice;
            return;
        }
    }
    fault(fmt::format("\"{}\" is {}; supported: {}", key, shown(*value), listed(supported, "and")));
}

void ConfigReader::mustNotBeNull(const char* key) {
    if (const auto entry = m_json.find(key); entry != m_json.end() && entry->is_null())
        fault(fmt::format("\"{}\" is null; give its value, or leave it out", key));
}

void ConfigReader::mustBeFalse(const char* key) {
    const nlohmann::json* value = find(key);
    if (value && *value != false)
        fault(fmt::format("\"{}\" is {}; only encoders are supported, for which it is false", key, shown(*value)));
}

void ConfigReader::mustBeEmpty(const char* key, const char* why) {
    const nlohmann::json* value = find(key);
    if (value && !value->empty())
        fault(fmt::format("\"{}\" is {}; {}", key, shown(*value), why));
}

/// Null counts as missing, as for transformers' optional fields.
const nlohmann::json* ConfigReader::find(const char* key) const {
    return fieldIfAny(m_json, key);
}

}  // namespace adapterscope
