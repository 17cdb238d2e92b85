// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Usage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>

#include "core/task/PlainText.h"

namespace adapterscope::cli {

namespace {

bool isOptionName(const std::string& word) {
    return word.size() > 1 && word[0] == '-' && std::isdigit(static_cast<unsigned char>(word[1])) == 0;
}

bool takesValue(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

/// "TYPE: its text in --help".
std::string whatItTakes(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    return (type.empty() ? "" : type + ": ") + option.get_description();
}

/// The program, its chosen command, and that one's.
std::vector<const CLI::App*> chosen(const CLI::App& app) {
    std::vector<const CLI::App*> list = {&app};
    while (!list.back()->get_subcommands().empty())
        list.push_back(list.back()->get_subcommands().back());
    return list;
}

/// "adapterscope-cli", or "tasks show".
std::string nameOf(const CLI::App& command) {
    if (!command.get_parent() || !command.get_parent()->get_parent())
        return command.get_name();
    return nameOf(*command.get_parent()) + " " + command.get_name();
}

/// A line of its own that states where to read more.
std::string hintToHelp(const CLI::App& command) {
    return fmt::format("\nSee {}{} --help.", command.get_parent() ? "adapterscope-cli " : "", nameOf(command));
}

/// CLI11's errors carry no option, but their text holds its name.
const CLI::Option* optionIn(const CLI::App& command, const std::string& message) {
    const std::size_t start = message.find("--");
    if (start == std::string::npos)
        return nullptr;
    return command.get_option_no_throw(message.substr(start, message.find_first_of(" :,", start) - start));
}

Sentence unexpected(const CLI::App& app) {
    for (const CLI::App* command : chosen(app)) {
        std::vector<std::string> options, words;
        for (const std::string& word : command->remaining())
            (isOptionName(word) ? options : words).push_back(word);
        if (!options.empty())  // the words may be their values
            return {"{} has no option {}.", nameOf(*command), fmt::format("{}", fmt::join(options, " and no option "))};
        if (words.empty())
            continue;
        if (!command->get_subcommands([](const CLI::App*) { return true; }).empty())
            return {"{} has no command {}.", nameOf(*command), words.front()};
        return {"{} has no use for the word \"{}\".", nameOf(*command), fmt::format("{}", fmt::join(words, " "))};
    }
    return {};
}

Sentence missing(const CLI::App& app) {
    const CLI::App& command = *chosen(app).back();
    for (const CLI::Option* option : command.get_options())
        if (option->get_required() && option->count() == 0)
            return {"{} needs {}{}{}: {}.",  nameOf(command),
                    option->get_name(),      option->get_type_name().empty() ? "" : " ",
                    option->get_type_name(), option->get_description()};
    return app.remaining().empty() ? "No command was given."
                                   : Sentence("There is no command {}.", app.remaining().front());
}

Sentence wrongNumberOfValues(const CLI::Option& option) {
    if (!takesValue(option))
        return {"{} takes no value.", option.get_name()};
    if (option.count() > 1)
        return {"{} was given {} times, but takes one value.", option.get_name(), option.count()};
    return {"{}: the value is missing. It takes {}.", option.get_name(), whatItTakes(option)};
}

Sentence exclusion(const CLI::App& command) {
    for (const CLI::Option* option : command.get_options())
        for (const CLI::Option* other : option->get_excludes())
            if (option->count() > 0 && other->count() > 0)
                return {"{} and {} exclude each other: give only one of them.", option->get_name(), other->get_name()};
    return {};
}

}  // namespace

std::vector<std::string> wordsOf(const std::vector<std::string>& arguments) {
    std::vector<std::string> words;
    for (std::string word : arguments) {
        requireUtf8(word);
        const bool isEmptyValue = word.size() > 3 && word.starts_with("--") && word.find('=') == word.size() - 1;
        if (isEmptyValue)
            word.pop_back();
        words.push_back(std::move(word));
        if (isEmptyValue)
            words.emplace_back();
    }
    std::reverse(words.begin(), words.end());
    return words;
}

void requireUtf8(const std::string& word) {
    if (!isUtf8(word))
        throw Error(
            "\"{}\" is not UTF-8 text, as names must be here: rename the file or folder, or move it to another.",
            withEscapedBytes(word));
}

void refuseEmptyValues(CLI::App& app) {
    for (CLI::Option* option : app.get_options()) {
        if (!takesValue(*option))
            continue;
        if (option->get_positional())
            option->type_name("");
        option->check([&app, option](const std::string& value) -> std::string {
            if (value.empty())
                return "the value is empty. It takes " + whatItTakes(*option) + ".";
            if (isOptionName(value) && app.get_option_no_throw(value))
                return "the value is missing, for " + value + " is an option. It takes " + whatItTakes(*option) + ".";
            return {};
        });
    }
    for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        refuseEmptyValues(*command);
}

int wholeNumberFrom(const CLI::App& command, const CLI::Option& option, const std::string& text, int least, int most) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    Sentence sentence;
    if (fault == std::errc::invalid_argument || end != text.data() + text.size())
        sentence = Sentence("\"{}\" is not a whole number", text);
    else if (fault == std::errc() && number < least)
        sentence = Sentence("{} is too few, at least {} is needed", text, least);
    else if (fault != std::errc() || number > most)
        sentence = Sentence("{} is out of range, which is from {} to {}", text, least, most);
    else
        return static_cast<int>(number);
    throw Error("{}: {}. It takes {}.{}", option.get_name(), sentence, whatItTakes(option), hintToHelp(command));
}

Error usageError(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App& command = *chosen(app).back();
    const CLI::Option* option = optionIn(command, error.what());
    Sentence sentence = error.what();
    switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
        case CLI::ExitCodes::ExtrasError:
            sentence = unexpected(app);
            break;
        case CLI::ExitCodes::RequiredError:
            sentence = missing(app);
            break;
        case CLI::ExitCodes::ExcludesError:
            sentence = exclusion(command);
            break;
        case CLI::ExitCodes::ArgumentMismatch:
        case CLI::ExitCodes::ConversionError:  // of a flag with a value; the commands read the values of options
            if (option)
                sentence = wrongNumberOfValues(*option);
            break;
        default:
            break;
    }
    return Error(Sentence("{}{}", sentence, hintToHelp(command)), ErrorKind::Usage);
}

}  // namespace adapterscope::cli
