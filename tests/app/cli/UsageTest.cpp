// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iterator>
#include <regex>
#include <sstream>

#include "tests/app/cli/CommandLine.h"
#include "tests/support/ScopedVariable.h"

using namespace adapterscope::test;

namespace {

/// Wrong usage: 2, nothing on standard output, and a hint to the help.
void checkWrongUsage(const std::vector<std::string>& arguments, const std::string& named) {
    const Outcome outcome = answerTo(arguments);
    INFO(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find(named) != std::string::npos);
    CHECK(outcome.err.find("--help") != std::string::npos);
}

std::vector<std::string> wordsOf(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

/// The options of a command that take a value, as its help lists them: "  --name TYPE". (A flag has no type.)
std::vector<std::string> valuedOptions(std::vector<std::string> command) {
    command.push_back("--help");
    std::istringstream help(answerTo(command).out);
    std::vector<std::string> options;
    for (std::string line; std::getline(help, line);)
        if (std::smatch match; std::regex_search(line, match, std::regex("^  (--[a-z-]+) (?!Excludes)\\S")))
            options.push_back(match[1]);
    return options;
}

}  // namespace

TEST_CASE("Without a command it prints how to get help") {
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

TEST_CASE("An empty value of any option is refused with what the option takes") {
    const std::string ending = ": the value is empty. It takes ";
    for (const char* command : {"count", "fit", "train", "sweep", "compare", "figure", "export", "tokenize", "encode",
                                "pretrain", "engine", "reproduce", "probe", "tasks show"}) {
        const std::vector<std::string> words = wordsOf(command);
        for (const std::string& option : valuedOptions(words)) {
            auto given = words;
            given.insert(given.end(), {option, ""});
            checkWrongUsage(given, option + ending);
            given.resize(words.size());
            given.push_back(option + "=");
            checkWrongUsage(given, option + ending);
        }
    }
    checkWrongUsage({"runs", ""}, "PROJECT: the value is empty. It takes The project file.");
    checkWrongUsage({"tasks", "show", "sentiment", "--separator", ""},
                    "--separator: the value is empty. It takes CHAR: What separates the columns");
}

TEST_CASE(
    "Every option that takes a whole number refuses what is not one in digits or beyond its limits as bad input") {
    const ScopedVariable noEngine("ADAPTERSCOPE_ENGINE", "/nowhere/engine");
    const std::string grid = "head --base builtin --task sentiment";
    const std::pair<std::string, std::vector<std::string>> commands[] = {
        {"sweep " + grid + " --dry-run", {"--workers", "--limit-train", "--seeds", "--batch", "--epochs"}},
        {"train " + grid, {"--limit-train", "--batch", "--max-length"}},
        {"tasks show sentiment", {"--limit-train"}},
        {"engine", {"--workers"}},
        {"count head --base builtin", {"--classes"}},
        {"probe houlsby --base builtin --task sentiment", {"--seeds", "--max-length", "--limit-train"}}};
    for (const auto& [command, options] : commands)
        for (const std::string& option : options)
            for (const char* value : {"0x10", "-1", "1.5", "two", "99999999999999999999"}) {
                auto words = wordsOf(command);
                words.insert(words.end(), {option, value});
                const Outcome outcome = answerTo(words);
                INFO(command << ' ' << option << ' ' << value << ": " << outcome.err);
                CHECK(outcome.code == 3);
                CHECK(outcome.out.empty());
            }
}

TEST_CASE("Zero does not count as an option that was not given") {
    for (const char* option : {"--workers", "--limit-train"})
        for (const char* zero : {"0", "00", "-0"}) {
            const Outcome outcome =
                answerTo({"sweep", "head", "--base", "builtin", "--task", "sentiment", "--dry-run", option, zero});
            CHECK(outcome.code == 3);
            CHECK(outcome.err.find(std::string(option) + ": " + zero +
                                   " is too few, at least 1 is needed. It takes N: ") != std::string::npos);
        }
}

TEST_CASE("Wrong usage is reported in the program's own words") {
    struct Case {
        std::vector<std::string> words;
        std::string sentence;
    };
    const Case cases[] = {
        {{"tasks", "show"},
         "tasks show needs TASK: A built-in task, a file or a folder.\nSee adapterscope-cli tasks show"},
        {{"tasks", "frobnicate"}, "tasks has no command frobnicate."},
        {{"count", "head", "--base"}, "--base: the value is missing. It takes BASE: builtin, minilm"},
        {{"train", "head", "--base", "--task", "sentiment"}, "--base: the value is missing, for --task is an option."},
        {{"tasks", "show", "topic", "pair"}, "tasks show has no use for the word \"pair\"."},
        {{"count", "head", "--base", "builtin", "--shiny", "--bright"},
         "count has no option --shiny and no option --bright."},
        {{"--shiny", "tasks"}, "adapterscope-cli has no option --shiny."},
        {{"compare", "p.adapterscope", "--on", "dev", "--on", "test"}, "--on was given 2 times, but takes one value."},
        {{"runs", "p.adapterscope", "--csv", "--latex"}, "--csv and --latex exclude each other"},
        {{"tasks", "--json=perhaps"}, "--json takes no value."},
    };
    for (const Case& each : cases)
        checkWrongUsage(each.words, each.sentence);
}

TEST_CASE("The help names the types of values") {
    const std::string help = answerTo({"sweep", "--help"}).out;
    for (const char* line : {"--seeds N ", "--project FILE ", "--separator CHAR ", "--task TASK ", "--header yes|no ",
                             "--learning-rate RATE ", "Print this help"})
        CHECK(help.find(line) != std::string::npos);
    CHECK(help.find("TEXT") == std::string::npos);
}

TEST_CASE("What evaluate and export take is stated when something is missing or too much") {
    const TempFolder folder;
    const std::string place = folder.path().string();
    writeFile(folder / "p.adapterscope", "");
    const std::string project = (folder / "p.adapterscope").string();
    const auto refused = [](const std::vector<std::string>& words, int code, const std::string& part) {
        CAPTURE(part);
        const Outcome outcome = run(words);
        CHECK(outcome.code == code);
        CHECK(outcome.out.empty());
        CHECK_THAT(outcome.err, Catch::Contains(part));
    };
    refused({"evaluate", place, "--task", "sentiment"}, 2, "--base is needed");
    refused({"evaluate", place, "--base", "builtin"}, 2, "--task is needed");
    refused({"evaluate", place, "3f2a", "--task", "sentiment"}, 2, "is a folder, which has no run 3f2a");
    refused({"evaluate", project}, 2, "PROJECT RUN");
    refused({"evaluate", "nowhere"}, 3, "nowhere is not a folder with a saved adapter");
    const auto out = (folder / "out").string();
    refused({"export", "head", "--format", "json", "--out", out}, 2, "--base is needed");
    refused({"export", project, "3f2a", "--format", "json", "--out", out}, 2,
            "Only --format adapterhub, peft and merged take a run");
    refused({"export", place, "--base", "builtin", "--format", "json", "--out", out}, 2, "--format merged");
    refused({"export", "pfeiffer:m=8", "--base", "builtin", "--format", "peft", "--out", out}, 3,
            "'pfeiffer:m=8' cannot be exported for PEFT");
    refused({"export", place, "--format", "peft", "--out", out}, 2, "--base is needed");
    refused({"export", "lora:r=2", "--base", "builtin", "--format", "merged", "--out", out}, 3,
            "lora:r=2 is not a folder with a saved adapter");
    CHECK_FALSE(std::filesystem::exists(out));
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
          "encode", "pretrain", "benchmark", "engine", "reproduce", "probe", "import", "evaluate"}) {
        INFO(command);
        const Outcome outcome = answerTo({command, "--help"});
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

TEST_CASE("A value that is not a number is bad input") {
    const Outcome outcome = run({"count", "head", "--base", "builtin", "--classes", "many"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("--classes: \"many\" is not a whole number. It takes N: Number of classes of the task") !=
          std::string::npos);
}

TEST_CASE("A full disk under standard output is a failure of the machine") {
    TempFolder folder;
    writeBertBaseConfig(folder.path());
    const Outcome outcome =
        CommandLine({"count", "head", "--base", folder.path().string()}, {}, {}, "/dev/full").wait();
    CHECK(outcome.code == 5);
    CHECK(outcome.err.find("Standard output could not be written") != std::string::npos);
}

TEST_CASE("Names that are not UTF-8 are refused with the bytes that are not") {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"count", "head", "--base", "b\xff"},
          {"train", "head", "--base", "builtin", "--task", "sentiment", "--project", "p\xff.adapterscope"},
          {"runs", "p\xff.adapterscope"},
          {"tasks", "show", "t\xff.csv"}}) {
        const Outcome outcome = run(words);
        INFO(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find("\\xff") != std::string::npos);
        CHECK(outcome.err.find("is not UTF-8") != std::string::npos);
    }
}

TEST_CASE("Help and version that cannot be printed are a failure of the machine") {
    for (const char* word : {"--version", "--help"}) {
        const Outcome outcome = CommandLine({word}, {}, {}, "/dev/full").wait();
        CHECK(outcome.code == 5);
        CHECK(outcome.err.find("Standard output could not be written") != std::string::npos);
    }
}

TEST_CASE("A project whose name is a link that leads back to itself is bad input") {
    const TempFolder folder;
    const std::string loop = (folder / "loop").string();
    std::filesystem::create_symlink(loop, loop);
    const Outcome outcome = run({"runs", loop});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("a link on the way there leads back to itself") != std::string::npos);
}
