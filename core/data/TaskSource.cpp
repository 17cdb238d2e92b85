// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/Error.h"
#include "core/data/Task.h"

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
    };
    return fields;
}

template <typename Value>
void read(const nlohmann::json& json, const char* key, Value& value) {
    if (!json.contains(key))
        return;
    try {
        json.at(key).get_to(value);
    } catch (const nlohmann::json::exception&) {
        throw Error(fmt::format("A task's \"{}\" has the unfitting value {}.", key, json.at(key).dump()));
    }
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
    TaskSource source;
    for (const auto& [key, field] : textFields())
        read(json, key, source.*field);
    read(json, "split", source.split);
    read(json, "limit_train", source.limitTrain);
    return source;
}

}  // namespace adapterscope
