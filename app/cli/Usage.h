// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <limits>
#include <string>
#include <vector>

#include "core/common/Error.h"

namespace adapterscope::cli {

/// The arguments of a command line in the parser's order (last first). `--option=` is an option with an empty value,
/// not one that takes the next word. Throws Error naming a word that is not UTF-8.
std::vector<std::string> wordsOf(const std::vector<std::string>& arguments);

/// Throws Error (kind Input) if a name is not UTF-8: messages of the protocol and projects hold nothing else.
void requireUtf8(const std::string& word);

/// Ensures that no option of any command takes an empty value or the name of another
/// option as its value. Positional arguments lose their type in --help, since their name states it.
void refuseEmptyValues(CLI::App& app);

constexpr int mostWorkers = 1024;  ///< that an engine takes

/// An option's text as a whole number in decimal digits. Throws Error (kind Input) stating what the option
/// takes if the text is not one, or not from `least` to `most`.
int wholeNumberFrom(const CLI::App& command, const CLI::Option& option, const std::string& text, int least, int most);

/// An option of that kind; all that take a whole number are added here.
template <typename Number>
CLI::Option* addWholeNumber(CLI::App* command, const std::string& name, Number& to, const std::string& help, int least,
                            int most = std::numeric_limits<int>::max()) {
    const auto read = [command, name, &to, least, most](const std::string& text) {
        to = wholeNumberFrom(*command, *command->get_option(name), text, least, most);
    };
    return command->add_option_function<std::string>(name, read, help)->type_name("N");
}

/// What is wrong with the command line that CLI::App::parse refused with `error`, and where to read more; of kind
/// Usage.
Error usageError(const CLI::App& app, const CLI::ParseError& error);

}  // namespace adapterscope::cli
