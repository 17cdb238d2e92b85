// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/Vocabulary.h"

#include <algorithm>

#include "core/common/Error.h"

namespace adapterscope {

namespace {
constexpr std::size_t longestToken = 1024;  // bytes; published vocabularies stay below 100
}

Vocabulary::Vocabulary(std::vector<std::string> tokens, const std::string& continuation) : m_tokens(std::move(tokens)) {
    m_whole.reserve(m_tokens.size());
    m_inner.reserve(m_tokens.size());
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const std::string_view token = m_tokens[i];
        if (token.empty()) {
            m_hasBlank = true;
            continue;
        }
        const auto id = m_largest = static_cast<std::int32_t>(i);
        m_whole.insert_or_assign(token, id);
        if (token.size() > continuation.size() && token.starts_with(continuation))
            m_inner.insert_or_assign(token.substr(continuation.size()), id);
        m_longest = std::max(m_longest, token.size());
    }
}

std::int32_t Vocabulary::find(const Table& table, std::string_view key) {
    const auto found = table.find(key);
    return found == table.end() ? -1 : found->second;
}

std::vector<std::string> parseVocabulary(std::string_view content, const std::string& name) {
    if (content.find('\0') != std::string_view::npos)
        throw Error("{} is binary; a vocabulary is a text file with one token a line.", name);
    if (content.starts_with("\xef\xbb\xbf"))
        content.remove_prefix(3);
    std::vector<std::string> tokens;
    bool any = false;
    for (std::size_t start = 0; start < content.size();) {
        const std::size_t end = std::min(content.find_first_of("\r\n", start), content.size());
        const std::string_view token = content.substr(start, end - start);
        if (token.size() > longestToken)
            throw Error("{}, line {}: a token of {} bytes is too long to be one; is this a vocabulary?", name,
                        tokens.size() + 1, token.size());
        any = any || !token.empty();
        tokens.emplace_back(token);
        start = end + (content.substr(end).starts_with("\r\n") ? 2 : 1);
    }
    if (!any)
        throw Error("{} is empty; it must hold the tokens of the base, one a line.", name);
    return tokens;
}

}  // namespace adapterscope
