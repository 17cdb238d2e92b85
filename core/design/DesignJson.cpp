// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"
#include "core/common/Text.h"
#include "core/design/Design.h"
#include "core/design/Methods.h"

namespace adapterscope {

namespace {

/// A key's text as the JSON value it looks like: a number, a bool for switches, null for nothing.
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
    throw Error("The design's \"{}\" is {}; a number, a text or true or false is needed.", key, quoted(value));
}

}  // namespace

nlohmann::json toJson(const Design& design) {
    nlohmann::json whole = nlohmann::json::object(), parts = nlohmann::json::array();
    for (std::size_t i = 0; i < design.parts.size(); ++i) {
        nlohmann::json part = {{"method", design.parts[i].method}};
        for (const auto& key : methodOf(design.parts[i]).keys)
            (key.isOfDesign ? whole : part)[key.name] = jsonValue(key, key.get(design, i));
        parts.push_back(part);
    }
    if (parts.size() == 1)
        whole.update(parts.front());
    else
        whole["parts"] = parts;
    return whole;
}

namespace {

const KeyInfo& keyNamed(const MethodInfo& method, const std::string& name) {
    if (const KeyInfo* key = method.key(name))
        return *key;
    std::vector<std::string> names;
    for (const auto& info : method.keys)
        names.push_back(info.name);
    throw Error("The method '{}' has no key \"{}\"; it has {}.{}", method.name, name, listed(names, "and"),
                suggestion(name, names));
}

const MethodInfo& methodOfJson(const nlohmann::json& json) {
    const nlohmann::json* name = fieldIfAny(json, "method");
    if (!name || !name->is_string())
        throw Error("A design is written as a text, or as an object with the name of its \"method\".");
    return methodNamed(name->get<std::string>());
}

/// An object's keys but "method" and "parts", read into one part, or into the design as a whole.
void readKeys(const nlohmann::json& json, const MethodInfo& method, std::size_t part, Design& design) {
    for (const auto& [name, value] : json.items())
        if (name != "method" && name != "parts")
            keyNamed(method, name).set(design, valueText(name, value), part);
}

}  // namespace

Design designFromJson(const nlohmann::json& json) {
    if (json.is_string())
        return parseDesign(json.get<std::string>());
    if (!json.is_object() || !json.contains("parts")) {
        const MethodInfo& method = methodOfJson(json);
        Design design = method.defaults;
        readKeys(json, method, 0, design);
        return design;
    }
    const nlohmann::json& parts = json["parts"];
    if (!parts.is_array() || parts.empty() || parts.size() > mostParts)
        throw Error("A design's \"parts\" are a list of 1 to {} objects.", mostParts);
    Design design;
    design.parts.clear();
    for (const nlohmann::json& part : parts)
        design.parts.push_back(methodOfJson(part).defaults.parts.front());
    for (std::size_t i = 0; i < parts.size(); ++i)
        readKeys(parts[i], methodOf(design.parts[i]), i, design);
    readKeys(json, methodOf(design), 0, design);
    return design;
}

}  // namespace adapterscope
