// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Builders of KeyInfo over a member of a settings struct (or of Design itself), for the methods' rows.

#include <set>
#include <type_traits>
#include <utility>

#include "core/common/Error.h"
#include "core/common/NumberFromText.h"
#include "core/common/Text.h"
#include "core/common/Words.h"
#include "core/design/LayerSpan.h"
#include "core/design/Methods.h"

namespace adapterscope {

/// Name, label and help of a key.
struct KeyText {
    std::string name, label, help;
};

/// Runs a reader of texts and puts `key=text` before its error message.
template <class Read>
auto readingKey(const std::string& key, const std::string& text, Read read) {
    try {
        return read(text);
    } catch (const Error& error) {
        throw Error("{}={}: {}", key, text, error.sentence());
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

/// Makes the key read and write one part.
inline void overPart(KeyInfo& key, std::function<std::string(const Part&)> get,
                     std::function<void(Part&, const std::string&)> set) {
    key.read = [get = std::move(get)](const Design& design, std::size_t part) { return get(design.parts.at(part)); };
    key.write = [set = std::move(set)](Design& design, std::size_t part, const std::string& value) {
        set(design.parts.at(part), value);
    };
}

/// Makes the key read and write a member: of a part's settings, or of the design as a whole.
template <class Owner, class Value>
void overMember(KeyInfo& key, Value Owner::*member, std::function<std::string(const Value&)> print,
                std::function<Value(const std::string&)> read) {
    if constexpr (std::is_same_v<Owner, Design>) {
        key.isOfDesign = true;
        key.read = [member, print](const Design& design, std::size_t) { return print(design.*member); };
        key.write = [member, read](Design& design, std::size_t, const std::string& value) {
            design.*member = read(value);
        };
    } else {
        overPart(
            key, [member, print](const Part& part) { return print(settingsOf<Owner>(part).*member); },
            [member, read](Part& part, const std::string& value) { settingsOf<Owner>(part).*member = read(value); });
    }
}

template <class Owner>
KeyInfo integerKey(const KeyText& text, int Owner::*member, int minimum, int maximum) {
    KeyInfo key = describedKey(text, KeyKind::Integer);
    key.minimum = minimum;
    key.maximum = maximum;
    overMember<Owner, int>(
        key, member, [](const int& value) { return std::to_string(value); },
        [name = text.name](const std::string& value) { return readingKey(name, value, wholeNumberFromText); });
    return key;
}

template <class Owner>
KeyInfo numberKey(const KeyText& text, double Owner::*member, double minimum, double maximum) {
    KeyInfo key = describedKey(text, KeyKind::Number);
    key.minimum = minimum;
    key.maximum = maximum;
    overMember<Owner, double>(key, member, numberText, [name = text.name](const std::string& value) {
        return readingKey(name, value, numberFromText);
    });
    return key;
}

template <class Owner, class Value>
KeyInfo choiceKey(const KeyText& text, Value Owner::*member, const Words<Value>& words) {
    KeyInfo key = describedKey(text, KeyKind::Choice);
    key.choices = namesIn(words);
    overMember<Owner, Value>(
        key, member, [words](const Value& value) { return wordOf(words, value); },
        [words, name = text.name, choices = key.choices](const std::string& value) {
            if (const auto meaning = meaningOf(words, value))
                return *meaning;
            throw Error("{}={}: '{}' is not a choice; write {}.{}", name, value, value, listed(choices),
                        suggestion(value, choices));
        });
    return key;
}

/// Several of the words, with + between, or none; `noun` is what one of them is, in messages.
template <class Owner, class Value>
KeyInfo setKey(const KeyText& text, std::set<Value> Owner::*member, const Words<Value>& words,
               const std::string& noun) {
    KeyInfo key = describedKey(text, KeyKind::Choice);
    overMember<Owner, std::set<Value>>(
        key, member, [words](const std::set<Value>& values) { return joined(words, values); },
        [words, noun, name = text.name](const std::string& value) {
            std::set<Value> values;
            for (const auto& piece : value == "none" ? std::vector<std::string>() : split(value, '+')) {
                const auto meaning = meaningOf(words, piece);
                if (!meaning)
                    throw Error("{}={}: '{}' is not a {}; write {}, with + between.{}", name, value, piece, noun,
                                listed(namesIn(words)), suggestion(piece, namesIn(words)));
                values.insert(*meaning);
            }
            return values;
        });
    return key;
}

template <class Owner>
KeyInfo layersKey(const KeyText& text, LayerSpan Owner::*member) {
    KeyInfo key = describedKey(text, KeyKind::Layers);
    key.choices = {"all", "none"};
    overMember<Owner, LayerSpan>(
        key, member, [](const LayerSpan& layers) { return layers.text(); },
        [name = text.name](const std::string& value) { return readingKey(name, value, LayerSpan::parse); });
    return key;
}

/// What a method's check finds in a part.
class PartFindings {
public:
    PartFindings(const Part& part, std::vector<Finding>& findings) : m_part(part), m_findings(findings) {}
    /// For a sentence.
    NamedKey key(const std::string& name, std::string value = {}) const {
        return namedKey(m_part, name, std::move(value));
    }
    void fault(const std::string& key, Sentence sentence) { m_findings.push_back({true, key, std::move(sentence)}); }
    void remark(const std::string& key, Sentence sentence) { m_findings.push_back({false, key, std::move(sentence)}); }

private:
    const Part& m_part;
    std::vector<Finding>& m_findings;
};

/// A fault if the layers are not the base's.
void checkLayers(const LayerSpan& layers, const BaseConfig* base, PartFindings& findings);

template <class Owner>
KeyInfo switchKey(const KeyText& text, bool Owner::*member) {
    KeyInfo key = choiceKey<Owner, bool>(text, member, {{"on", true}, {"off", false}});
    key.kind = KeyKind::Switch;
    return key;
}

}  // namespace adapterscope
