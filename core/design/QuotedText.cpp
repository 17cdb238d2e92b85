// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/QuotedText.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/Text.h"

namespace adapterscope {

namespace {

/// Follows a text from its beginning, byte by byte.
class Quotes {
public:
    /// Whether this byte, the next one, is outside quotation marks and not one itself.
    bool isOutside(char c) {
        if (std::exchange(m_isEscaped, m_isInside && !m_isEscaped && c == '\\'))
            return false;
        if (c == '"')
            m_isInside = !m_isInside;
        return !m_isInside && c != '"';
    }
    bool areOpen() const { return m_isInside; }

private:
    bool m_isInside = false, m_isEscaped = false;
};

}  // namespace

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

std::string withoutOutsideQuotes(std::string_view text, std::string_view removed) {
    std::string left;
    Quotes quotes;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (quotes.isOutside(text[i]) && text.substr(i).starts_with(removed))
            i += removed.size() - 1;
        else
            left += text[i];
    return left;
}

std::vector<std::string> splitOutsideQuotes(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    std::size_t start = 0;
    Quotes quotes;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (quotes.isOutside(text[i]) && text[i] == separator) {
            pieces.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        }
    if (quotes.areOpen())
        throw Error("A quotation mark is not closed; end the text with \", and write \\\" for one inside it.");
    pieces.push_back(trimmed(text.substr(start)));
    return pieces;
}

}  // namespace adapterscope
