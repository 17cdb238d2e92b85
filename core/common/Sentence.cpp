// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Sentence.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>

#include "core/common/CommandLinePhrasing.h"

namespace adapterscope {

struct Sentence::Content {
    std::string pattern;
    std::vector<Argument> arguments;  ///< if there are none, the pattern is the text, braces and all
    std::string text;
};

/// Allocates nothing: it is what is left to return if memory has run out (logFault).
Sentence::Sentence() noexcept {
    static const Content none{};
    m_content = std::shared_ptr<const Content>(std::shared_ptr<const Content>(), &none);
}

Sentence::Sentence(std::string text) : m_content(std::make_shared<const Content>(Content{{}, {}, std::move(text)})) {}

Sentence::Sentence(std::string pattern, std::vector<Argument> arguments) {
    const auto content = std::make_shared<Content>(Content{std::move(pattern), std::move(arguments), {}});
    m_content = content;
    content->text = phrased(CommandLinePhrasing());
}

const std::string& Sentence::text() const {
    return m_content->text;
}

const std::string& Sentence::pattern() const {
    return m_content->pattern;
}

const std::vector<Argument>& Sentence::arguments() const {
    return m_content->arguments;
}

bool Sentence::namesSetting() const {
    return std::any_of(arguments().begin(), arguments().end(), [](const Argument& argument) {
        const auto* sentence = std::get_if<Sentence>(&argument.value());
        return sentence ? sentence->namesSetting() : std::holds_alternative<NamedSetting>(argument.value());
    });
}

std::string Sentence::phrased(const Phrasing& phrasing) const {
    std::vector<NamedSetting> named;
    const std::string words = phrased(phrasing, named);
    return named.empty() ? words : words + phrasing.afterword(named);
}

std::string Sentence::phrased(const Phrasing& phrasing, std::vector<NamedSetting>& named) const {
    if (m_content->arguments.empty())
        return m_content->text;
    fmt::dynamic_format_arg_store<fmt::format_context> words;
    for (const Argument& argument : m_content->arguments) {
        if (const auto* text = std::get_if<std::string>(&argument.value())) {
            words.push_back(*text);
        } else if (const auto* setting = std::get_if<NamedSetting>(&argument.value())) {
            named.push_back(*setting);
            words.push_back(phrasing.phrase(*setting));
        } else if (const auto* key = std::get_if<NamedKey>(&argument.value())) {
            words.push_back(phrasing.phraseKey(*key));
        } else if (const auto* count = std::get_if<Counted>(&argument.value())) {
            words.push_back(phrasing.phraseCount(*count));
        } else {
            words.push_back(std::get<Sentence>(argument.value()).phrased(phrasing, named));
        }
    }
    return fmt::vformat(m_content->pattern, words);
}

Sentence joined(const std::vector<Sentence>& sentences, const std::string& between) {
    if (sentences.empty())
        return {};
    std::string pattern = "{}";
    for (std::size_t i = 1; i < sentences.size(); ++i)
        pattern += between + "{}";
    return {pattern, std::vector<Argument>(sentences.begin(), sentences.end())};
}

std::vector<std::string> textsOf(const std::vector<Sentence>& sentences) {
    std::vector<std::string> texts;
    texts.reserve(sentences.size());
    for (const Sentence& sentence : sentences)
        texts.push_back(sentence.text());
    return texts;
}

}  // namespace adapterscope
