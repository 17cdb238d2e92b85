// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/TokenMatcher.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace adapterscope {

namespace {

/// What a regular expression calls \w.
bool isOfWord(UChar32 c) {
    return c >= 0 && (u_hasBinaryProperty(c, UCHAR_ALPHABETIC) || u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL) ||
                      (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0);
}

const std::uint8_t* bytesOf(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// The character before or after a position in the text, and the position beyond it; negative if there is none.
UChar32 characterBefore(std::string_view text, std::size_t& at) {
    const std::string_view last = text.substr(at - std::min<std::size_t>(at, 4), std::min<std::size_t>(at, 4));
    auto i = static_cast<std::int32_t>(last.size());
    UChar32 c = U_SENTINEL;
    if (i > 0)
        U8_PREV(bytesOf(last), 0, i, c);
    at -= last.size() - static_cast<std::size_t>(i);
    return c;
}

UChar32 characterBehind(std::string_view text, std::size_t& at) {
    auto i = static_cast<std::int64_t>(at);
    const auto size = static_cast<std::int64_t>(text.size());
    UChar32 c = U_SENTINEL;
    if (i < size)
        U8_NEXT(bytesOf(text), i, size, c);
    at = static_cast<std::size_t>(i);
    return c;
}

/// Moves the position over white space.
template <typename Step>
void skipSpaces(std::string_view text, std::size_t& at, Step step) {
    for (std::size_t next = at;; at = next)
        if (const UChar32 c = step(text, next); c < 0 || !u_isUWhiteSpace(c))
            return;
}

}  // namespace

void TokenMatcher::add(Entry entry) {
    m_starts[static_cast<unsigned char>(entry.pattern.at(0))] = true;
    m_lengths.insert(entry.pattern.size());
    std::string pattern = entry.pattern;
    m_entries.emplace(std::move(pattern), std::move(entry));
}

const TokenMatcher::Entry* TokenMatcher::longestAt(std::string_view rest) const {
    for (const std::size_t length : m_lengths)
        if (length <= rest.size())
            if (const auto found = m_entries.find(rest.substr(0, length)); found != m_entries.end())
                return &found->second;
    return nullptr;
}

bool TokenMatcher::widen(std::string_view text, const Entry& entry, std::size_t& start, std::size_t& end) {
    if (entry.token.singleWord)
        if (std::size_t before = start, behind = end;
            isOfWord(characterBefore(text, before)) || isOfWord(characterBehind(text, behind)))
            return false;
    if (entry.token.lstrip)
        skipSpaces(text, start, characterBefore);
    if (entry.token.rstrip)
        skipSpaces(text, end, characterBehind);
    return true;
}

}  // namespace adapterscope
