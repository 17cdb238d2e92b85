// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <sstream>

#include "tests/app/cli/CommandLine.h"

using namespace adapterscope::test;

namespace {

/// A folder with only the files of a tokenizer: eight words.
struct WordsBase {
    TempFolder folder;
    std::string name = folder.path().string();
    WordsBase() {
        writeBertBaseConfig(folder.path());
        writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\nthere\nn\n##ow\n");
    }
};

std::vector<nlohmann::json> lines(const std::string& text) {
    std::vector<nlohmann::json> list;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        list.push_back(nlohmann::json::parse(line));
    return list;
}

}  // namespace

TEST_CASE("Tokenizing turns each line into ids types and offsets") {
    const WordsBase base;
    const Outcome outcome = run({"tokenize", "--base", base.name},
                                "{\"text\": \"Hello NOW\"}\n\n{\"text\": \"hello\", \"pair\": \"there\"}\n");
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    const auto list = lines(outcome.out);
    REQUIRE(list.size() == 2);
    CHECK(list[0] == nlohmann::json::parse(R"({"ids": [2, 5, 7, 8, 3], "type_ids": [0, 0, 0, 0, 0],
                                               "offsets": [[0, 0], [0, 5], [6, 7], [7, 9], [0, 0]]})"));
    CHECK(list[1]["ids"] == nlohmann::json({2, 5, 3, 6, 3}));
    CHECK(list[1]["type_ids"] == nlohmann::json({0, 0, 0, 1, 1}));
}

TEST_CASE("The length of a tokenized text can be limited") {
    const WordsBase base;
    const auto list =
        lines(run({"tokenize", "--base", base.name}, "{\"text\": \"hello there hello\", \"max_length\": 4}\n").out);
    CHECK(list.at(0)["ids"] == nlohmann::json({2, 5, 6, 3}));
}

TEST_CASE("Tokenizing agrees with the reference on every line") {
    const auto file = sharedData("reference/tokenizers/bert-uncased.jsonl");
    const auto vocabulary = sharedData("vocab/bert-base-uncased-vocab.txt");
    REQUIRE_AVAILABLE(file);
    REQUIRE_AVAILABLE(vocabulary);
    TempFolder base;
    writeBertBaseConfig(base.path());
    writeFile(base / "vocab.txt", readFile(vocabulary));
    const auto expected = lines(readFile(file));
    const auto got = lines(run({"tokenize", "--base", base.path().string()}, readFile(file)).out);
    REQUIRE(got.size() == expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        INFO(expected[i].dump());
        CHECK(got[i]["ids"] == expected[i]["ids"]);
        CHECK(got[i]["type_ids"] == expected[i]["type_ids"]);
        CHECK(got[i]["offsets"] == expected[i]["offsets"]);
    }
}

TEST_CASE("A line that is not JSON is named and the lines before it are kept") {
    const WordsBase base;
    const Outcome outcome = run({"tokenize", "--base", base.name}, "{\"text\": \"hello\"}\nhello\n");
    CHECK(outcome.code == 3);
    CHECK(lines(outcome.out).size() == 1);
    CHECK(outcome.err.find("Line 2") != std::string::npos);
}

TEST_CASE("A line without a text is named") {
    const WordsBase base;
    const Outcome outcome = run({"tokenize", "--base", base.name}, "{\"pair\": \"hello\"}\n");
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("Line 1") != std::string::npos);
    CHECK(outcome.err.find("text") != std::string::npos);
}

TEST_CASE("A length that is not a number of tokens is refused by its line") {
    const WordsBase base;
    for (const std::string length : {"2.5", "-1", "4294967300", "\"4\""}) {
        const Outcome outcome =
            run({"tokenize", "--base", base.name}, R"({"text": "hello", "max_length": )" + length + "}\n");
        INFO(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find("Line 1 of standard input: Field \"max_length\" of a line like {\"text\"") !=
              std::string::npos);
    }
}

