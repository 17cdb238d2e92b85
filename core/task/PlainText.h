// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace adapterscope {

/// The character that begins at `at`, which then is behind it; negative for bytes that are not UTF-8.
std::int32_t nextCharacter(std::string_view text, std::size_t& at);
/// Without the white space and the invisible characters (byte-order marks, zero-width spaces) at both ends, of all of
/// Unicode. Bytes that are not UTF-8 are left as they are.
std::string_view withoutOuterSpace(std::string_view text);
/// Nothing in it can be seen.
bool isBlank(std::string_view text);
/// NFKC (one width for letters and digits), invisible characters dropped, runs of white space one space, trimmed.
std::string normalForm(std::string_view text);
/// With the decimal digits of every script, such as \u0663, as those of ASCII.
std::string withAsciiDigits(std::string_view text);
/// normalForm in lower case: how names of columns and of classes are compared.
std::string nameForm(std::string_view text);
/// As a message shows it: characters that cannot be seen, or look like a plain space, as \u00a0.
std::string visible(std::string_view text);
/// Holds a character, and none of them is a letter, a digit or a number such as \u00bd.
bool isOnlySigns(std::string_view text);
/// Words that hold a letter; of Chinese, Japanese and Thai, which set no spaces, two characters count as one.
std::size_t letterWords(std::string_view text);

}  // namespace adapterscope
