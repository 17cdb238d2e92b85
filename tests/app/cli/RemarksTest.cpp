// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/CommandLine.h"

// What the readers notice of a task or base is shown and kept by every command that plans runs.
using namespace adapterscope::test;

namespace {

/// A task of 60 rows, one of which has no label, and an engine that answers without training.
struct Workplace : TinyWorkplace {
    std::map<std::string, std::string> engine = {{"ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE)}};

    Workplace() { writeTask(task); }
    static void writeTask(const std::string& file) {
        writeTinyTask(file);
        writeFile(file, readFile(file) + "a row without its label\n");
    }
    Outcome call(std::vector<std::string> words, const std::vector<std::string>& more = {}) const {
        words.insert(words.end(), {"--base", base});
        words.insert(words.end(), more.begin(), more.end());
        return run(words, {}, engine);
    }
};

int countOf(const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

const std::string refused = "line 61: refused";

}  // namespace

TEST_CASE("A sweep prints each remark on a task and a base once, however many designs and seeds it has") {
    const Workplace place;
    std::filesystem::create_directories(place.folder / "base" / "1_Pooling");
    writeFile(place.folder / "base" / "1_Pooling" / "config.json", R"({"pooling_mode_max_tokens": true})");
    const std::string other = (place.folder / "opinions.tsv").string();
    Workplace::writeTask(other);
    writeFile(other, readFile(other) + "one more film was good\tpositive\n");  // else both would be one task
    const Outcome outcome =
        place.call({"sweep", "houlsby:m=2|3|4|5", "head", "--seeds", "3", "--project", place.project, "--workers", "1"},
                   {"--task", place.task, other});
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(countOf(outcome.err, place.task + ", " + refused) == 1);
    CHECK(countOf(outcome.err, other + ", " + refused) == 1);
    CHECK(countOf(outcome.err, "asks for a pooling that the program does not have (max)") == 1);
    CHECK(outcome.out.find(refused) == std::string::npos);
    for (const auto& entry : run({"runs", place.project, "--json"}).json()) {
        const auto remarks = entry["remarks"].get<std::vector<std::string>>();
        const std::string ownTask = entry["task"];
        REQUIRE(remarks.size() >= 2);  // the base's, the row, and the file's other remarks
        CHECK(remarks[0].starts_with(place.base));
        for (std::size_t i = 1; i < remarks.size(); ++i)
            CHECK(remarks[i].find("/" + ownTask + ".tsv") != std::string::npos);
        CHECK(countOf(entry["remarks"].dump(), refused) == 1);
    }
}

TEST_CASE("A dry run and the file of a sweep print the remarks too and quiet takes them away") {
    const Workplace place;
    const std::string file = (place.folder / "grid.json").string();
    writeFile(file, nlohmann::json{{"designs", "head"}, {"bases", place.base}, {"tasks", place.task}}.dump());
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"sweep", "head", "--base", place.base, "--task", place.task, "--dry-run", "--json"},
          {"sweep", file, "--dry-run", "--json"}}) {
        const Outcome outcome = run(words);
        INFO(outcome.err);
        CHECK(outcome.code == 0);
        CHECK(countOf(outcome.err, refused) == 1);
        CHECK(countOf(outcome.json()["remarks"].dump(), refused) == 1);
        auto quiet = words;
        quiet.push_back("-q");
        CHECK(run(quiet).err.empty());
    }
}

TEST_CASE("Training and reproducing a run report what was noticed about its task") {
    const Workplace place;
    const Outcome trained =
        place.call({"train", "head", "--task", place.task, "--project", place.project, "--json"}, {});
    INFO(trained.err);
    REQUIRE(trained.code == 0);
    CHECK(countOf(trained.err, refused) == 1);
    CHECK(countOf(trained.json()["remarks"].dump(), refused) == 1);
    const std::string id = run({"runs", place.project, "--json"}).json().at(0)["id"];
    const Outcome again = run({"reproduce", place.project, id}, {}, place.engine);
    CHECK(countOf(again.err, refused) == 1);
    CHECK(run({"reproduce", place.project, id, "-q"}, {}, place.engine).err.empty());
}

TEST_CASE("A probe prints the remarks on its task before it measures") {
    const Workplace place;
    const Outcome outcome = place.call({"probe", "houlsby:m=2", "--task", place.task, "--sigma", "1e-2"});
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(countOf(outcome.err, refused) == 1);
    const Outcome pooler = place.call({"probe", "houlsby:m=2", "--task", place.task, "--pooling", "pooler"});
    CHECK(pooler.code == 3);
    CHECK(pooler.err.find("has no pooler") != std::string::npos);
}

TEST_CASE("A run that can train nothing is refused by train and sweep before the project is touched") {
    const Workplace place;
    for (const std::vector<std::string>& more :
         {std::vector<std::string>{"--warmup", "1", "--epochs", "1", "--batch", "64"},
          {"--learning-rate", "0"},
          {"--learning-rate", "1e-60"},
          {"--epochs", "0"}}) {
        for (const char* command : {"train", "sweep"}) {
            const Outcome outcome =
                place.call({command, "head", "--task", place.task, "--project", place.project}, more);
            INFO(command << " " << more[0] << " " << more[1] << ": " << outcome.err);
            CHECK(outcome.code == 3);
            CHECK_FALSE(std::filesystem::exists(place.project));
        }
    }
    const Outcome doubtful =
        place.call({"train", "head", "--task", place.task}, {"--warmup", "1", "--limit-train", "40"});
    CHECK(doubtful.code == 0);
    CHECK(doubtful.err.find("head: the warm-up of 1 takes all 6 steps") != std::string::npos);
}

TEST_CASE("Two seeds give no verdict, and equal ones an interval as wide as their rows make it") {
    const Workplace place;  // the engine's dev is 0.5 + 0.01 * seed, whatever the design
    CHECK(place.call({"sweep", "head", "layernorm", "--seeds", "2", "--project", place.project}, {"--task", place.task})
              .code == 0);
    const auto designs = run({"compare", place.project, "--json", "--against", "head"}).json();
    REQUIRE(designs.size() == 2);
    const auto& difference = designs.at(1)["difference"];
    CHECK(difference["n"] == 2);
    CHECK(difference["mean"] == 0);
    CHECK(difference["interval"].at(0) < -0.1);  // 100 rows at most tell two designs of 50 % apart so far
    CHECK(difference["interval"].at(1) > 0.1);
    CHECK(difference["verdict"] == "undecided");
    CHECK(designs.at(0)["interval"].at(0).is_number());
    CHECK_THAT(run({"compare", place.project, "--against", "head"}).out,
               Catch::Contains("to head: undecided; no difference was seen"));
}