TEST_CASE("A key that no line has is refused by its line and name") {
    const WordsBase base;
    const std::string good = "{\"text\": \"hello\", \"ids\": [1], \"type_ids\": [0], \"offsets\": [[0, 0]]}\n";
    for (const auto& [key, line] :
         std::map<std::string, std::string>{{"maxlength", R"({"text": "hello", "maxlength": 4})"},
                                            {"Pair", R"({"text": "hello", "Pair": "there"})"}}) {
        for (const std::vector<std::string>& command :
             {std::vector<std::string>{"tokenize"}, {"encode", "--out", (base.folder / "f.safetensors").string()}}) {
            std::vector<std::string> words = command;
            words.insert(words.end(), {"--base", base.name});
            const Outcome outcome = run(words, good + line + "\n");
            INFO(outcome.err);
            CHECK(outcome.code == 3);
            CHECK(outcome.err.find("Line 2 of standard input: the key \"" + key + "\" is unknown") !=
                  std::string::npos);
        }
    }
}

TEST_CASE("A base without a tokenizer is named") {
    TempFolder folder;
    writeBertBaseConfig(folder.path());
    const Outcome outcome = run({"tokenize", "--base", folder.path().string()}, "{\"text\": \"hello\"}\n");
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find(folder.path().string()) != std::string::npos);
}

TEST_CASE("The built-in tasks are listed with their sizes") {
    const Outcome outcome = run({"tasks", "--json"});
    const auto list = outcome.json();
    std::vector<std::string> names;
    for (const auto& task : list) {
        names.push_back(task["name"]);
        CHECK(task["splits"].size() == 3);
    }
    CHECK(names == std::vector<std::string>{"sentiment", "topic", "acceptability", "pair"});
    CHECK(outcome.code == 0);
}

TEST_CASE("A task file is shown with its balance and majority score") {
    TempFolder folder;
    writeTinyTask(folder / "reviews.tsv");
    const auto task = run({"tasks", "show", (folder / "reviews.tsv").string(), "--split", "60/20/20", "--json"}).json();
    CHECK(task["labels"] == nlohmann::json({"negative", "positive"}));
    CHECK(task["splits"][0]["name"] == "train");
    CHECK(task["splits"][0]["rows"] == 36);
    CHECK(task["splits"][0]["labels"] == nlohmann::json({{"negative", 18}, {"positive", 18}}));
    CHECK(task["splits"][1]["majority"] == 0.5);
    const Outcome people = run({"tasks", "show", (folder / "reviews.tsv").string()});
    CHECK(people.code == 0);
    CHECK(people.out.find("majority score") != std::string::npos);
    for (const auto& guess : task["guesses"])
        CHECK(people.out.find("\n  " + guess.get<std::string>() + "\n") != std::string::npos);
    CHECK(task["guesses"].size() == 4);
    CHECK(run({"tasks", "show", "sentiment"}).out.find("guessed:") == std::string::npos);
}

TEST_CASE("Control characters in a table do not reach the terminal") {
    TempFolder folder;
    const std::string file = (folder / "reviews.tsv").string();
    std::string text = "text\x1b[2J\tmo\xc2\x9bod\n";
    for (int i = 0; i < 40; ++i)
        text += "some\x1b]0;owned\x07 words " + std::to_string(i) + (i % 2 ? "\tgood\x1b[2J\n" : "\tbad\n");
    writeFile(file, text);
    const std::vector<std::string> words = {"tasks", "show", file, "--text-column", "1", "--label-column", "2"};
    const Outcome people = run(words);
    INFO(people.out << people.err);
    CHECK(people.code == 0);
    CHECK_THAT(people.out, Catch::Contains("text is text?[2J, label is mo?od") && Catch::Contains("  good?[2J  ") &&
                               Catch::Contains("some?]0;owned? words"));
    CHECK((people.out + people.err).find_first_of("\x1b\x07\x9b") == std::string::npos);
    std::vector<std::string> given = words;
    given.emplace_back("--json");
    CHECK(run(given).json()["labels"] == nlohmann::json({"bad", "good\x1b[2J"}));
}

TEST_CASE("A task of two labels is shown with the label that f1 scores") {
    TempFolder folder;
    const std::string file = (folder / "reviews.tsv").string();
    writeTinyTask(file);
    CHECK(run({"tasks", "show", file}).out.find("f1 among a run's metrics is of the label \"positive\"") !=
          std::string::npos);
    const Outcome scored = run({"tasks", "show", file, "--metric", "f1", "--positive", "negative"});
    CHECK(scored.out.find("scored by f1 of the label \"negative\"") != std::string::npos);
    CHECK(run({"tasks", "show", "topic"}).out.find("f1") == std::string::npos);
}

