// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"
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

template <typename Value>
void read(const nlohmann::json& json, const char* key, Value& value, const char* kind) {
    const auto found = json.find(key);
    if (found != json.end())
        value = jsonAs<Value>(*found, [&](const nlohmann::json&, const char*) {
            return Error(fmt::format("A task's \"{}\" must be {}, not {}.", key, kind, quoted(*found)));
        });
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
        read(json, key, source.*field, "a text");
    read(json, "split", source.split, "a list of whole numbers");
    read(json, "limit_train", source.limitTrain, "a whole number");
    return source;
}

}  // namespace adapterscope
