// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/TriedRate.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonFields.h"

namespace adapterscope {

nlohmann::json toJson(const std::vector<TriedRate>& tried) {
    nlohmann::json list = nlohmann::json::array();
    for (const TriedRate& each : tried)
        list.push_back({{"learning_rate", each.rate},
                        {"dev", each.dev ? nlohmann::json(*each.dev) : nlohmann::json(nullptr)},
                        {"run", each.run}});
    return list;
}

std::vector<TriedRate> triedRatesFromJson(const nlohmann::json& json) {
    if (!json.is_array())
        throw Error("The learning rates that were tried must be a list.");
    std::vector<TriedRate> tried;
    for (const nlohmann::json& each : json) {
        JsonFields fields(each, "a learning rate that was tried");
        TriedRate& read = tried.emplace_back();
        fields.read("learning_rate", read.rate);
        fields.read("dev", read.dev);
        fields.read("run", read.run);
        fields.requireNoOthers();
    }
    return tried;
}

}  // namespace adapterscope
