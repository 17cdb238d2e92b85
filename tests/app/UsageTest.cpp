// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/CommandLine.h"

using namespace adapterscope::test;

namespace {

/// Wrong usage: 2, nothing on standard output, and a hint to the help.
void checkWrongUsage(const std::vector<std::string>& arguments, const std::string& named) {
    const Outcome outcome = run(arguments);
    INFO(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find(named) != std::string::npos);
    CHECK(outcome.err.find("--help") != std::string::npos);
}

}  // namespace

TEST_CASE("Without a command it says how to get help") {
    checkWrongUsage({}, "No command was given");
}

TEST_CASE("An unknown command is wrong usage") {
    checkWrongUsage({"frobnicate"}, "frobnicate");
}

TEST_CASE("An unknown option is named") {
    checkWrongUsage({"count", "head", "--base", "builtin", "--shiny"}, "--shiny");
}

TEST_CASE("A missing base is named") {
    checkWrongUsage({"count", "head"}, "--base");
}

TEST_CASE("Formats that exclude each other are wrong usage") {
    checkWrongUsage({"runs", "p.adapterscope", "--csv", "--json"}, "--csv");
}

TEST_CASE("The version goes to standard output") {
    const Outcome outcome = run({"--version"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("adapterscope-cli 0.") == 0);
    CHECK(outcome.err.empty());
}

TEST_CASE("Every command has help with examples") {
    for (const char* command :
         {"bases", "tasks", "count", "fit", "train", "sweep", "runs", "compare", "figure", "export", "tokenize",
          "encode", "pretrain", "benchmark", "engine", "reproduce", "probe"}) {
        INFO(command);
        const Outcome outcome = run({command, "--help"});
        CHECK(outcome.code == 0);
        CHECK(outcome.out.find(std::string("Examples:\n  adapterscope-cli ") + command) != std::string::npos);
        CHECK(outcome.err.empty());
    }
}

TEST_CASE("The help lists the commands and the exit codes") {
    const Outcome outcome = run({"--help"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("  sweep ") != std::string::npos);
    CHECK(outcome.out.find("130 stopped by Ctrl-C") != std::string::npos);
}

TEST_CASE("A value that is no number is bad input") {
    const Outcome outcome = run({"count", "head", "--base", "builtin", "--classes", "many"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("many") != std::string::npos);
}

TEST_CASE("A full disk under standard output is a failure of the machine") {
    TempFolder folder;
    writeBertBaseConfig(folder.path());
    const Outcome outcome =
        CommandLine({"count", "head", "--base", folder.path().string()}, {}, {}, "/dev/full").wait();
    CHECK(outcome.code == 5);
    CHECK(outcome.err.find("Standard output could not be written") != std::string::npos);
}
