// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/CommandLinePhrasing.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace adapterscope {

namespace {

using As = NamedSetting::As;

std::string optionOf(Setting setting) {
    switch (setting) {
        case Setting::TextColumn:
            return "--text-column";
        case Setting::PairColumn:
            return "--pair-column";
        case Setting::LabelColumn:
            return "--label-column";
        case Setting::Separator:
            return "--separator";
        case Setting::Header:
            return "--header";
        case Setting::Quotes:
            return "--quotes";
        case Setting::Encoding:
            return "--encoding";
        case Setting::Positive:
            return "--positive";
        case Setting::Split:
            return "--split";
        case Setting::TrainFile:
            return "--train";
        case Setting::DevFile:
            return "--dev";
        case Setting::TestFile:
            return "--test";
        case Setting::Pooling:
            return "--pooling";
        case Setting::MaxLength:
            return "--max-length";
        case Setting::KeepWeights:
            return "--keep-weights";
        case Setting::Teacher:
            return "--teacher";
        case Setting::Start:
            return "--start";
        case Setting::Vocabulary:
            return "--vocabulary";
        case Setting::Resume:
            return "--resume";
        case Setting::Overwrite:
            return "--overwrite";
    }
    return {};
}

/// What comes before and after the option.
struct Frame {
    As as;
    std::string_view before, behind;
};
/// Those with more words first, so that reading finds them.
constexpr std::array<Frame, 5> frames = {{{As::WhichFile, "say which with ", ""},
                                          {As::NoFile, "Give the file with ", ""},
                                          {As::Means, "with ", ""},
                                          {As::LeftOut, "leave ", " out"},
                                          {As::Name, "", ""}}};

bool isPartOfWord(char c) {
    return c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view wordAt(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), isPartOfWord);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// Whether a word after an option is a value that sentences set it to.
bool isValue(std::string_view word) {
    constexpr std::array<std::string_view, 17> values = {
        "yes",       "no",         "all",          "cls",          "mean",  "utf-16le",
        "utf-16be",  "tab",        "comma",        "semicolon",    "pipe",  "windows-1250",
        "macintosh", "iso-8859-2", "windows-1254", "windows-1257", "ibm850"};
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return std::find(values.begin(), values.end(), word) != values.end() ||
           (!word.empty() && std::all_of(word.begin(), word.end(), isDigit));
}

/// The value at the text's beginning, such as "no" or "2 or 3"; empty if there is none.
std::string_view valueAt(std::string_view text) {
    constexpr std::string_view alternative = " or ";
    std::size_t end = 0;
    for (std::size_t start = 0; isValue(wordAt(text.substr(start))); start = end + alternative.size()) {
        end = start + wordAt(text.substr(start)).size();
        if (!text.substr(end).starts_with(alternative))
            break;
    }
    return text.substr(0, end);
}

struct Found {
    std::size_t start, end;  ///< the part of the text
    NamedSetting setting;
};

/// The frame around the option from start to end of the text, with the value after it.
Found framed(std::string_view text, std::size_t start, std::size_t end, Setting setting) {
    const std::string_view behind = text.substr(end);
    if (behind.starts_with(" \""))
        if (const std::size_t quote = behind.find('"', 2); quote != std::string_view::npos)
            return {start, end + quote + 1, givenAs(setting, std::string(behind.substr(2, quote - 2)))};
    const auto frame = std::find_if(frames.begin(), frames.end(), [&](const Frame& f) {
        return text.substr(0, start).ends_with(f.before) && behind.starts_with(f.behind);
    });
    const std::size_t from = start - frame->before.size();
    if (frame->as != As::Name && frame->as != As::Means)
        return {from, end + frame->behind.size(), {setting, frame->as}};
    const std::string_view value = behind.starts_with(' ') ? valueAt(behind.substr(1)) : std::string_view();
    return {from, end + (value.empty() ? 0 : value.size() + 1), {setting, frame->as, std::string(value)}};
}

/// The first setting at or after that place.
std::optional<Found> settingIn(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find("--", from); at != std::string_view::npos; at = text.find("--", at + 2)) {
        const std::string_view word = wordAt(text.substr(at));
        const auto setting = std::find_if(allSettings.begin(), allSettings.end(),
                                          [&](Setting candidate) { return optionOf(candidate) == word; });
        if (setting != allSettings.end() && (at == 0 || !isPartOfWord(text[at - 1]))) {
            Found found = framed(text.substr(from), at - from, at - from + word.size(), *setting);
            return Found{found.start + from, found.end + from, std::move(found.setting)};
        }
    }
    return std::nullopt;
}

std::string withDoubledBraces(std::string_view text) {
    std::string doubled;
    for (const char c : text)
        doubled.append(c == '{' || c == '}' ? 2 : 1, c);
    return doubled;
}

}  // namespace

std::string CommandLinePhrasing::phrase(const NamedSetting& setting) const {
    const std::string option = optionOf(setting.setting);
    if (setting.as == As::Given)
        return option + " \"" + setting.value + '"';
    const auto frame = std::find_if(frames.begin(), frames.end(), [&](const Frame& f) { return f.as == setting.as; });
    const std::string value = setting.value.empty() ? "" : ' ' + setting.value;
    return std::string(frame->before) + option + value + std::string(frame->behind);
}

Sentence sentenceFromText(const std::string& text) {
    std::string pattern;
    std::vector<Argument> arguments;
    std::size_t read = 0;
    while (const std::optional<Found> found = settingIn(text, read)) {
        pattern += withDoubledBraces(std::string_view(text).substr(read, found->start - read)) + "{}";
        arguments.emplace_back(found->setting);
        read = found->end;
    }
    if (arguments.empty())
        return text;
    return {pattern + withDoubledBraces(std::string_view(text).substr(read)), std::move(arguments)};
}

}  // namespace adapterscope
