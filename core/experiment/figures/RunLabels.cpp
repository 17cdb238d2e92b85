// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/RunLabels.h"

#include <nlohmann/json.hpp>

#include "core/design/Methods.h"

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
    const Design* lastDesign = nullptr;
    for (const RunSpec* spec : specs) {
        if (!first) {
            first = spec;
            firstSettings = toJson(spec->hyperparameters);
        }
        m_poolingDiffers = m_poolingDiffers || spec->pooling != first->pooling;
        // Thousands of runs share a handful of designs and settings.
        if (!lastDesign || *lastDesign != spec->design)
            noteKeys(spec->design);
        lastDesign = &spec->design;
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

void RunLabels::noteKeys(const Design& design) {
    const Design& first = m_firstOfMethods.emplace(design.name(), design).first->second;
    for (std::size_t part = 0; part < design.parts.size(); ++part)
        for (const KeyInfo& key : methodOf(design.parts[part]).keys)
            if (key.get(design, part) != key.get(first, part))
                m_spelled[design.name()].insert(key.name);
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
    const auto spelled = m_spelled.find(spec.design.name());
    return toText(spec.design, spelled == m_spelled.end() ? std::set<std::string>() : spelled->second) +
           (extra.empty() ? "" : ", " + extra);
}

std::string curveKey(const RunSpec& spec) {
    Design design = spec.design;
    for (std::size_t part = 0; part < design.parts.size(); ++part) {
        const MethodInfo& method = methodOf(design.parts[part]);
        if (const KeyInfo* size = method.key(method.sizeKey))
            size->set(design, size->get(method.defaults), part);
    }
    return toText(design) + '|' + toText(spec.pooling) + '|' + toJson(spec.hyperparameters).dump();
}

}  // namespace adapterscope
