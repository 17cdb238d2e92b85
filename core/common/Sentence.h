// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/common/Quantity.h"
#include "core/common/Setting.h"
#include "core/common/Text.h"

namespace adapterscope {

class Argument;
class Phrasing;

/// How many {} a pattern has ({{ and }} are braces); nothing if a brace is neither part of one nor doubled.
constexpr std::optional<std::size_t> placeholdersIn(std::string_view pattern) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '{' && pattern[i] != '}')
            continue;
        if (i + 1 == pattern.size() || (pattern[i + 1] != pattern[i] && pattern.substr(i, 2) != "{}"))
            return std::nullopt;
        found += pattern[i] == '{' && pattern[i + 1] == '}';
        ++i;
    }
    return found;
}

/// An English pattern with as many {} as there are arguments; a literal, which the compiler checks.
template <std::size_t Arguments>
class Pattern {
public:
    template <std::size_t Size>
    consteval Pattern(const char (&literal)[Size])  // NOLINT(google-explicit-constructor): as fmt::format takes it
        : m_text(literal, Size - 1) {
        const std::optional<std::size_t> found = placeholdersIn(m_text);
        if (!found)
            throw "a brace is neither part of {} nor doubled";
        if (*found != Arguments)
            throw "a pattern needs one {} for each argument";
    }
    std::string_view text() const { return m_text; }

private:
    std::string_view m_text;
};

/// A sentence for a person that each client phrases for itself: a pattern, by which a translation would find it, and
/// its arguments. Cheap to copy.
class Sentence {
public:
    Sentence() noexcept;  ///< no words
    /// Words that are the same for every client.
    Sentence(std::string text);  // NOLINT(google-explicit-constructor): so are its three siblings
    Sentence(const char* text) : Sentence(std::string(text)) {}
    template <typename... Arguments>
    requires(sizeof...(Arguments) > 0 && (std::convertible_to<const Arguments&, Argument> && ...))
        Sentence(Pattern<sizeof...(Arguments)> pattern, const Arguments&... arguments);
    /// For a pattern that is not a literal; it may number its placeholders ({1}).
    Sentence(std::string pattern, std::vector<Argument> arguments);

    std::string phrased(const Phrasing& phrasing) const;
    /// As the command line phrases it: what is printed, and what is beside its JSON (SentenceJson.h) in messages
    /// and files.
    const std::string& text() const;
    bool empty() const { return text().empty(); }
    /// Both are empty if it is the same for every client.
    const std::string& pattern() const;
    const std::vector<Argument>& arguments() const;
    /// Whether it has a Setting, which its JSON keeps. (A key of a design becomes text there.)
    bool namesSetting() const;
    bool operator==(const Sentence& other) const { return text() == other.text(); }

private:
    struct Content;
    std::string phrased(const Phrasing& phrasing, std::vector<NamedSetting>& named) const;

    std::shared_ptr<const Content> m_content;
};

/// What a placeholder is filled with: text, a number as numberText() writes it, a number with what is counted, a
/// setting, a key of a design, or another sentence.
class Argument {
public:
    // NOLINTBEGIN(google-explicit-constructor): a pattern's arguments are given as they are
    Argument(std::string text) : m_value(std::move(text)) {}
    Argument(std::string_view text) : m_value(std::string(text)) {}
    Argument(const char* text) : m_value(std::string(text)) {}
    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) Argument(Number number)
        : m_value(std::to_string(number)) {}
    template <std::same_as<double> Number>
    Argument(Number number) : m_value(numberText(number)) {}
    Argument(Setting setting) : m_value(NamedSetting{setting}) {}
    Argument(NamedSetting setting) : m_value(std::move(setting)) {}
    Argument(NamedKey key) : m_value(std::move(key)) {}
    Argument(Counted count) : m_value(std::move(count)) {}
    Argument(Sentence sentence) : m_value(std::move(sentence)) {}
    // NOLINTEND(google-explicit-constructor)

    const std::variant<std::string, NamedSetting, NamedKey, Counted, Sentence>& value() const { return m_value; }

private:
    std::variant<std::string, NamedSetting, NamedKey, Counted, Sentence> m_value;
};

template <typename... Arguments>
requires(sizeof...(Arguments) > 0 && (std::convertible_to<const Arguments&, Argument> &&
                                      ...)) Sentence::Sentence(Pattern<sizeof...(Arguments)> pattern,
                                                               const Arguments&... arguments)
    : Sentence(std::string(pattern.text()), std::vector<Argument>{Argument(arguments)...}) {}

/// All of them as one, with that between them; no words if there are none.
Sentence joined(const std::vector<Sentence>& sentences, const std::string& between);

/// As text() has them.
std::vector<std::string> textsOf(const std::vector<Sentence>& sentences);

}  // namespace adapterscope
