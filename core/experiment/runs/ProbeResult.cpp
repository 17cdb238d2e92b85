// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/ProbeResult.h"

#include "core/common/JsonFields.h"

namespace adapterscope {

nlohmann::json toJson(const ProbeResult& result) {
    nlohmann::json layers = nlohmann::json::array();
    for (const IdentityPoint& point : result.layers)
        layers.push_back(toJson(point));
    return {{"sigma", result.sigma},   {"seed", result.seed},        {"layers", std::move(layers)},
            {"states", result.states}, {"logit_kl", result.logitKl}, {"agreement", result.agreement},
            {"texts", result.texts},   {"tokens", result.tokens}};
}

ProbeResult probeResultFromJson(const nlohmann::json& json) {
    ProbeResult result;
    JsonFields fields(json, "a probe's result");
    fields.read("sigma", result.sigma);
    fields.read("seed", result.seed);
    for (const nlohmann::json& point : fields.listIfAny("layers"))
        result.layers.push_back(identityPointFromJson(point));
    fields.read("states", result.states);
    fields.read("logit_kl", result.logitKl);
    fields.read("agreement", result.agreement);
    fields.read("texts", result.texts);
    fields.read("tokens", result.tokens);
    return result;
}

}  // namespace adapterscope
