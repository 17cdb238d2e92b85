// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/task/builtin/PortableRandom.h"

namespace adapterscope::builtin {

enum class Split { Train, Dev, Test };

/// One word in all its forms (child, children), in the order that its list names them.
using Word = std::vector<std::string>;

/// Words under a name. They are divided between the splits, so no split shows a word of another, unless the list
/// holds words that every sentence needs (is, has, this) and is shared.
struct WordList {
    bool shared = false;
    std::vector<std::string> forms;          ///< names of the forms; empty if there is only one form
    std::array<std::vector<Word>, 3> words;  ///< by Split
};

/// Word lists and rules, read from a text of the folder resources/tasks (its README.md describes the format).
class Grammar {
public:
    /// Throws Error naming the line at fault. The texts are read as one, one after the other.
    explicit Grammar(const std::vector<std::string_view>& texts);

    const WordList& list(const std::string& name) const;  ///< throws Error naming the list
    const std::vector<std::string>& rule(
        const std::string& name) const;  ///< its alternatives; throws Error naming the rule
    const std::map<std::string, WordList>& lists() const { return m_lists; }
    const std::map<std::string, std::vector<std::string>>& rules() const { return m_rules; }

private:
    void readWords(const std::string& name, WordList& list, const std::string& line);
    void divide();

    std::map<std::string, WordList> m_lists;
    std::map<std::string, std::vector<std::string>> m_rules;
    std::map<std::string, std::vector<Word>> m_undivided;
};

/// What replaces the names in a text while it is written: {quality} -> {quality.good}, <Frame> -> <Denial>, the form
/// NUMBER -> plural.
using Names = std::map<std::string, std::string>;

/// Writes one text: expands rules and draws words of one split, no word twice.
class Writer {
public:
    Writer(const Grammar& grammar, Split split, PortableRandom& random)
        : m_grammar(grammar), m_split(split), m_random(random) {}

    /// Expands a pattern: {list.form}, {name=list.form} (keeps the word under a name), <Rule>, [this|or that|].
    std::string expand(std::string_view pattern);
    /// A random alternative of a rule, unexpanded.
    const std::string& pick(const std::string& rule);

    Names names;

private:
    std::string word(std::string_view slot);
    std::string choice(std::string_view alternatives);
    const Word& draw(const std::string& list);

    const Grammar& m_grammar;
    Split m_split;
    PortableRandom& m_random;
    std::map<std::string, std::pair<std::string, const Word*>> m_bound;  ///< name -> list and word
    std::vector<const Word*> m_used;
};

/// Makes a sentence of expanded text: one space between words, none before punctuation, a or an, a capital first.
std::string tidy(std::string_view text);

}  // namespace adapterscope::builtin
