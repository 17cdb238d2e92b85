// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Budget.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/design/Methods.h"

namespace adapterscope {

std::int64_t Budget::component(const std::string& name) const {
    for (const auto& entry : components)
        if (entry.name == name)
            return entry.parameters;
    return 0;
}

Budget count(const Design& design, const BaseConfig& base, int classes, Pooling pooling) {
    Budget budget;
    methodOf(design).count(design, base, pooling, budget);
    if (design.head)
        budget.components.push_back({"head", std::int64_t{classes} * (base.hidden + 1)});
    auto& components = budget.components;
    components.erase(std::remove_if(components.begin(), components.end(),
                                    [](const Budget::Component& component) { return component.parameters == 0; }),
                     components.end());
    for (const auto& component : components)
        budget.trained += component.parameters;
    budget.baseParameters = base.parameters(pooling == Pooling::Pooler);
    budget.percent = 100.0 * static_cast<double>(budget.trained) / static_cast<double>(budget.baseParameters);
    budget.bytes = budget.trained * static_cast<std::int64_t>(sizeof(float));
    return budget;
}

nlohmann::json toJson(const Budget& budget, const Design& design, const std::string& baseName) {
    nlohmann::json components = nlohmann::json::object();
    for (const auto& component : budget.components)
        components[component.name] = component.parameters;
    return {{"design", toText(design)},
            {"base", baseName},
            {"components", components},
            {"trained", budget.trained},
            {"base_parameters", budget.baseParameters},
            {"percent", budget.percent},
            {"bytes", budget.bytes},
            {"per_adapter", budget.perAdapter}};
}

}  // namespace adapterscope
