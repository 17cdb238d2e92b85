// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/QuoteGuess.h"

#include <algorithm>
#include <vector>

#include "core/task/DelimitedReader.h"
#include "core/task/PlainText.h"
#include "core/task/RowWidths.h"

namespace adapterscope {

namespace {

/// Programs leave these bare among quoted fields.
bool isMissing(std::string_view field) {
    return field == "NA" || field == "NaN" || field == "NULL" || isBlank(field);
}

/// Fields of one column; the first row may hold bare names.
struct QuotedColumn {
    std::size_t quoted = 0, bare = 0;

    bool isQuoted() const { return quoted > 1 && bare == 0; }
    bool isMostlyQuoted() const { return quoted > 1 && quoted >= bare * 19; }
};

/// Fields that a program must quote, or that spreadsheets quote, and how the file writes them.
struct QuoteFacts {
    RowWidths widths;
    std::vector<QuotedColumn> columns;
    std::size_t doubled = 0, acrossForm = 0;  ///< across: a separator or line break is in quotes
    std::size_t quotedCommas = 0, bareCommas = 0, needless = 0;
    std::size_t astray = 0, inside = 0;  ///< rows with a quote that is not closed, or after other text

    void add(const DelimitedRow& row) {
        inside += row.quoteInside;
        astray += row.textBehindQuote || row.unclosed > 0;
        if (row.textBehindQuote || row.unclosed > 0)
            return;
        const bool isFirst = widths.rows() == 0;
        widths.add(row.fields);
        columns.resize(std::max(columns.size(), row.fields.size()));
        doubled += row.doubledQuote;
        acrossForm += row.separatorInside || row.breakInside;
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            const std::string& field = row.fields[i];
            const bool comma = field.find(',') != std::string::npos;
            bareCommas += comma && !row.quoted[i];
            columns[i].quoted += row.quoted[i];
            columns[i].bare += !row.quoted[i] && !isFirst && !isMissing(field);
            quotedCommas += comma && row.quoted[i];
            needless += row.quoted[i] && !comma && field.find_first_of("\"\t\r\n") == std::string::npos;
        }
    }
    bool hasQuotedColumn() const {
        return std::any_of(columns.begin(), columns.end(), [&](const QuotedColumn& column) {
            return column.isQuoted() && column.quoted * 2 > widths.rows();
        });
    }
    std::size_t mostlyQuotedColumns() const {
        if (astray * 19 > widths.rows())
            return 0;
        return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [&](const QuotedColumn& column) {
            return column.isMostlyQuoted() && column.quoted * 2 > widths.rows();
        }));
    }
    /// Spreadsheets quote what contains a comma in tab-separated files, too.
    bool looksLikeSpreadsheet() const { return quotedCommas >= 3 && bareCommas == 0 && needless == 0; }
};

bool fits(const std::vector<std::string>& fields, std::size_t width) {
    return fields.size() == width || (fields.size() > width && filledFields(fields) <= width);
}

/// What a line is if quotes are text.
enum class Line : unsigned char { Blank, Row, Piece };

/// By number, from 1.
std::vector<Line> linesOf(std::string_view text, const std::string& separator, std::size_t width) {
    std::vector<Line> lines = {Line::Blank};
    DelimitedRow row;
    for (DelimitedReader reader(text, {separator, false}); reader.next(row);)
        lines.push_back(filledFields(row.fields) == 0 ? Line::Blank
                        : fits(row.fields, width)     ? Line::Row
                                                      : Line::Piece);
    return lines;
}

/// Gains and losses if quotes are read as syntax and not as text.
struct Readings {
    std::size_t joined = 0;  ///< pieces of rows that become whole rows
    std::size_t lost = 0;    ///< whole rows that fall apart, or run into others
};

Readings compareReadings(std::string_view text, const std::string& separator, std::size_t width) {
    const std::vector<Line> lines = linesOf(text, separator, width);
    const auto at = [&](int line) {
        return lines.begin() + std::min<std::ptrdiff_t>(line, static_cast<std::ptrdiff_t>(lines.size()));
    };
    Readings readings;
    DelimitedRow row;
    for (DelimitedReader reader(text, {separator, true}); reader.next(row);) {
        const auto rows = static_cast<std::size_t>(std::count(at(row.line), at(row.nextLine), Line::Row));
        if (row.textBehindQuote || row.unclosed > 0 || !fits(row.fields, width))
            readings.lost += rows;
        else if (rows > 1)
            readings.lost += rows - 1;
        else
            readings.joined += static_cast<std::size_t>(std::count(at(row.line), at(row.nextLine), Line::Piece));
    }
    return readings;
}

}  // namespace

Quoting guessQuoting(std::string_view text, const std::string& separator) {
    if (text.find('"') == std::string_view::npos)
        return Quoting::None;
    DelimitedRow row;
    QuoteFacts facts;
    for (DelimitedReader reader(text, {separator, true}); reader.next(row);)
        if (filledFields(row.fields) > 0)
            facts.add(row);
    const bool asWritten = facts.astray == 0 && facts.inside == 0;  // by a program
    const std::size_t mostlyQuoted = facts.mostlyQuotedColumns();
    if (mostlyQuoted > 0 && mostlyQuoted == facts.widths.commonest())
        return Quoting::Form;
    if (facts.acrossForm > 0) {
        const Readings readings = compareReadings(text, separator, facts.widths.commonest());
        constexpr std::size_t clearly = 4;
        if (readings.joined > readings.lost)
            return asWritten || readings.joined >= readings.lost * clearly ? Quoting::Form : Quoting::Unclear;
        if (asWritten)
            return Quoting::Text;
        if (readings.joined > 0 && mostlyQuoted == 0)
            return Quoting::Doubtful;
    }
    if (facts.astray == 0 && facts.hasQuotedColumn())
        return Quoting::Form;
    if (!asWritten)
        return mostlyQuoted > 0 ? Quoting::Unclear : Quoting::Text;
    if (facts.doubled > 0 || facts.looksLikeSpreadsheet())
        return Quoting::Likely;
    return Quoting::Doubtful;
}

}  // namespace adapterscope
