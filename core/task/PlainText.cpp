// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/PlainText.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <vector>

namespace adapterscope {

namespace {

/// Letters and characters without ink: the Hangul fillers and the Braille pattern without dots.
bool isBlankSign(UChar32 c) {
    return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800;
}

bool isInvisible(UChar32 c) {
    return u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR || u_charType(c) == U_CONTROL_CHAR || isBlankSign(c);
}

bool isInvisibleAt(std::string_view text, std::size_t at) {
    const UChar32 c = nextCharacter(text, at);
    return c >= 0 && isInvisible(c);
}

/// Already in normal form, as nearly all labels are.
bool isPlainWord(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool isIdeograph(UChar32 c) {
    const int script = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
    return script == U_LB_IDEOGRAPHIC || script == U_LB_COMPLEX_CONTEXT;
}

/// Calls take(character, first byte, byte after it); character is negative for bytes that are not UTF-8.
template <typename Take>
void eachCharacter(std::string_view text, Take take) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const UChar32 c = nextCharacter(text, at);
        take(c, start, at);
    }
}

icu::UnicodeString compatible(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    const auto wide =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    icu::UnicodeString normal = nfkc->normalize(wide, status);
    return U_SUCCESS(status) ? normal : wide;
}

std::vector<UChar32> charactersOf(std::string_view text) {
    std::vector<UChar32> characters;
    eachCharacter(text, [&](UChar32 c, std::size_t, std::size_t) { characters.push_back(c); });
    return characters;
}

std::string codePoints(const std::vector<UChar32>& characters) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(characters.size(), most); ++i)
        text += fmt::format("{}U+{:04X}", i ? " " : "", static_cast<unsigned>(characters[i]));
    return characters.size() > most ? text + " \u2026" : text;
}

}  // namespace

std::int32_t nextCharacter(std::string_view text, std::size_t& at) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
#pragma GCC diagnostic ignored "-Wsign-conversion"
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    return c;
#pragma GCC diagnostic pop
}

bool isUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (nextCharacter(text, at) < 0)
            return false;
    return true;
}

std::string withEscapedBytes(std::string_view text) {
    std::string result;
    eachCharacter(text, [&](UChar32 c, std::size_t start, std::size_t end) {
        for (std::size_t at = start; at < end; ++at)
            if (c < 0)
                result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
            else
                result += text[at];
    });
    return result;
}

std::string_view withoutOuterSpace(std::string_view text) {
    std::size_t first = text.size(), last = 0;
    eachCharacter(text, [&](UChar32 c, std::size_t start, std::size_t end) {
        if (c >= 0 && isInvisible(c))
            return;
        first = std::min(first, start);
        last = end;
    });
    return last > first ? text.substr(first, last - first) : std::string_view();
}

bool isBlank(std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return true;
    // Nearly every text has a letter near its front.
    return isInvisibleAt(text, text.find_first_not_of(" \t\r\n")) && withoutOuterSpace(text).empty();
}

std::string normalForm(std::string_view text) {
    if (isPlainWord(text))
        return std::string(text);
    const icu::UnicodeString wide = compatible(text);
    icu::UnicodeString kept;
    bool space = false;
    for (std::int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
        const UChar32 c = wide.char32At(i);
        if (u_isUWhiteSpace(c)) {
            space = true;
        } else if (!isInvisible(c)) {
            if (space && !kept.isEmpty())
                kept.append(static_cast<UChar32>(' '));
            space = false;
            kept.append(c);
        }
    }
    std::string result;
    kept.toUTF8String(result);
    return result;
}

std::string withAsciiDigits(std::string_view text) {
    std::string plain;
    eachCharacter(text, [&](UChar32 c, std::size_t start, std::size_t end) {
        if (const std::int32_t digit = c < 0 ? -1 : u_charDigitValue(c); digit >= 0)
            plain += static_cast<char>('0' + digit);
        else
            plain += text.substr(start, end - start);
    });
    return plain;
}

std::string nameForm(std::string_view text) {
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(normalForm(text));
    std::string result;
    wide.toLower(icu::Locale::getRoot()).toUTF8String(result);
    return result;
}

std::string visible(std::string_view text) {
    std::string result;
    eachCharacter(text, [&](UChar32 c, std::size_t start, std::size_t end) {
        if (c >= 0 && c != ' ' && isInvisible(c))
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            result += text.substr(start, end - start);
    });
    return result;
}

std::string hiddenDifference(std::string_view text, std::string_view other) {
    std::vector<UChar32> mine = charactersOf(visible(text)), theirs = charactersOf(visible(other));
    const auto [first, theirFirst] = std::mismatch(mine.begin(), mine.end(), theirs.begin(), theirs.end());
    mine.erase(mine.begin(), first);
    theirs.erase(theirs.begin(), theirFirst);
    while (!mine.empty() && !theirs.empty() && mine.back() == theirs.back()) {
        mine.pop_back();
        theirs.pop_back();
    }
    const auto isAscii = [](UChar32 c) { return c < 0x80; };
    const bool shows =
        std::all_of(mine.begin(), mine.end(), isAscii) && std::all_of(theirs.begin(), theirs.end(), isAscii);
    return shows ? std::string()
                 : fmt::format("{} for {}", mine.empty() ? "nothing" : codePoints(mine),
                               theirs.empty() ? "nothing" : codePoints(theirs));
}

bool isOnlySigns(std::string_view text) {
    bool signs = !text.empty();
    eachCharacter(text, [&](UChar32 c, std::size_t, std::size_t) {
        signs = signs && c >= 0 && !u_isalnum(c) && u_getNumericValue(c) == U_NO_NUMERIC_VALUE;
    });
    return signs;
}

std::size_t letterWords(std::string_view text) {
    std::size_t words = 0, ideographs = 0;
    bool counted = false;
    eachCharacter(text, [&](UChar32 c, std::size_t, std::size_t) {
        if (c < 0)
            return;
        if (c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : u_isUWhiteSpace(c)) {
            counted = false;
        } else if (c >= 0x80 && isIdeograph(c)) {
            ++ideographs;
        } else if (!counted && (c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : u_isalpha(c))) {
            counted = true;
            ++words;
        }
    });
    return words + (ideographs + 1) / 2;
}

}  // namespace adapterscope
