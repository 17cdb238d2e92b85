// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace adapterscope {

/// A token that a base's files add to its vocabulary, or take out of it, and that is found in a text before words are.
struct AddedToken {
    std::string content;
    bool singleWord = false;  ///< only where neither neighbour belongs to a word
    bool lstrip = false;      ///< takes the white space before it along
    bool rstrip = false;      ///< takes the white space behind it along
    bool normalized = true;   ///< sought in the normalised text (lower case, …), as it is then spelled itself
    bool special = false;

    bool operator==(const AddedToken&) const = default;
};

/// The added tokens of a tokenizer, in the order in which the tokenizers library gives them ids and prefers them. A
/// token may be added twice, and the second time changes it: what stays of the first is the library's choice.
class AddedTokens {
public:
    void add(const std::vector<AddedToken>& tokens);
    /// The token as it is now; null if there is none.
    const AddedToken* find(const std::string& content) const;
    /// The contents, each once, in the order in which new ones get ids.
    const std::vector<std::string>& contents() const { return m_order; }
    /// What is sought, the preferred first: a token that was added twice may be sought both as it stands and
    /// normalised.
    std::vector<AddedToken> sought() const;

    bool operator==(const AddedTokens&) const = default;

private:
    std::vector<AddedToken> m_special, m_plain;
    std::map<std::string, AddedToken> m_tokens;
    std::vector<std::string> m_order;
};

}  // namespace adapterscope
