// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Excerpt.h"

#include <utility>

namespace adapterscope {
namespace {

bool isInsideCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;  // UTF-8
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
    return withoutControls(std::move(shown));
}

std::string withoutControls(std::string text) {
    for (char& c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            c = '?';
    return text;
}

}  // namespace adapterscope
