// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adapterscope {

/// One word for each value of an enumeration or a bool, in the order in which people see them.
template <class Value>
using Words = std::vector<std::pair<std::string, Value>>;

/// Empty if there is none.
template <class Value>
std::string wordOf(const Words<Value>& words, const Value& value) {
    for (const auto& [word, meaning] : words)
        if (meaning == value)
            return word;
    return {};
}

/// Nothing if it is none of the words.
template <class Value>
std::optional<Value> meaningOf(const Words<Value>& words, std::string_view text) {
    for (const auto& [word, meaning] : words)
        if (word == text)
            return meaning;
    return std::nullopt;
}

/// Only the words.
template <class Value>
std::vector<std::string> namesIn(const Words<Value>& words) {
    std::vector<std::string> names;
    for (const auto& [word, meaning] : words)
        names.push_back(word);
    return names;
}

/// Those of a set with + between, in the order of the words; "none" if it is empty.
template <class Value>
std::string joined(const Words<Value>& words, const std::set<Value>& values) {
    std::string text;
    for (const auto& [word, meaning] : words)
        if (values.contains(meaning))
            text += (text.empty() ? "" : "+") + word;
    return text.empty() ? "none" : text;
}

}  // namespace adapterscope
