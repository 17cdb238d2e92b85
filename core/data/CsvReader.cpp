// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CsvReader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/Error.h"

namespace adapterscope {

namespace {

/// The commonest of comma, semicolon and tab outside quotes in the first row.
char separatorOf(std::string_view text) {
    constexpr std::string_view candidates = ",;\t";
    std::array<int, candidates.size()> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == '\n')
            break;
        if (const std::size_t at = candidates.find(c); at != std::string_view::npos)
            ++counts[at];
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

class CsvParser {
public:
    CsvParser(std::string_view text, TextTable& table) : m_text(text), m_table(table), m_separator(separatorOf(text)) {}

    void parse() {
        while (m_at < m_text.size())
            row();
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    bool atLineBreak() const { return !atEnd() && (m_text[m_at] == '\n' || m_text[m_at] == '\r'); }

    void row() {
        TableRow row{m_line, {}};
        bool broken = false;
        while (true) {
            row.fields.emplace_back();
            if (!atEnd() && m_text[m_at] == '"')
                broken = !quotedField(row.fields.back()) || broken;
            else
                plainField(row.fields.back());
            if (atEnd() || atLineBreak())
                break;
            ++m_at;  // the separator
        }
        skipLineBreak();
        if (row.fields.size() == 1 && row.fields[0].empty())
            return;
        if (broken)
            m_table.refused.add(row.line,
                                "there is text behind a closing quote; a quote inside quotes is written twice");
        else
            m_table.rows.push_back(std::move(row));
    }

    void plainField(std::string& field) {
        const std::size_t start = m_at;
        while (!atEnd() && !atLineBreak() && m_text[m_at] != m_separator)
            ++m_at;
        field += m_text.substr(start, m_at - start);
    }

    /// False where something stands between the closing quote and the separator.
    bool quotedField(std::string& field) {
        const int opened = m_line;
        ++m_at;
        while (true) {
            const std::size_t end = m_text.find('"', m_at);
            if (end == std::string_view::npos)
                throw Error(
                    fmt::format("{}, line {}: a quote opens here and never closes; close it, or write a quote "
                                "inside quotes twice.",
                                m_table.file, opened));
            m_line += static_cast<int>(std::count(m_text.begin() + static_cast<std::ptrdiff_t>(m_at),
                                                  m_text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
            field += m_text.substr(m_at, end - m_at);
            m_at = end + 1;
            if (atEnd() || m_text[m_at] != '"')
                break;
            field += '"';
            ++m_at;
        }
        if (atEnd() || atLineBreak() || m_text[m_at] == m_separator)
            return true;
        plainField(field);
        return false;
    }

    void skipLineBreak() {
        if (atEnd())
            return;
        if (m_text[m_at] == '\r')
            ++m_at;
        if (!atEnd() && m_text[m_at] == '\n')
            ++m_at;
        ++m_line;
    }

    std::string_view m_text;
    TextTable& m_table;
    char m_separator;
    std::size_t m_at = 0;
    int m_line = 1;
};

}  // namespace

void parseCsv(std::string_view text, TextTable& table) {
    CsvParser(text, table).parse();
}

}  // namespace adapterscope
