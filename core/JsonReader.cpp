// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/JsonReader.h"

#include <nlohmann/json.hpp>

#include "core/Excerpt.h"

namespace adapterscope {
namespace {

/// What is beyond the limits, as a sentence without a subject; empty if nothing is.
std::string excess(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return "it is longer than " + std::to_string(limits.bytes) + " bytes";
    int depth = 0;
    std::size_t values = 1;
    bool inText = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inText) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                inText = false;
            continue;
        }
        if (c == '"') {
            inText = true;
        } else if (c == '[' || c == '{') {
            if (++depth > limits.depth)
                return "it is nested more than " + std::to_string(limits.depth) + " levels deep";
            ++values;
        } else if (c == ']' || c == '}') {
            --depth;
        } else if (c == ',') {
            ++values;
        }
    }
    return values > limits.values ? "it holds more than " + std::to_string(limits.values) + " values" : "";
}

}  // namespace

nlohmann::json parseJson(std::string_view text, const JsonLimits& limits) {
    if (const std::string fault = excess(text, limits); !fault.empty())
        throw nlohmann::json::other_error::create(501, fault, static_cast<const nlohmann::json*>(nullptr));
    return nlohmann::json::parse(text);
}

nlohmann::json parseJsonIfAny(std::string_view text, const JsonLimits& limits) {
    return excess(text, limits).empty() ? nlohmann::json::parse(text, nullptr, false)
                                        : nlohmann::json(nlohmann::json::value_t::discarded);
}

nlohmann::ordered_json parseOrderedJsonIfAny(std::string_view text, const JsonLimits& limits) {
    return excess(text, limits).empty() ? nlohmann::ordered_json::parse(text, nullptr, false)
                                        : nlohmann::ordered_json(nlohmann::ordered_json::value_t::discarded);
}

std::string quoted(const nlohmann::json& value) {
    return excerpt(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace adapterscope
