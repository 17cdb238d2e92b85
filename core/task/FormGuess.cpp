// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/FormGuess.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "core/common/Error.h"
#include "core/task/ColumnNames.h"
#include "core/task/ColumnShape.h"
#include "core/task/PlainText.h"
#include "core/task/RowWidths.h"
#include "core/task/TextTable.h"

namespace adapterscope {

namespace {

struct NamedSeparator {
    const char *typed, *separator, *name;
};
constexpr NamedSeparator namedSeparators[] = {{"tab", "\t", "tabs"},
                                              {"comma", ",", "commas"},
                                              {"semicolon", ";", "semicolons"},
                                              {"pipe", "|", "vertical bars"},
                                              {"space", " ", "spaces"}};
const std::vector<std::string> candidates = {"\t", ",", ";", "|"};

constexpr double alike = 0.05;  // shares of rows that differ by less do not decide between separators

/// As a person types it.
std::string typedSeparator(const std::string& separator) {
    const auto named = std::find_if(std::begin(namedSeparators), std::end(namedSeparators),
                                    [&](const NamedSeparator& each) { return separator == each.separator; });
    return named == std::end(namedSeparators) ? separator : named->typed;
}

/// One way to split the file, and how well its rows fit.
struct Cut {
    TableForm form;
    Quoting quoting = Quoting::None;
    std::size_t width = 0;
    double share = 0;
    bool closes = true;  ///< no quote stays open

