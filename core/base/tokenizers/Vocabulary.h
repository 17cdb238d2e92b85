// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace adapterscope {

/// The tokens of a WordPiece model and their ids, by whole token and, for the inside of a word, by what follows "##".
/// Immutable; look-ups allocate nothing.
class Vocabulary {
public:
    /// tokens[i] has id i; of a token that occurs twice the last id counts; an empty string is an id without a token.
    explicit Vocabulary(std::vector<std::string> tokens, const std::string& continuation = "##");
    Vocabulary(const Vocabulary&) = delete;
    Vocabulary& operator=(const Vocabulary&) = delete;

    /// -1 if there is no such token.
    std::int32_t id(std::string_view token) const { return find(m_whole, token); }
    /// The id of "##" + piece.
    std::int32_t continuationId(std::string_view piece) const { return find(m_inner, piece); }
    /// Empty if the id has no token.
    std::string token(int id) const {
        return id >= 0 && id < size() ? m_tokens[static_cast<std::size_t>(id)] : std::string();
    }
    int size() const { return static_cast<int>(m_tokens.size()); }
    /// The last id that has a token.
    int largestId() const { return m_largest; }
    /// Whether an id has no token.
    bool hasBlank() const { return m_hasBlank; }
    /// Number of distinct tokens; ids without a token do not count.
    int distinct() const { return static_cast<int>(m_whole.size()); }
    /// Bytes of the longest token: no candidate needs to be longer.
    std::size_t longest() const { return m_longest; }

private:
    using Table = std::unordered_map<std::string_view, std::int32_t>;
    static std::int32_t find(const Table& table, std::string_view key);

    std::vector<std::string> m_tokens;
    Table m_whole, m_inner;
    std::size_t m_longest = 0;
    std::int32_t m_largest = -1;
    bool m_hasBlank = false;
};

/// The tokens of a vocab.txt, one per line; lines end as Python's text files do, and a byte-order mark is dropped.
/// `name` is the file's name for errors. Throws Error naming the line for an empty or binary file, or a token that is
/// absurdly long.
std::vector<std::string> parseVocabulary(std::string_view content, const std::string& name);

}  // namespace adapterscope
