// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/QuoteGuess.h"

#include <algorithm>
#include <vector>

#include "core/data/DelimitedReader.h"
#include "core/data/RowWidths.h"

namespace adapterscope {

namespace {

/// Fields that a program must quote, or that spreadsheets quote, and how they stand in the file.
struct QuoteFacts {
    RowWidths widths;
    std::vector<std::size_t> quotedByColumn;
    std::size_t quoted = 0, doubled = 0, acrossForm = 0;  ///< across: a separator or line break stands in quotes
    std::size_t quotedCommas = 0, bareCommas = 0, needless = 0;

    void add(const DelimitedRow& row) {
        widths.add(row.fields);
        quotedByColumn.resize(std::max(quotedByColumn.size(), row.fields.size()));
        doubled += row.doubledQuote;
        acrossForm += row.separatorInside || row.breakInside;
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            const bool comma = row.fields[i].find(',') != std::string::npos;
            bareCommas += comma && !row.quoted[i];
            if (!row.quoted[i])
                continue;
            ++quoted;
            ++quotedByColumn[i];
            quotedCommas += comma;
            needless += !comma && row.fields[i].find_first_of("\"\t\r\n") == std::string::npos;
        }
    }
    bool hasQuotedColumn() const {
        return widths.rows() > 1 &&
               std::find(quotedByColumn.begin(), quotedByColumn.end(), widths.rows()) != quotedByColumn.end();
    }
    /// Spreadsheets quote what holds a comma in tab-separated files, too.
    bool looksLikeSpreadsheet() const { return quotedCommas >= 3 && bareCommas == 0 && needless == 0; }
};

double bestShare(const RowWidths& widths) {
    return widths.share(widths.commonest());
}

}  // namespace

Quoting guessQuoting(std::string_view text, const std::string& separator) {
    if (text.find('"') == std::string_view::npos)
        return Quoting::None;
    DelimitedRow row;
    QuoteFacts facts;
    for (DelimitedReader reader(text, {separator, true}); reader.next(row);) {
        if (row.textBehindQuote || row.quoteInside || row.unclosed > 0)
            return Quoting::Text;
        if (filledFields(row.fields) > 0)
            facts.add(row);
    }
    if (facts.acrossForm > 0) {
        RowWidths plain;
        for (DelimitedReader reader(text, {separator, false}); reader.next(row);)
            if (filledFields(row.fields) > 0)
                plain.add(row.fields);
        return bestShare(plain) < bestShare(facts.widths) ? Quoting::Form : Quoting::Text;
    }
    if (facts.hasQuotedColumn())
        return Quoting::Form;
    if (facts.doubled > 0 || facts.looksLikeSpreadsheet())
        return Quoting::Likely;
    return Quoting::Doubtful;
}

}  // namespace adapterscope
