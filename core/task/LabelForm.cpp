// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/LabelForm.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "core/task/PlainText.h"

namespace adapterscope {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digitsAt(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
}

/// The whole of an exponent such as e0, E+00, e-1; nothing if it is something else, or larger than labels have.
std::optional<int> exponentOf(std::string_view text) {
    if (text.empty())
        return 0;
    if (text.front() != 'e' && text.front() != 'E')
        return std::nullopt;
    text.remove_prefix(1);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    int value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    constexpr int largest = 400;
    const bool whole =
        failed == std::errc() && end == text.data() + text.size() && value >= -largest && value <= largest;
    return whole ? std::optional(value) : std::nullopt;
}

/// A decimal number in one form, exactly: its digits without zeros at the ends, and the power of ten of the last.
std::optional<std::string> numericKey(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const std::size_t whole = digitsAt(text);
    std::string digits(text.substr(0, whole));
    text.remove_prefix(whole);
    int power = 0;
    if (text.starts_with('.') || text.starts_with(',')) {
        const std::size_t behind = digitsAt(text.substr(1));
        if (text.front() == ',' && (whole == 0 || behind < 1 || behind > 2))
            return std::nullopt;
        digits += text.substr(1, behind);
        power = -static_cast<int>(behind);
        text.remove_prefix(1 + behind);
    }
    const std::optional<int> exponent = exponentOf(text);
    if (digits.empty() || !exponent)
        return std::nullopt;
    power += *exponent;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    while (digits.ends_with('0')) {
        digits.pop_back();
        ++power;
    }
    if (digits.empty())
        return "0";
    return (negative ? "-" : "") + digits + "e" + std::to_string(power);
}

/// 1000 for 1,000, if that is one of the separators; anything else as it is.
std::string withoutThousands(std::string_view text, std::string_view separators) {
    constexpr std::size_t group = 3;
    const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    const std::size_t first = digitsAt(text.substr(sign));
    std::string plain(text.substr(0, sign + first));
    text.remove_prefix(sign + first);
    if (first < 1 || first > group || plain[sign] == '0')
        return plain.append(text);
    while (!text.empty() && separators.find(text.front()) != std::string_view::npos &&
           digitsAt(text.substr(1)) == group) {
        plain += text.substr(1, group);
        text.remove_prefix(1 + group);
    }
    return plain.append(text);
}

/// inf, -Infinity, +INF and the sign for it.
std::optional<std::string> infinityKey(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const auto is = [&](std::string_view name) {
        return std::equal(text.begin(), text.end(), name.begin(), name.end(), [](char c, char lower) {
            return c == lower || (c >= 'A' && c <= 'Z' && (c | 0x20) == lower);
        });
    };
    if (!is("inf") && !is("infinity") && text != "∞")
        return std::nullopt;
    return negative ? "-inf" : "inf";
}

std::optional<std::string> percentKey(std::string_view text) {
    if (!text.ends_with('%'))
        return std::nullopt;
    text.remove_suffix(1);
    return numericKey(text.ends_with(' ') ? text.substr(0, text.size() - 1) : text);
}

/// Words without what programs put around and between them: (no label), [no_label] and <no-label> mean that there is
/// none.
std::string wordsOf(std::string form) {
    for (const std::string_view brackets : {"()", "[]", "<>", "{}"})
        if (form.size() > 2 && form.front() == brackets.front() && form.back() == brackets.back())
            form = form.substr(1, form.size() - 2);
    for (std::size_t i = 1; i + 1 < form.size(); ++i)
        if (form[i] == '_' || form[i] == '-')
            form[i] = ' ';
    return form;
}

}  // namespace

std::string labelKey(std::string_view label, Thousands thousands) {
    std::string normal = normalForm(label);
    for (const std::string_view minus :
         {"\u2212", "\u2010", "\u2011", "\u2012", "\u2013"})  // characters for minus and hyphen
        for (std::size_t at = normal.find(minus); at != std::string::npos; at = normal.find(minus, at))
            normal.replace(at, minus.size(), "-");
    const std::string digits = withAsciiDigits(normal);
    const std::string plain = thousands == Thousands::Bare     ? digits
                              : thousands == Thousands::Commas ? withoutThousands(digits, ",")
                                                               : withoutThousands(digits, ",. '");
    if (const std::optional<std::string> number = numericKey(plain))
        return "number " + *number;
    if (const std::optional<std::string> infinity = infinityKey(plain))
        return "number " + *infinity;
    const std::optional<std::string> percent = percentKey(plain);
    return percent ? "percent " + *percent : normal;
}

bool isNotAvailable(std::string_view label) {
    static const std::vector<std::string_view> spellings = {"n/a",  "n-a", "n.a.", "n.a",
                                                            "#n/a", "#na", "<na>", "#n/an/a"};
    std::string form = nameForm(label);
    std::erase(form, ' ');  // spaces do not distinguish labels
    return std::find(spellings.begin(), spellings.end(), form) != spellings.end();
}

NoLabelMark noLabelMark(std::string_view label) {
    static const std::vector<std::string_view> sure = {
        "",     "-",   "--",      "\u2010", "\u2212", "\u2013",  "\u2014", "?",     "??",      "nan",   "-nan",
        "null", "\\n", "#value!", "#ref!",  "#name?", "#div/0!", "#null!", "#num!", "#spill!", "#calc!"};
    static const std::vector<std::string_view> sureWords = {
        "null",          "no label",      "nolabel",       "no label given", "no label set", "without label",
        "missing label", "label missing", "label not set", "unlabeled",      "unlabelled",   "not labeled",
        "not labelled",  "non labeled",   "non labelled",  "unannotated",    "not annotated"};
    static const std::vector<std::string_view> possible = {"na", "-1"};
    static const std::vector<std::string_view> possibleWords = {
        "none",  "unknown",  "missing",    "undefined", "nil",     "nat",         "tbd",           "todo",
        "empty", "no class", "none given", "not given", "not set", "unspecified", "not specified", "not available"};
    constexpr std::size_t longest = 24;
    if (label.size() > longest)
        return NoLabelMark::None;
    const std::string form = nameForm(label), words = wordsOf(form);
    const auto holds = [](const std::vector<std::string_view>& marks, const std::string& mark) {
        return std::find(marks.begin(), marks.end(), mark) != marks.end();
    };
    return holds(sure, form) || holds(sureWords, words) || isNotAvailable(form) ? NoLabelMark::Sure
           : holds(possible, form) || holds(possibleWords, words)               ? NoLabelMark::Possible
                                                                                : NoLabelMark::None;
}

}  // namespace adapterscope
