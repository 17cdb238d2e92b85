// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/RunLabels.h"

#include <nlohmann/json.hpp>

namespace adapterscope {

namespace {

std::string inWords(const nlohmann::json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

RunLabels::RunLabels(const std::vector<const RunSpec*>& specs) {
    const RunSpec* first = nullptr;
    nlohmann::json firstSettings;
    const Hyperparameters* last = nullptr;
    for (const RunSpec* spec : specs) {
        if (!first) {
            first = spec;
            firstSettings = toJson(spec->hyperparameters);
        }
        m_poolingDiffers = m_poolingDiffers || spec->pooling != first->pooling;
        // Thousands of runs share a handful of settings.
        if (last && *last == spec->hyperparameters)
            continue;
        last = &spec->hyperparameters;
        const nlohmann::json settings = toJson(spec->hyperparameters);
        for (const auto& [key, value] : settings.items())
            if (!firstSettings.contains(key) || firstSettings[key] != value)
                m_differing.insert(key);
        for (const auto& [key, value] : firstSettings.items())
            if (!settings.contains(key))
                m_differing.insert(key);
    }
}

std::string RunLabels::settings(const RunSpec& spec) const {
    std::string text;
    const auto append = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (m_poolingDiffers)
        append("pooling=" + toText(spec.pooling));
    if (m_differing.empty())
        return text;
    const nlohmann::json settings = toJson(spec.hyperparameters);
    const nlohmann::json defaults = toJson(Hyperparameters{});
    for (const std::string& key : m_differing) {
        if (key == "learning_rate")
            append("learning_rate=" + inWords(effectiveLearningRate(spec)));
        else if (settings.contains(key))
            append(key + "=" + inWords(settings[key]));
        else if (defaults.contains(key))
            append(key + "=" + inWords(defaults[key]));
    }
    return text;
}

std::string RunLabels::design(const RunSpec& spec) const {
    const std::string extra = settings(spec);
    return toText(spec.design) + (extra.empty() ? "" : ", " + extra);
}

std::string curveKey(const RunSpec& spec) {
    Design design = spec.design;
    if (auto* adapter = std::get_if<AdapterSettings>(&design.settings)) {
        adapter->m = AdapterSettings{}.m;
        adapter->layerSizes.clear();
    } else if (auto* top = std::get_if<TopSettings>(&design.settings)) {
        top->k = TopSettings{}.k;
    }
    return toText(design) + '|' + toText(spec.pooling) + '|' + toJson(spec.hyperparameters).dump();
}

}  // namespace adapterscope
