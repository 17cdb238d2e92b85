// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adapterscope {

/// How a file's rows are split into fields.
struct TableForm {
    std::string separator = "\t";  ///< one character
    bool quotes = false;           ///< double quotes around a field are syntax (RFC 4180), not text
    bool operator==(const TableForm&) const = default;
};

struct DelimitedRow {
    int line = 0;      ///< where it starts, from 1
    int nextLine = 0;  ///< where the next one starts
    std::vector<std::string> fields;
    std::vector<bool> quoted;      ///< by field: whether it was in quotes
    bool textBehindQuote = false;  ///< there is something between a closing quote and the next separator
    bool quoteInside = false;      ///< a quote in a field that does not start with one
    bool doubledQuote = false;
    bool separatorInside = false;  ///< in quotes
    bool breakInside = false;      ///< in quotes
    int unclosed = 0;              ///< line of a quote that is never closed; the row ends at the end of the text
};

/// Splits text into rows. With quotes: RFC 4180, but spaces are allowed around quotes. Without: each line is a row.
/// Rows end at \n, \r\n, or \r (without quotes only if the text has no \n).
class DelimitedReader {
public:
    /// `firstLine` is the number of the text's first line.
    DelimitedReader(std::string_view text, TableForm form, int firstLine = 1);

    /// False at the end.
    bool next(DelimitedRow& row);

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    bool atLineBreak() const;
    bool atSeparator(std::size_t at) const { return m_text.substr(at).starts_with(m_form.separator); }
    void field(DelimitedRow& row);
    std::string_view plainField();
    bool quotedField(DelimitedRow& row);
    std::size_t pastSpaces(std::size_t at) const;
    void skipLineBreak();

    std::string_view m_text;
    TableForm m_form;
    bool m_returnEndsRow;
    std::size_t m_at = 0;
    int m_line;
};

}  // namespace adapterscope