    bool hasColumns() const { return width > 1; }
};

/// Line of the first quote where no program writes one; 0 if there is none.
int strayQuote(std::string_view text, const GuessedForm& guess) {
    DelimitedRow row;
    for (DelimitedReader reader(text, {guess.form.separator, true}, guess.firstLine); reader.next(row);)
        if (row.textBehindQuote || row.quoteInside || row.unclosed > 0)
            return row.line;
    return 0;
}

/// As given, as usual in CSV, or as all rows suggest; but the files of one task are read alike if all have quotes.
Quoting quotingOf(std::string_view text, const std::string& separator, const std::string& given,
                  const TableLayout* like) {
    if (!given.empty())
        return given == "yes" ? Quoting::Form : Quoting::Text;
    if (separator == "," || separator == ";")
        return Quoting::Form;
    const Quoting found = guessQuoting(text, separator);
    if (!like || like->form.separator != separator || like->quoting == Quoting::None || found == Quoting::None)
        return found;
    return like->quoting == Quoting::Form && found != Quoting::Text ? Quoting::Form : Quoting::Text;
}

Cut cutBy(std::string_view text, const std::string& separator, const TaskSource& source, const TableLayout* like) {
    Cut cut;
    cut.quoting = quotingOf(text, separator, source.quotes, like);
    cut.form = {separator, cut.quoting == Quoting::Form};
    RowWidths widths;
    std::size_t broken = 0;
    DelimitedRow row;
    for (DelimitedReader reader(text, cut.form); reader.next(row);) {
        if (filledFields(row.fields) == 0)
            continue;
        broken += row.textBehindQuote;
        cut.closes = cut.closes && row.unclosed == 0;
        widths.add(row.fields);
    }
    cut.width = widths.commonest();
    if (widths.rows() > 0)
        cut.share = widths.share(cut.width) * (1 - static_cast<double>(broken) / static_cast<double>(widths.rows()));
    return cut;
}

/// Worth a closer look: it occurs in at least one line of twenty.
bool isFrequent(std::string_view text, const std::string& separator) {
    const auto lines = std::count(text.begin(), text.end(), text.find('\n') == std::string_view::npos ? '\r' : '\n');
    return std::count(text.begin(), text.end(), separator.front()) * 20 >= std::max<std::ptrdiff_t>(lines, 1);
}

TextTable tableOf(std::string_view text, const Cut& cut) {
    TextTable table;
    DelimitedRow row;
    for (DelimitedReader reader(text, cut.form); reader.next(row);)
        if (filledFields(row.fields) > 0)
            table.rows.push_back({row.line, std::move(row.fields)});
    table.width = cut.width;
    return table;
}

/// The evidence for a way to split: known column names, else a column that could hold labels.
int evidence(std::string_view text, const Cut& cut) {
    const TextTable table = tableOf(text, cut);
    const auto& first = table.rows.front().fields;
    const auto known = std::count_if(first.begin(), first.end(), isKnownColumn);
    if (known > 0)
        return 10 * static_cast<int>(known);
    const std::vector<ColumnShape> shapes = columnShapes(table);
    return std::any_of(shapes.begin(), shapes.end(),
                       [](const ColumnShape& shape) { return shape.filled && shape.repeats && shape.distinct > 1; });
}

Cut strongest(std::string_view text, const std::vector<Cut>& cuts, const std::string& file) {
    std::vector<int> strength;
    strength.reserve(cuts.size());
    for (const Cut& cut : cuts)
        strength.push_back(evidence(text, cut));
    const int most = *std::max_element(strength.begin(), strength.end());
    if (std::count(strength.begin(), strength.end(), most) == 1)
        return cuts[static_cast<std::size_t>(std::find(strength.begin(), strength.end(), most) - strength.begin())];
    std::string names;
    for (std::size_t i = 0; i < cuts.size(); ++i)
        if (strength[i] == most)
            names += (names.empty() ? "" : " or ") + separatorName(cuts[i].form.separator);
    throw Error("{}: its fields could be separated by {}; give the separator {}.", file, names,
                byMeansOf(Setting::Separator));
}

Cut bestCut(std::string_view text, const std::filesystem::path& file, const TaskSource& source,
            const TableLayout* like) {
    std::vector<Cut> cuts;
    for (const std::string& separator : candidates)
        if (isFrequent(text, separator))
            if (const Cut cut = cutBy(text, separator, source, like); cut.hasColumns())
                cuts.push_back(cut);
    if (cuts.empty() && like)
        return {like->form, like->quoting, 1, 1, true};
    if (cuts.empty())
        throw Error(
            "{}: none of the usual separators (tab, comma, semicolon, vertical bar) splits most of its rows into "
            "columns. Each row needs a text and a label: give another separator {}. JSON Lines and rows of the form "
            "LABEL:detail text can be read as well.",
            file.string(), byMeansOf(Setting::Separator));
    if (std::any_of(cuts.begin(), cuts.end(), [](const Cut& cut) { return cut.closes; }))
        std::erase_if(cuts, [](const Cut& cut) { return !cut.closes; });
    const bool promisesTabs = nameForm(file.extension().string()) != ".csv";  // tabs are rarely part of a text
    for (const Cut& cut : cuts)
        if (cut.share > 0.8 && ((promisesTabs && cut.form.separator == "\t") || (like && cut.form == like->form)))
            return cut;
    const double best =
        std::max_element(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.share < b.share; })->share;
    std::erase_if(cuts, [&](const Cut& cut) { return cut.share < best - alike; });
    return cuts.size() == 1 ? cuts.front() : strongest(text, cuts, file.string());
}

/// A spreadsheet's first line "sep=;": returns its separator and removes the line.
std::optional<std::string> takeSeparatorLine(std::string_view text, GuessedForm& guess) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    if (line.starts_with('"') && line.ends_with('"') && line.size() > 1)
        line = line.substr(1, line.size() - 2);
    if (line.size() < 5 || nameForm(line.substr(0, 4)) != "sep=")
        return std::nullopt;
    std::string separator(line.substr(4));
    if (separator == "\\t")
        separator = "\t";
    if (separator.size() != 1)
        return std::nullopt;
    guess.start = std::min(text.size(), end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    guess.firstLine = 2;
    return separator;
}

/// For a separator that is given, or stated in the file's first line, but separates nothing.
[[noreturn]] void refuseSeparator(std::string_view rows, const std::string& separator,
                                  const std::filesystem::path& file, const TaskSource& source) {
    std::string others, typed;
    for (const std::string& other : candidates)
        if (isFrequent(rows, other) && cutBy(rows, other, source, nullptr).hasColumns()) {
            others += (others.empty() ? "" : " or ") + separatorName(other);
            typed += (typed.empty() ? "" : " or ") + typedSeparator(other);
        }
    const std::string rest = others.empty() ? "" : ", but by " + others;
    const bool isGiven = !source.separator.empty();
    if (isGiven && others.empty())
        throw Error(
            "{}: its rows are not separated into columns by {}, nor by another usual separator (tab, comma, semicolon, "
            "vertical bar). Each row needs a text and a label with one character between them; otherwise write the "
            "rows as CSV or JSON Lines.",
            file.string(), separatorName(separator));
    if (isGiven)
        throw Error("{}: its rows are not separated into columns by {}{}; give {}.", file.string(),
                    separatorName(separator), rest, setTo(Setting::Separator, typed));
    throw Error(
        "{}, line 1: \"sep={}\" does not fit its rows, which are not separated into columns by {}{}. Correct the line, "
        "or give the separator {}.",
        file.string(), visible(separator), separatorName(separator), rest, byMeansOf(Setting::Separator));
}

/// The separator that the file's first line states may be left over from another program: reports one that splits the
/// rows just as well.
void remarkOnRivals(std::string_view rows, const Cut& stated, const std::string& file, const TaskSource& source,
                    GuessedForm& guess) {
    for (const std::string& separator : candidates) {
        if (separator == stated.form.separator || !isFrequent(rows, separator))
            continue;
        const Cut rival = cutBy(rows, separator, source, nullptr);
        if (rival.hasColumns() && rival.share > 1 - alike && evidence(rows, rival) >= evidence(rows, stated))
            guess.remarks.push_back(
                {"{}, line 1: read with {} between columns, as this line states, though {} split the rows just as "
                 "well; {} decides.",
                 file, separatorName(stated.form.separator), separatorName(separator), Setting::Separator});
    }
}

}  // namespace

