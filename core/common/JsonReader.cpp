// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/JsonReader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

#include "core/common/Excerpt.h"
#include "core/common/JsonFault.h"

namespace adapterscope {
namespace {

/// Calls `visit` with each bracket and comma outside strings, until it returns false.
template <typename Visit>
void eachMark(std::string_view text, Visit visit) {
    bool inText = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inText && c == '\\')
            ++at;
        else if (c == '"')
            inText = !inText;
        else if (!inText && (c == '[' || c == '{' || c == ']' || c == '}' || c == ',') && !visit(c))
            return;
    }
}

/// What exceeds the limits, as a clause; empty if nothing does.
std::string excess(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return "it is longer than " + std::to_string(limits.bytes) + " bytes";
    int depth = 0, deepest = 0;
    std::size_t values = 1;
    eachMark(text, [&](char mark) {
        const bool opens = mark == '[' || mark == '{';
        depth += opens ? 1 : mark == ',' ? 0 : -1;
        values += opens || mark == ',';
        deepest = std::max(deepest, depth);
        return deepest <= limits.depth;
    });
    if (deepest > limits.depth)
        return "it is nested more than " + std::to_string(limits.depth) + " levels deep";
    return values > limits.values ? "it holds more than " + std::to_string(limits.values) + " values" : "";
}

void requireWithin(std::string_view text, const JsonLimits& limits) {
    if (const std::string found = excess(text, limits); !found.empty())
        throw jsonFault(found);
}

/// The text must be within the limit of depth.
std::size_t mostValuesOfAnObject(std::string_view text) {
    std::vector<std::size_t> values;  // of the lists, 0, and objects that are open
    std::size_t most = 0;
    eachMark(text, [&](char mark) {
        if (mark == '[' || mark == '{')
            values.push_back(mark == '{' ? 1 : 0);
        else if (values.empty())
            return false;  // not JSON
        else if (mark != ',')
            values.pop_back();
        else if (values.back() > 0)
            most = std::max(most, ++values.back());
        return true;
    });
    return most;
}

}  // namespace

nlohmann::json parseJson(std::string_view text, const JsonLimits& limits) {
    requireWithin(text, limits);
    return nlohmann::json::parse(text);
}

nlohmann::json parseJsonIfAny(std::string_view text, const JsonLimits& limits) {
    return excess(text, limits).empty() ? nlohmann::json::parse(text, nullptr, false)
                                        : nlohmann::json(nlohmann::json::value_t::discarded);
}

nlohmann::ordered_json parseOrderedJson(std::string_view text, const JsonLimits& limits) {
    requireWithin(text, limits);
    constexpr std::size_t most = 1000;  // each key is looked for among all before it
    if (mostValuesOfAnObject(text) > most)
        throw jsonFault("it holds an object of more than " + std::to_string(most) + " keys");
    return nlohmann::ordered_json::parse(text);
}

bool hasKeyTwice(std::string_view text, const nlohmann::ordered_json& object) {
    int depth = 0;
    std::size_t commas = 0;
    eachMark(text, [&](char mark) {
        depth += mark == '[' || mark == '{' ? 1 : mark == ',' ? 0 : -1;
        commas += mark == ',' && depth == 1;
        return true;
    });
    return commas > 0 && commas + 1 > object.size();
}

std::string quoted(const nlohmann::json& value, std::size_t longest) {
    return excerpt(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), longest);
}

}  // namespace adapterscope
