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
    /// tokens[i] has id i; an empty string is an id without a token.
    explicit Vocabulary(std::vector<std::string> tokens, const std::string& continuation = "##");
    Vocabulary(const Vocabulary&) = delete;
    Vocabulary& operator=(const Vocabulary&) = delete;

    /// -1 where there is no such token.
    std::int32_t id(std::string_view token) const { return find(m_whole, token); }
    /// The id of "##" + piece.
    std::int32_t continuationId(std::string_view piece) const { return find(m_inner, piece); }
    int size() const { return static_cast<int>(m_tokens.size()); }
    /// Bytes of the longest token: no candidate needs to be longer.
    std::size_t longest() const { return m_longest; }

private:
    using Table = std::unordered_map<std::string_view, std::int32_t>;
    static std::int32_t find(const Table& table, std::string_view key);

    std::vector<std::string> m_tokens;
    Table m_whole, m_inner;
    std::size_t m_longest = 0;
};

/// The tokens of a vocab.txt, one a line. `name` is the file's name for errors. Throws Error naming the line for an
/// empty or binary file, a token that stands twice, or one that is absurdly long.
std::vector<std::string> parseVocabulary(std::string_view content, const std::string& name);

}  // namespace adapterscope
