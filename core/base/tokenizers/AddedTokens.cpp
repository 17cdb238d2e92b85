// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/AddedTokens.h"

namespace adapterscope {

void AddedTokens::add(const std::vector<AddedToken>& tokens) {
    for (const AddedToken& token : tokens)
        if (token.special && !token.content.empty() && m_specialContents.insert(token.content).second)
            m_special.push_back(token);
    for (const AddedToken& token : tokens) {
        const AddedToken* known = find(token.content);
        if (token.content.empty() || (known && *known == token))
            continue;
        if (!known)
            m_order.push_back(token.content);
        m_tokens[token.content] = token;
        if (!m_specialContents.contains(token.content))
            m_plain.push_back(token);
    }
}

const AddedToken* AddedTokens::find(const std::string& content) const {
    const auto found = m_tokens.find(content);
    return found == m_tokens.end() ? nullptr : &found->second;
}

std::vector<AddedToken> AddedTokens::sought() const {
    std::vector<AddedToken> sought;
    for (const auto* tokens : {&m_special, &m_plain})
        for (const AddedToken& token : *tokens) {
            // How it is matched and whether it is special stay as first added; how it is cut out follows the last
            // addition.
            AddedToken now = m_tokens.at(token.content);
            now.normalized = token.normalized;
            now.special = m_specialContents.contains(token.content);
            sought.push_back(std::move(now));
        }
    return sought;
}

}  // namespace adapterscope
