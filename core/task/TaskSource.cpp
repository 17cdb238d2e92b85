// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/task/Task.h"

namespace adapterscope {

namespace {

const std::vector<std::pair<const char*, std::string TaskSource::*>>& textFields() {
    static const std::vector<std::pair<const char*, std::string TaskSource::*>> fields = {
        {"name", &TaskSource::name},
        {"text_column", &TaskSource::textColumn},
        {"pair_column", &TaskSource::pairColumn},
        {"label_column", &TaskSource::labelColumn},
        {"train", &TaskSource::trainFile},
        {"dev", &TaskSource::devFile},
        {"test", &TaskSource::testFile},
        {"metric", &TaskSource::metric},
        {"separator", &TaskSource::separator},
        {"header", &TaskSource::header},
        {"quotes", &TaskSource::quotes},
        {"encoding", &TaskSource::encoding},
        {"positive", &TaskSource::positive},
    };
    return fields;
}

/// A typing mistake must not pass for a default.
void requireKnownFields(const nlohmann::json& json) {
    for (const auto& [key, value] : json.items()) {
        const bool known = key == "split" || key == "limit_train" ||
                           std::any_of(textFields().begin(), textFields().end(),
                                       [&key = key](const auto& field) { return field.first == key; });
        if (!known)
            throw Error(fmt::format("Unknown field \"{}\" in a task: remove it or correct its name.", key));
    }
}

/// The library converts 2.7 to 2, true to 1 and a number that is too large to an arbitrary one.
bool isWhole(const nlohmann::json& value) {
    return value.is_number_integer() && (value.is_number_unsigned() ? std::in_range<int>(value.get<std::uint64_t>())
                                                                    : std::in_range<int>(value.get<std::int64_t>()));
}

bool fits(const nlohmann::json& value, const std::string&) {
    return value.is_string();
}
bool fits(const nlohmann::json& value, int) {
    return isWhole(value);
}
bool fits(const nlohmann::json& value, const std::vector<int>&) {
    return value.is_array() && std::all_of(value.begin(), value.end(), isWhole);
}

const char* kindOf(const std::string&) {
    return "a text";
}
const char* kindOf(int) {
    return "a whole number";
}
const char* kindOf(const std::vector<int>&) {
    return "a list of whole numbers";
}

template <typename Value>
void read(const nlohmann::json& json, const char* key, Value& value) {
    const auto found = json.find(key);
    if (found == json.end())
        return;
    if (!fits(*found, value))
        throw Error(fmt::format("A task's \"{}\" must be {}, not {}.", key, kindOf(value), quoted(*found)));
    found->get_to(value);
}

}  // namespace

nlohmann::json toJson(const TaskSource& source) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [key, field] : textFields())
        if (!(source.*field).empty())
            json[key] = source.*field;
    if (!source.split.empty())
        json["split"] = source.split;
    if (source.limitTrain != 0)
        json["limit_train"] = source.limitTrain;
    return json;
}

TaskSource taskSourceFromJson(const nlohmann::json& json) {
    if (!json.is_object())
        throw Error("A task's source is a JSON object, not " + json.dump() + ".");
    requireKnownFields(json);
    TaskSource source;
    for (const auto& [key, field] : textFields())
        read(json, key, source.*field);
    read(json, "split", source.split);
    read(json, "limit_train", source.limitTrain);
    return source;
}

}  // namespace adapterscope
