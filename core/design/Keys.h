// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Builders of KeyInfo over a member of a settings struct (or of Design itself), for the methods' rows.

#include <fmt/core.h>

#include <type_traits>
#include <utility>

#include "core/Error.h"
#include "core/design/Methods.h"
#include "core/design/Text.h"

namespace adapterscope {

/// Name, label and help of a key.
struct KeyText {
    std::string name, label, help;
};

template <class Settings>
Settings& settingsOf(Design& design) {
    if constexpr (std::is_same_v<Settings, Design>)
        return design;
    else
        return std::get<Settings>(design.settings);
}

template <class Settings>
const Settings& settingsOf(const Design& design) {
    return settingsOf<Settings>(const_cast<Design&>(design));
}

/// Runs a reader of texts and puts `key=text` before what it complains of.
template <class Read>
auto readingKey(const std::string& key, const std::string& text, Read read) {
    try {
        return read(text);
    } catch (const Error& error) {
        throw Error(fmt::format("{}={}: {}", key, text, error.what()));
    }
}

inline KeyInfo describedKey(const KeyText& text, KeyKind kind) {
    KeyInfo key;
    key.name = text.name;
    key.label = text.label;
    key.help = text.help;
    key.kind = kind;
    return key;
}

template <class Settings>
KeyInfo integerKey(const KeyText& text, int Settings::*member, int minimum, int maximum) {
    KeyInfo key = describedKey(text, KeyKind::Integer);
    key.minimum = minimum;
    key.maximum = maximum;
    key.get = [member](const Design& design) { return std::to_string(settingsOf<Settings>(design).*member); };
    key.set = [member, name = text.name](Design& design, const std::string& value) {
        settingsOf<Settings>(design).*member = readingKey(name, value, wholeNumberFromText);
    };
    return key;
}

template <class Settings>
KeyInfo numberKey(const KeyText& text, double Settings::*member, double minimum, double maximum) {
    KeyInfo key = describedKey(text, KeyKind::Number);
    key.minimum = minimum;
    key.maximum = maximum;
    key.get = [member](const Design& design) { return numberText(settingsOf<Settings>(design).*member); };
    key.set = [member, name = text.name](Design& design, const std::string& value) {
        settingsOf<Settings>(design).*member = readingKey(name, value, numberFromText);
    };
    return key;
}

/// One word for each value of an enumeration or a bool.
template <class Value>
using Words = std::vector<std::pair<std::string, Value>>;

template <class Value>
std::string wordOf(const Words<Value>& words, Value value) {
    for (const auto& [word, meaning] : words)
        if (meaning == value)
            return word;
    return {};
}

template <class Settings, class Value>
KeyInfo choiceKey(const KeyText& text, Value Settings::*member, const Words<Value>& words) {
    KeyInfo key = describedKey(text, KeyKind::Choice);
    for (const auto& [word, meaning] : words)
        key.choices.push_back(word);
    key.get = [member, words](const Design& design) { return wordOf(words, settingsOf<Settings>(design).*member); };
    key.set = [member, words, name = text.name, choices = key.choices](Design& design, const std::string& value) {
        for (const auto& [word, meaning] : words) {
            if (word == value) {
                settingsOf<Settings>(design).*member = meaning;
                return;
            }
        }
        throw Error(fmt::format("{}={}: '{}' is not a choice; write {}.{}", name, value, value, listed(choices),
                                suggestion(value, choices)));
    };
    return key;
}

template <class Settings>
KeyInfo switchKey(const KeyText& text, bool Settings::*member) {
    KeyInfo key = choiceKey<Settings, bool>(text, member, {{"on", true}, {"off", false}});
    key.kind = KeyKind::Switch;
    return key;
}

}  // namespace adapterscope
