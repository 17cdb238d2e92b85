// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/PythonJson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"

namespace adapterscope {
namespace {

/// The special number at the start of the text: as Python writes it, or too large for a double, which Python reads as
/// infinity.
struct SpecialNumber {
    std::size_t length = 0;  ///< 0 if there is none
    std::string_view name = {};
};

SpecialNumber specialNumberAt(std::string_view text) {
    for (const std::string_view name : {"NaN", "Infinity", "-Infinity"})
        if (text.starts_with(name))
            return {name.size(), name};
    const std::size_t length = std::min(text.find_first_not_of("+-.0123456789eE"), text.size());
    if (length == 0)
        return {};
    const std::string number(text.substr(0, length));
    char* end = nullptr;
    const double value = std::strtod(number.c_str(), &end);
    const bool isTooLarge = std::isinf(value) && *end == '\0';
    return {isTooLarge ? length : 0, value < 0 ? "-Infinity" : "Infinity"};
}

/// The text with special numbers in quotation marks; the content of strings stays as it is.
std::string withQuotedNumbers(std::string_view text) {
    std::string quoted;
    quoted.reserve(text.size() + 16);
    bool inString = false;
    for (std::size_t i = 0; i < text.size();) {
        const char before = i > 0 ? text[i - 1] : ' ';
        const bool mayBegin = !inString && std::string_view(" \t\r\n:,[").find(before) != std::string_view::npos;
        const SpecialNumber special = mayBegin ? specialNumberAt(text.substr(i)) : SpecialNumber();
        std::size_t taken = 1;
        if (special.length > 0) {
            quoted.append("\"").append(special.name).append("\"");
            i += special.length;
            continue;
        }
        if (inString && text[i] == '\\')
            taken = std::min<std::size_t>(2, text.size() - i);
        else if (text[i] == '"')
            inString = !inString;
        quoted.append(text.substr(i, taken));
        i += taken;
    }
    return quoted;
}

}  // namespace

nlohmann::json parsePythonJson(const std::string& text) {
    nlohmann::json value = tryPythonJson(text);
    return value.is_discarded() ? parseJson(text) : value;
}

nlohmann::json parsePythonObject(const std::string& text) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        throw jsonFault("it is empty");
    nlohmann::json value = parsePythonJson(text);
    if (!value.is_object())
        throw jsonFault("it is not a JSON object");
    return value;
}

nlohmann::json tryPythonJson(const std::string& text) {
    nlohmann::json value = parseJsonIfAny(text);
    return value.is_discarded() ? parseJsonIfAny(withQuotedNumbers(text)) : value;
}

}  // namespace adapterscope
