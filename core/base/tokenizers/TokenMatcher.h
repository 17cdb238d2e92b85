// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/tokenizers/AddedTokens.h"

namespace adapterscope {

/// Finds added tokens in a text: the leftmost first, and of those the longest. Immutable once filled.
class TokenMatcher {
public:
    struct Entry {
        std::string pattern;  ///< as it is matched
        AddedToken token;
        std::int32_t id = -1;
    };

    /// A pattern that exists already stays as it is.
    void add(Entry entry);
    bool empty() const { return m_entries.empty(); }
    /// Calls each(part, entry) for the parts of the text from left to right; entry is null for text between
    /// tokens.
    template <typename Each>
    void split(std::string_view text, Each each) const {
        std::size_t done = 0;
        for (std::size_t at = 0; at < text.size();) {
            const Entry* entry = entryAt(text, at);
            if (!entry) {
                ++at;
                continue;
            }
            std::size_t start = at;
            std::size_t end = at += entry->pattern.size();
            if (!widen(text, *entry, start, end) || end <= done)
                continue;
            start = std::max(start, done);
            if (done < start)
                each(text.substr(done, start - done), nullptr);
            each(text.substr(start, end - start), entry);
            done = end;
        }
        if (done < text.size())
            each(text.substr(done), nullptr);
    }

private:
    const Entry* entryAt(std::string_view text, std::size_t at) const {
        return m_starts[static_cast<unsigned char>(text[at])] ? longestAt(text.substr(at)) : nullptr;
    }
    const Entry* longestAt(std::string_view rest) const;
    /// Takes in the white space that the token strips; false if it must be a word of its own but is not.
    static bool widen(std::string_view text, const Entry& entry, std::size_t& start, std::size_t& end);

    struct Hash {
        using is_transparent = void;  // looked up by view, without a copy
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, Entry, Hash, std::equal_to<>> m_entries;  // by pattern
    std::set<std::size_t, std::greater<>> m_lengths;                          // of patterns, in bytes
    std::array<bool, 256> m_starts{};                                         // by first byte
};

}  // namespace adapterscope
