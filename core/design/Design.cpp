// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Design.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "core/Error.h"
#include "core/JsonReader.h"
#include "core/design/Methods.h"
#include "core/design/Text.h"

namespace adapterscope {

int AdapterSettings::sizeAt(int layer) const {
    if (layer < drop || !layers.contains(layer))
        return 0;
    const auto entry = layerSizes.find(layer);
    return entry == layerSizes.end() ? m : entry->second;
}

double learningRateOf(const Design& design) {
    return design.learningRate ? *design.learningRate : methodOf(design).learningRate;
}

namespace {

/// A key's text as the JSON value that it looks like: a number, a bool for switches, null for nothing.
nlohmann::json jsonValue(const KeyInfo& key, const std::string& text) {
    if (text.empty())
        return nullptr;
    if (key.kind == KeyKind::Switch)
        return text == "on";
    const bool wholeOnly = key.kind == KeyKind::Integer || key.kind == KeyKind::Sizes;
    if (wholeOnly || key.kind == KeyKind::Number) {
        const auto number = parseJsonIfAny(text);
        if (number.is_number())
            return number;
    }
    return text;
}

std::string valueText(const std::string& key, const nlohmann::json& value) {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return value.get<bool>() ? "on" : "off";
    if (value.is_number_float())
        return numberText(value.get<double>());
    if (value.is_number())
        return value.dump();
    if (value.is_null() && key == "lr")
        return {};
    throw Error(
        fmt::format("The design's \"{}\" is {}; a number, a text or true or false is needed.", key, quoted(value)));
}

}  // namespace

nlohmann::json toJson(const Design& design) {
    nlohmann::json json = {{"method", design.name}};
    for (const auto& key : methodOf(design).keys)
        json[key.name] = jsonValue(key, key.get(design));
    return json;
}

Design designFromJson(const nlohmann::json& json) {
    if (json.is_string())
        return parseDesign(json.get<std::string>());
    if (!json.is_object() || !json.contains("method") || !json["method"].is_string())
        throw Error("A design is written as a text, or as an object with the name of its \"method\".");
    const MethodInfo& method = methodNamed(json["method"].get<std::string>());
    Design design = method.defaults;
    for (const auto& [name, value] : json.items()) {
        if (name == "method")
            continue;
        const KeyInfo* key = method.key(name);
        if (!key) {
            std::vector<std::string> names;
            for (const auto& info : method.keys)
                names.push_back(info.name);
            throw Error(fmt::format("The method '{}' has no key \"{}\"; it has {}.{}", method.name, name,
                                    listed(names, "and"), suggestion(name, names)));
        }
        key->set(design, valueText(name, value));
    }
    return design;
}

}  // namespace adapterscope
