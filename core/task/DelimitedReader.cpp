// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/DelimitedReader.h"

#include <algorithm>
#include <utility>

namespace adapterscope {

DelimitedReader::DelimitedReader(std::string_view text, TableForm form, int firstLine)
    : m_text(text),
      m_form(std::move(form)),
      m_returnEndsRow(m_form.quotes || text.find('\n') == std::string_view::npos),
      m_line(firstLine) {}

bool DelimitedReader::atLineBreak() const {
    if (atEnd() || (m_text[m_at] != '\n' && m_text[m_at] != '\r'))
        return false;
    return m_text[m_at] == '\n' || m_returnEndsRow || m_text.substr(m_at).starts_with("\r\n") ||
           m_at + 1 == m_text.size();
}

bool DelimitedReader::next(DelimitedRow& row) {
    if (atEnd())
        return false;
    row = {};
    row.line = m_line;
    while (true) {
        field(row);
        if (atEnd() || atLineBreak())
            break;
        m_at += m_form.separator.size();
    }
    skipLineBreak();
    row.nextLine = m_line;
    return true;
}

void DelimitedReader::field(DelimitedRow& row) {
    row.fields.emplace_back();
    row.quoted.push_back(false);
    if (m_form.quotes) {
        const std::size_t start = m_at;
        const int line = m_line;
        m_at = pastSpaces(m_at);
        if (!atEnd() && m_text[m_at] == '"') {
            if (m_at == start) {
                quotedField(row);
                return;
            }
            DelimitedRow tried = row;  // after a space a quote opens the field only if it also closes it
            if (quotedField(tried)) {
                row = std::move(tried);
                return;
            }
        }
        m_at = start;
        m_line = line;
    }
    const std::string_view text = plainField();
    row.quoteInside = row.quoteInside || text.find('"') != std::string_view::npos;
    row.fields.back() += text;
}

std::string_view DelimitedReader::plainField() {
    const std::size_t start = m_at;
    while (!atEnd() && !atLineBreak() && !(m_text[m_at] == m_form.separator.front() && atSeparator(m_at)))
        ++m_at;
    return m_text.substr(start, m_at - start);
}

std::size_t DelimitedReader::pastSpaces(std::size_t at) const {
    while (at < m_text.size() && m_text[at] == ' ' && m_form.separator != " ")
        ++at;
    return at;
}

/// False if the quote never closes, or something other than spaces is between the closing quote and the separator.
bool DelimitedReader::quotedField(DelimitedRow& row) {
    const int opened = m_line;
    std::string& field = row.fields.back();
    row.quoted.back() = true;
    ++m_at;
    while (true) {
        const std::size_t end = m_text.find('"', m_at);
        const std::string_view part = m_text.substr(m_at, end == std::string_view::npos ? end : end - m_at);
        const bool hasNewLine = part.find('\n') != std::string_view::npos;
        m_line += static_cast<int>(std::count(part.begin(), part.end(), hasNewLine ? '\n' : '\r'));
        row.breakInside = row.breakInside || part.find_first_of("\r\n") != std::string_view::npos;
        row.separatorInside = row.separatorInside || part.find(m_form.separator) != std::string_view::npos;
        field += part;
        if (end == std::string_view::npos) {
            row.unclosed = opened;
            m_at = m_text.size();
            return false;
        }
        m_at = end + 1;
        if (atEnd() || m_text[m_at] != '"')
            break;
        row.doubledQuote = true;
        field += '"';
        ++m_at;
    }
    const std::size_t behind = m_at;
    m_at = pastSpaces(m_at);
    if (atEnd() || atLineBreak() || atSeparator(m_at))
        return true;
    m_at = behind;
    field += plainField();
    row.textBehindQuote = true;
    return false;
}

void DelimitedReader::skipLineBreak() {
    if (atEnd())
        return;
    if (m_text[m_at] == '\r')
        ++m_at;
    if (!atEnd() && m_text[m_at] == '\n')
        ++m_at;
    ++m_line;
}

}  // namespace adapterscope
