// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace adapterscope {

/// A token that a base's files add to its vocabulary or take from it, and that is found in a text before it is split
/// into words.
struct AddedToken {
    std::string content;
    bool singleWord = false;  ///< only if neither neighbour belongs to a word
    bool lstrip = false;      ///< includes the white space before it
    bool rstrip = false;      ///< includes the white space after it
    bool normalized = true;   ///< matched in the normalised text (lower case, …), and normalised itself
    bool special = false;

    bool operator==(const AddedToken&) const = default;
};

/// The added tokens of a tokenizer, in the order in which the tokenizers library gives them ids and prefers them. A
/// token may be added twice; the second addition changes it, but keeps of the first what the library keeps.
class AddedTokens {
public:
    void add(const std::vector<AddedToken>& tokens);
    /// The token as it is now; null if there is no such token.
    const AddedToken* find(const std::string& content) const;
    /// The contents, each once, in the order in which new ones get ids.
    const std::vector<std::string>& contents() const { return m_order; }
    /// What is matched, the preferred first: a token that was added twice may be matched both as it is and
    /// normalised.
    std::vector<AddedToken> sought() const;

    bool operator==(const AddedTokens&) const = default;

private:
    std::vector<AddedToken> m_special, m_plain;
    std::set<std::string> m_specialContents;
    std::map<std::string, AddedToken> m_tokens;
    std::vector<std::string> m_order;
};

}  // namespace adapterscope
