// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "core/common/Error.h"

namespace adapterscope::cli {

/// The words of a command line in the parser's order (last first). `--option=` is an option with an empty value, not
/// one that takes the next word.
std::vector<std::string> wordsOf(int argc, const char* const* argv);

/// Ensures that no option of any command takes an empty value or the name of another
/// option as its value. Positional arguments lose their type in --help, since their name states it.
void refuseEmptyValues(CLI::App& app);

/// For numbers that are at least 1 if they are given: 0 must not pass for "not given".
void refuseZero(CLI::Option* option);

/// What is wrong with the command line that CLI::App::parse refused with `error`, and where to read more. Of
/// kind Input if a value does not convert, as in a design, else of kind Usage.
Error usageError(const CLI::App& app, const CLI::ParseError& error);

}  // namespace adapterscope::cli
