// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace adapterscope {

/// A text from outside as a message quotes it: at most `longest` bytes from its beginning and its end, without
/// the control characters that a terminal would obey. Line breaks and tabs stay.
std::string excerpt(std::string_view text, std::size_t longest = 200);

/// A text with question marks for the control characters that a terminal would obey, and for bytes that are not UTF-8;
/// line breaks and tabs stay.
std::string withoutControls(std::string_view text);
/// The same with spaces for line breaks.
std::string onOneLine(std::string_view text);

/// The same for a whole sentence for a person, whatever it quotes.
inline std::string shortened(std::string_view sentence) {
    return excerpt(sentence, 2000);
}

}  // namespace adapterscope