std::string separatorFromText(const std::string& text) {
    const std::string name = nameForm(text);
    for (const NamedSeparator& named : namedSeparators)
        if (name == named.typed || name == named.name || text == named.separator)
            return named.separator;
    if (name == "\\t")
        return "\t";
    if (text.find('"') != std::string::npos)
        throw Error(
            "{} cannot be a quotation mark, which encloses fields: give one character such as ; or |, or tab, comma, "
            "semicolon, pipe or space.",
            Setting::Separator);
    std::size_t at = 0;
    const std::int32_t c = text.empty() ? 0 : nextCharacter(text, at);
    const bool ordinary = c < 0x80 && ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
    if (c < ' ' || ordinary || at != text.size())
        throw Error(
            "{} is not a separator: give one character such as ; or |, or tab, comma, semicolon, pipe or space.",
            givenAs(Setting::Separator, visible(text)));
    return text;
}

std::string separatorName(const std::string& separator) {
    for (const NamedSeparator& named : namedSeparators)
        if (separator == named.separator)
            return named.name;
    return '"' + visible(separator) + '"';
}

GuessedForm guessForm(std::string_view text, const std::filesystem::path& file, const TaskSource& source,
                      const TableLayout* like) {
    GuessedForm guess;
    std::optional<std::string> separator = takeSeparatorLine(text, guess);
    if (!source.separator.empty())
        separator = separatorFromText(source.separator);
    const std::string_view rows = text.substr(guess.start);
    const Cut cut = separator ? cutBy(rows, *separator, source, like) : bestCut(rows, file, source, like);
    if (separator && !cut.hasColumns() && !like)
        refuseSeparator(rows, *separator, file, source);
    if (separator && source.separator.empty() && !like)
        remarkOnRivals(rows, cut, file.string(), source, guess);
    guess.form = cut.form;
    guess.quoting = cut.quoting;
    if (guess.quoting == Quoting::Unclear)
        throw Error(
            "{}, line {}: a quotation mark is in an unexpected place, while others enclose line breaks or a whole "
            "column. Fix it, or give {} if quotes around fields are a spreadsheet's, {} if they are part of the text.",
            file.string(), strayQuote(rows, guess), setTo(Setting::Quotes, "yes"), setTo(Setting::Quotes, "no"));
    return guess;
}

}  // namespace adapterscope
