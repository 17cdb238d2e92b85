// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Parser.h"

namespace adapterscope::cli {

Parser::Parser()
    : app("Explore adapter architectures: see what each trained parameter buys.\n"
          "Data goes to standard output, messages and progress to standard error.",
          "adapterscope-cli") {
    app.set_version_flag("--version", std::string("adapterscope-cli " ADAPTERSCOPE_VERSION), "Print the version");
    app.set_help_flag("-h,--help", "Print this help");
    app.add_flag("-q,--quiet", quiet, "No messages and no progress, only errors (may also follow the command)");
    app.require_subcommand(1);
    app.get_formatter()->column_width(36);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.get_formatter()->label("Subcommands", "Commands");
    app.get_formatter()->label("REQUIRED", "(required)");
    app.footer(
        "Each command has --help with examples.\n"
        "Exit codes: 0 done, 2 wrong usage, 3 bad input, 4 a run failed or diverged,\n"
        "5 the engine or the machine failed, 130 stopped by Ctrl-C.");
}

CLI::App* Parser::add(const std::string& name, const std::string& description,
                      const std::vector<std::string>& examples) {
    return add(&app, name, description, examples);
}

CLI::App* Parser::add(CLI::App* parent, const std::string& name, const std::string& description,
                      const std::vector<std::string>& examples) {
    CLI::App* command = parent->add_subcommand(name, description);
    command->add_flag("-q,--quiet", quiet, "No messages and no progress, only errors");
    std::string footer = "Examples:";
    for (const std::string& example : examples)
        footer += "\n  adapterscope-cli " + example;
    command->footer(footer);
    return command;
}

void Parser::addJson(CLI::App* command) {
    command->add_flag("--json", json, "Print one JSON document");
}

}  // namespace adapterscope::cli
