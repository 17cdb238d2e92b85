// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/builtin/Grammar.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "core/common/Error.h"

namespace adapterscope::builtin {

namespace {

// Of the words of a list, in percent; the rest is the test's.
constexpr std::size_t trainShare = 60;
constexpr std::size_t devShare = 17;

std::vector<std::string> parts(std::string_view text, char separator) {
    std::vector<std::string> result(1);
    for (const char c : text) {
        if (c == separator)
            result.emplace_back();
        else
            result.back() += c;
    }
    return result;
}

/// Where the bracket opened at `open` closes; brackets may be nested.
std::size_t closing(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '[')
            ++depth;
        if (text[i] == ']' && --depth == 0)
            return i;
    }
    throw Error("The bracket in \"{}\" is not closed.", text);
}

template <typename T>
const T& found(const std::map<std::string, T>& map, const std::string& name, const char* what) {
    const auto it = map.find(name);
    if (it == map.end())
        throw Error("The grammar of the built-in tasks has no {} named {}.", what, name);
    return it->second;
}

std::string renamed(const Names& names, const std::string& name) {
    const auto it = names.find(name);
    return it == names.end() ? name : it->second;
}

}  // namespace

Grammar::Grammar(const std::vector<std::string_view>& texts) {
    WordList* list = nullptr;
    std::vector<std::string>* alternatives = nullptr;
    std::string name;
    for (const std::string_view text : texts) {
        for (const std::string& line : parts(text, '\n')) {
            if (line.empty() || line.front() == '#')
                continue;
            std::istringstream words(line);
            std::string first;
            words >> first;
            if (first == "words:" || first == "shared:" || first == "rule:") {
                words >> name;
                list = first == "rule:" ? nullptr : &m_lists[name];
                alternatives = first == "rule:" ? &m_rules[name] : nullptr;
                if (list != nullptr)
                    list->shared = first == "shared:";
                for (std::string form; list != nullptr && words >> form;)
                    list->forms.push_back(form);
            } else if (list != nullptr) {
                readWords(name, *list, line);
            } else if (alternatives != nullptr) {
                alternatives->push_back(line);
            } else {
                throw Error("The line \"{}\" of a built-in task comes before any words:, shared: or rule:.", line);
            }
        }
    }
    divide();
}

void Grammar::readWords(const std::string& name, WordList& list, const std::string& line) {
    std::istringstream words(line);
    for (std::string entry; words >> entry;) {
        std::replace(entry.begin(), entry.end(), '_', ' ');
        Word word = parts(entry, '/');
        if (word.size() != std::max<std::size_t>(1, list.forms.size()))
            throw Error("The word {} of the list {} has {} forms and should have {}.", entry, name, word.size(),
                        std::max<std::size_t>(1, list.forms.size()));
        m_undivided[name].push_back(std::move(word));
    }
}

void Grammar::divide() {
    std::map<std::string, std::size_t> splitOf;  // a word in two lists stays in one split
    for (auto& [name, words] : m_undivided) {
        if (m_lists[name].shared) {
            m_lists[name].words.fill(words);
            continue;
        }
        PortableRandom random(seedOf(name));
        random.shuffle(words);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::size_t percent = i * 100 / words.size();
            std::size_t split = percent < trainShare ? 0 : percent < trainShare + devShare ? 1 : 2;
            for (const std::string& form : words[i]) {
                const auto known = splitOf.find(form);
                split = known == splitOf.end() ? split : known->second;
            }
            for (const std::string& form : words[i])
                splitOf.emplace(form, split);
            m_lists[name].words[split].push_back(words[i]);
        }
    }
    m_undivided.clear();
}

const WordList& Grammar::list(const std::string& name) const {
    return found(m_lists, name, "list of words");
}

const std::vector<std::string>& Grammar::rule(const std::string& name) const {
    return found(m_rules, name, "rule");
}

const std::string& Writer::pick(const std::string& rule) {
    const auto& alternatives = m_grammar.rule(renamed(names, rule));
    return alternatives[m_random.below(alternatives.size())];
}

std::string Writer::expand(std::string_view pattern) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c != '{' && c != '<' && c != '[') {
            text += c;
            continue;
        }
        const std::size_t end = c == '[' ? closing(pattern, i) : pattern.find(c == '{' ? '}' : '>', i);
        if (end == std::string_view::npos)
            throw Error("The bracket in \"{}\" is not closed.", pattern);
        const std::string_view inside = pattern.substr(i + 1, end - i - 1);
        if (c == '{')
            text += word(inside);
        else if (c == '<')
            text += expand(pick(std::string(inside)));
        else
            text += choice(inside);
        i = end;
    }
    return text;
}

std::string Writer::choice(std::string_view alternatives) {
    std::vector<std::string_view> options;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= alternatives.size(); ++i) {
        if (i == alternatives.size() || (alternatives[i] == '|' && depth == 0)) {
            options.push_back(alternatives.substr(begin, i - begin));
            begin = i + 1;
        } else {
            depth += alternatives[i] == '[' ? 1 : alternatives[i] == ']' ? -1 : 0;
        }
    }
    return expand(options[m_random.below(options.size())]);
}

std::string Writer::word(std::string_view slot) {
    const std::size_t equals = slot.find('=');
    const std::string name(equals == std::string_view::npos ? "" : slot.substr(0, equals));
    const std::string rest(equals == std::string_view::npos ? slot : slot.substr(equals + 1));
    const std::size_t dot = rest.find('.');
    const std::string key = rest.substr(0, dot);
    const auto known = m_bound.find(key);
    const std::string list = known == m_bound.end() ? renamed(names, key) : known->second.first;
    const Word& drawn = known == m_bound.end() ? draw(list) : *known->second.second;
    if (!name.empty())
        m_bound[name] = {list, &drawn};
    if (dot == std::string::npos)
        return drawn.front();
    const auto& forms = m_grammar.list(list).forms;
    const std::string form = renamed(names, rest.substr(dot + 1));
    const auto at = std::find(forms.begin(), forms.end(), form);
    if (at == forms.end())
        throw Error("The list {} of the built-in tasks has no form named {}.", list, form);
    return drawn[static_cast<std::size_t>(at - forms.begin())];
}

const Word& Writer::draw(const std::string& list) {
    const auto& words = m_grammar.list(list).words[static_cast<std::size_t>(m_split)];
    if (words.empty())
        throw Error("The list {} of the built-in tasks has too few words for every split.", list);
    const Word* word = nullptr;
    // A repeated word would look odd; a short list may run out of fresh ones.
    for (int attempt = 0; attempt < 20; ++attempt) {
        word = &words[m_random.below(words.size())];
        if (std::find(m_used.begin(), m_used.end(), word) == m_used.end())
            break;
    }
    m_used.push_back(word);
    return *word;
}

std::string tidy(std::string_view text) {
    std::istringstream words{std::string(text)};
    std::string result;
    std::string previous;
    const auto isVowel = [](char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; };
    for (std::string word; words >> word;) {
        // A hyphen or closing mark attaches to the word before it.
        const bool closes = std::string_view(".,;:?!").find(word.front()) != std::string_view::npos;
        if ((previous == "a" || previous == "A") && isVowel(word.front()) && word.compare(0, 3, "uni") != 0 &&
            word.compare(0, 3, "use") != 0 && word.compare(0, 3, "one") != 0)
            result += 'n';
        if (!result.empty() && !closes)
            result += ' ';
        result += word;
        previous = word;
    }
    if (!result.empty())
        result.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(result.front())));
    return result;
}

}  // namespace adapterscope::builtin
