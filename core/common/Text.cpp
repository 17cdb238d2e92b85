// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <numeric>

namespace adapterscope {

std::string numberText(double value) {
    std::string text = fmt::format("{}", value);
    const auto exponent = text.find('e');
    if (exponent == std::string::npos)
        return text;
    // 1e-07 and 1e+20 become 1e-7 and 1e20.
    auto digits = text.substr(exponent + 1);
    const bool negative = digits.front() == '-';
    const auto first = digits.find_first_not_of("+-0");
    return text.substr(0, exponent + 1) + (negative ? "-" : "") + digits.substr(first);
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string inSmallLetters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    for (;;) {
        const auto end = text.find(separator);
        pieces.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos)
            return pieces;
        text.remove_prefix(end + 1);
    }
}

std::string listed(const std::vector<std::string>& words, const std::string& last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " " + last + " " : ", ";
        text += words[i];
    }
    return text;
}

namespace {

/// Levenshtein distance, ignoring case.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = std::tolower(static_cast<unsigned char>(a[i - 1])) ==
                              std::tolower(static_cast<unsigned char>(b[j - 1]));
            const std::size_t changed = diagonal + (same ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

}  // namespace

std::string suggestion(std::string_view word, const std::vector<std::string>& choices) {
    if (word.size() > 64)
        return {};
    const std::string* nearest = nullptr;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const auto& choice : choices) {
        const auto distance = editDistance(word, choice);
        if (distance < least && distance < choice.size()) {
            least = distance;
            nearest = &choice;
        }
    }
    return nearest ? fmt::format(" Did you mean \"{}\"?", *nearest) : std::string();
}

}  // namespace adapterscope
