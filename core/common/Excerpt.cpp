// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Excerpt.h"

#include <algorithm>

namespace adapterscope {
namespace {

bool isInsideCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;  // UTF-8
}

/// The bytes of the character at `at`; 0 if they are not UTF-8 (as far as a terminal may misread them).
std::size_t bytesOfCharacter(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80   ? 1
                              : lead < 0xC2 ? 0
                              : lead < 0xE0 ? 2
                              : lead < 0xF0 ? 3
                              : lead < 0xF5 ? 4
                                            : 0;
    if (bytes == 0 || text.size() - at < bytes)
        return 0;
    const std::string_view rest = text.substr(at + 1, bytes - 1);
    return std::all_of(rest.begin(), rest.end(), isInsideCharacter) ? bytes : 0;
}

/// ASCII's, and those from U+0080 to U+009F, of which some terminals obey U+009B like ESC [.
bool isControl(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1)
        return (first < 0x20 && first != '\n' && first != '\t') || first == 0x7f;
    return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

}  // namespace

std::string excerpt(std::string_view text, std::size_t longest) {
    std::string shown;
    if (text.size() <= longest) {
        shown = text;
    } else {
        std::size_t first = longest * 2 / 3, last = text.size() - longest / 3;
        while (first > 0 && isInsideCharacter(text[first]))
            --first;
        while (last < text.size() && isInsideCharacter(text[last]))
            ++last;
        shown.append(text.substr(0, first)).append(" [...] ").append(text.substr(last));
    }
    return withoutControls(shown);
}

std::string withoutControls(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t at = 0, bytes = 0; at < text.size(); at += std::max<std::size_t>(bytes, 1)) {
        bytes = bytesOfCharacter(text, at);
        const std::string_view character = text.substr(at, bytes);
        shown += bytes == 0 || isControl(character) ? "?" : character;
    }
    return shown;
}

std::string onOneLine(std::string_view text) {
    std::string shown = withoutControls(text);
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    return shown;
}

}  // namespace adapterscope
