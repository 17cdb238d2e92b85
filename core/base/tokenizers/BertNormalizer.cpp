// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/BertNormalizer.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

namespace adapterscope {

namespace {

using Kind = BertNormalizer::Kind;

bool isDropped(char32_t c) {
    if (c == U'\t' || c == U'\n' || c == U'\r')
        return false;
    if (c == 0 || c == 0xfffd)
        return true;
    const int category = u_charType(static_cast<UChar32>(c));
    return category == U_CONTROL_CHAR || category == U_FORMAT_CHAR || category == U_PRIVATE_USE_CHAR;
}

// The ranges of BERT's own list; it leaves out some later extensions.
bool isIdeograph(char32_t c) {
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2a6df) ||
           (c >= 0x2a700 && c <= 0x2b73f) || (c >= 0x2b740 && c <= 0x2b81f) || (c >= 0x2b920 && c <= 0x2ceaf) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

Kind kindOfCharacter(char32_t c) {
    if (u_isUWhiteSpace(static_cast<UChar32>(c)))
        return Kind::Space;
    const bool asciiSymbol = c < 128 && c > 32 && c != 127 && !u_isalnum(static_cast<UChar32>(c));
    return asciiSymbol || u_ispunct(static_cast<UChar32>(c)) ? Kind::Punctuation : Kind::Letter;
}

void append(BertNormalizer::Result& result, char32_t c) {
    const auto at = static_cast<std::size_t>(result.size++);
    result.characters.at(at) = c;
    result.kinds.at(at) = kindOfCharacter(c);
}

void appendLower(BertNormalizer::Result& result, char32_t c) {
    append(result, c == 0x130 ? U'i' : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    if (c == 0x130)  // the only character whose lower case, without context, is longer: i and a dot above
        append(result, 0x307);
}

}  // namespace

BertNormalizer::BertNormalizer(const BertNormalizerOptions& options) : m_options(options) {
    for (unsigned char c = 0; c < 128; ++c) {
        const Result result = normalize(c);
        m_ascii[c] = result.size == 0 ? '\0' : static_cast<char>(result.characters[0]);
        m_asciiKind[c] = result.size == 0 ? Kind::Dropped : result.kinds[0];
    }
}

BertNormalizer::Result BertNormalizer::normalize(char32_t c) const {
    Result result;
    if (m_options.cleanText && isDropped(c))
        return result;
    result.isolated = m_options.chineseCharacters && isIdeograph(c);
    const auto take = [&](char32_t one) {
        if (m_options.stripAccents && u_charType(static_cast<UChar32>(one)) == U_NON_SPACING_MARK)
            return;
        m_options.lowercase ? appendLower(result, one) : append(result, one);
    };
    if (!m_options.stripAccents || c < 128) {
        take(c);
        return result;
    }
    // Marks need no canonical reordering: all that could change places are dropped.
    UErrorCode failed = U_ZERO_ERROR;
    std::array<UChar, 16> units{};
    const UNormalizer2* nfd = unorm2_getNFDInstance(&failed);
    const int length =
        unorm2_getDecomposition(nfd, static_cast<UChar32>(c), units.data(), static_cast<int>(units.size()), &failed);
    if (length < 0 || U_FAILURE(failed)) {
        take(c);
        return result;
    }
    std::array<UChar32, 16> parts{};
    int count = 0;
    u_strToUTF32(parts.data(), static_cast<int>(parts.size()), &count, units.data(), length, &failed);
    for (int i = 0; i < count; ++i)
        take(static_cast<char32_t>(parts.at(static_cast<std::size_t>(i))));
    return result;
}

}  // namespace adapterscope
