// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/PythonJson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

#include "core/JsonReader.h"

namespace adapterscope {
namespace {

/// The text with Python's special numbers in quotation marks; what is in strings stays as it stands.
std::string withQuotedNumbers(std::string_view text) {
    std::string quoted;
    quoted.reserve(text.size() + 16);
    bool inString = false;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t taken = 1;
        if (inString && text[i] == '\\')
            taken = std::min<std::size_t>(2, text.size() - i);
        else if (text[i] == '"')
            inString = !inString;
        else if (!inString)
            for (const std::string_view number : {"NaN", "Infinity", "-Infinity"})
                if (text.substr(i).starts_with(number)) {
                    quoted.append("\"").append(number).append("\"");
                    i += number.size();
                    taken = 0;
                    break;
                }
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

nlohmann::json tryPythonJson(const std::string& text) {
    nlohmann::json value = parseJsonIfAny(text);
    return value.is_discarded() ? parseJsonIfAny(withQuotedNumbers(text)) : value;
}

}  // namespace adapterscope