TEST_CASE("How a task file is read is given by options and shown") {
    TempFolder folder;
    const std::string file = (folder / "reviews.txt").string();
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "some words " + std::to_string(i) + (i % 4 ? "^common\n" : "^rare\n");
    writeFile(file, text);
    const Outcome refused = run({"tasks", "show", file});
    CHECK(refused.code == 3);
    CHECK(refused.err.find("--separator") != std::string::npos);
    const std::vector<std::string> words = {"tasks",    "show",     file,       "--separator", "^",
                                            "--header", "no",       "--quotes", "no",          "--encoding",
                                            "utf-8",    "--metric", "f1"};
    const Outcome people = run(words);
    CHECK(people.code == 0);
    CHECK(people.out.find("f1 of the label \"rare\"") != std::string::npos);
    CHECK(people.out.find("separated by \"^\"") != std::string::npos);
    std::vector<std::string> given = words;
    given.insert(given.end(), {"--positive", "common", "--json"});
    const auto task = run(given).json();
    CHECK(task["positive"] == "common");
    CHECK(task["separator"] == "^");
    CHECK(task["header"] == false);
    for (const char* command : {"train", "sweep", "probe"})
        for (const char* option : {"--separator", "--header", "--quotes", "--encoding", "--positive"})
            CHECK(run({command, "--help"}).out.find(option) != std::string::npos);
}

TEST_CASE("A task with one class is bad input") {
    TempFolder folder;
    writeFile(folder / "one.tsv", "good film\tyes\nfine song\tyes\nnice trip\tyes\n");
    const Outcome outcome = run({"tasks", "show", (folder / "one.tsv").string()});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("one.tsv") != std::string::npos);
    CHECK(outcome.out.empty());
}

TEST_CASE("A binary file is not a task") {
    TempFolder folder;
    writeFile(folder / "picture.tsv", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe", 20));
    const Outcome outcome = run({"tasks", "show", (folder / "picture.tsv").string()});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("picture.tsv") != std::string::npos);
}

TEST_CASE("A split that does not add up is named") {
    const Outcome outcome = run({"tasks", "show", "sentiment", "--split", "80/10"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("80/10") != std::string::npos);
}

TEST_CASE("Only minilm can be got by name") {
    const Outcome outcome = run({"bases", "get", "bert-large"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("bert-large") != std::string::npos);
    CHECK(outcome.err.find("Getting") == std::string::npos);
    CHECK(outcome.err.find("minilm") != std::string::npos);
}

TEST_CASE("A pipe in the place of an input or of an output is refused before anything is computed") {
    const TempFolder folder;
    const std::string pipe = (folder / "pipe.json").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const std::map<std::string, std::string> noEngine = {{"ADAPTERSCOPE_ENGINE", "/nowhere/engine"}};
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"tasks", "show", pipe},
          {"sweep", pipe, "--dry-run"},
          {"encode", "--base", "builtin", "--out", pipe},
          {"encode", "--base", "builtin", "--out", folder.path().string()},
          {"export", "head", "--base", "builtin", "--format", "json", "--out", pipe}}) {
        const Outcome outcome = run(words, "{\"text\": \"a\"}\n", noEngine);
        INFO(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find(words.back() == "--dry-run" ? pipe : words.back()) != std::string::npos);
    }
    CHECK(std::filesystem::is_fifo(pipe));
}

TEST_CASE("What a probe cannot measure is refused before an engine is started") {
    std::string many = "0";
    for (int i = 0; i < 10'000; ++i)
        many += "|" + std::to_string(i);
    for (const auto& [sigma, named] : {std::pair(std::string("-1"), "sigma = -1"),
                                       std::pair(std::string("0|nan"), "nan"), std::pair(many, "10001 measurements")}) {
        const Outcome outcome = run({"probe", "houlsby", "--base", "builtin", "--task", "sentiment", "--sigma", sigma},
                                    {}, {{"ADAPTERSCOPE_ENGINE", "/nowhere/engine"}});
        INFO(outcome.err.substr(0, 500));
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find(named) != std::string::npos);
    }
}
