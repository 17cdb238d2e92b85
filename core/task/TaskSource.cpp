// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <utility>

#include "core/common/JsonFields.h"
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
    JsonFields fields(json, "the task");
    TaskSource source;
    for (const auto& [key, field] : textFields())
        fields.read(key, source.*field);
    fields.read("split", source.split);
    fields.read("limit_train", source.limitTrain);
    fields.requireNoOthers();
    return source;
}

}  // namespace adapterscope
