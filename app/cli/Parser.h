// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace adapterscope::cli {

/// What the commands share while the command line is read: the parser, the options that every command has, and what
/// the chosen command will do once everything is read.
struct Parser {
    CLI::App app;
    bool quiet = false;
    bool json = false;
    std::function<int()> action;  ///< returns the exit code

    Parser();

    /// A command with its one-line description and examples (each a command line without the program's name).
    CLI::App* add(const std::string& name, const std::string& description, const std::vector<std::string>& examples);
    CLI::App* add(CLI::App* parent, const std::string& name, const std::string& description,
                  const std::vector<std::string>& examples);
    /// `--json`: one JSON document on standard output.
    void addJson(CLI::App* command);
};

}  // namespace adapterscope::cli
