// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace adapterscope {

/// The character that starts at `at`, which moves past it; negative for bytes that are not UTF-8.
std::int32_t nextCharacter(std::string_view text, std::size_t& at);
bool isUtf8(std::string_view text);
/// As a message shows what is not UTF-8: such bytes are written as \xff.
std::string withEscapedBytes(std::string_view text);
/// Without white space and invisible characters (byte-order marks, zero-width spaces) at both ends, in all of
/// Unicode. Bytes that are not UTF-8 are left as they are.
std::string_view withoutOuterSpace(std::string_view text);
/// Whether nothing in it is visible.
bool isBlank(std::string_view text);
/// NFKC (one width for letters and digits), invisible characters dropped, runs of white space one space, trimmed.
std::string normalForm(std::string_view text);
/// With the decimal digits of every script, such as \u0663, as ASCII digits.
std::string withAsciiDigits(std::string_view text);
/// normalForm in lower case: how names of columns and of classes are compared.
std::string nameForm(std::string_view text);
/// As a message shows it: characters that are invisible or look like a plain space are written as \u00a0.
std::string visible(std::string_view text);
/// What two spellings that look alike differ in, by code points: "U+0065 U+0301 for U+00E9"; empty if visible() shows
/// the difference.
std::string hiddenDifference(std::string_view text, std::string_view other);
/// Not empty, and no character is a letter, a digit or a number such as \u00bd.
bool isOnlySigns(std::string_view text);
/// Words with a letter; in Chinese, Japanese and Thai, which have no spaces, two characters count as one word.
std::size_t letterWords(std::string_view text);

}  // namespace adapterscope
