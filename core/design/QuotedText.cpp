// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/QuotedText.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/Text.h"

namespace adapterscope {

std::string quotedText(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool isInQuotes(std::string_view text) {
    return text.starts_with('"');
}

std::string withoutQuotes(const std::string& quoted) {
    const nlohmann::json text = parseJsonIfAny(quoted);
    if (!text.is_string())
        throw Error(
            "this is not a text in quotation marks; inside them, write \\\" for a quotation mark, \\\\ for a backslash "
            "and \\n for a new line.");
    return text.get<std::string>();
}

std::vector<std::string> splitOutsideQuotes(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    std::size_t start = 0;
    bool isInside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isInside && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            isInside = !isInside;
        } else if (!isInside && text[i] == separator) {
            pieces.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        }
    }
    if (isInside)
        throw Error("A quotation mark is not closed; end the text with \", and write \\\" for one inside it.");
    pieces.push_back(trimmed(text.substr(start)));
    return pieces;
}

}  // namespace adapterscope
