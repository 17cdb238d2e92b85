// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>
#include <set>

#include "tests/app/cli/CommandLine.h"

using namespace adapterscope::test;

namespace {

/// Three designs at two rates and two batch sizes on two tasks, three seeds each: 72 runs. The engine's dev is 0.5 +
/// 0.01 * seed, whatever the design.
struct Compared : TinyWorkplace {
    std::string other = (folder / "films.tsv").string();

    Compared() {
        writeTinyTask(other);
        std::ofstream(other, std::ios::app) << "another good film\tgood\n";
        const Outcome swept =
            run({"sweep", "head", "houlsby:m=2", "houlsby:m=4", "--base", base, "--task", task, "--task", other,
                 "--learning-rate", "1e-3|3e-3", "--batch", "8|16", "--seeds", "3", "--project", project, "--quiet"},
                {}, {{"ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE)}});
        INFO(swept.err);
        REQUIRE(swept.code == 0);
    }
};

std::set<std::string> labelsOf(const nlohmann::json& list) {
    std::set<std::string> labels;
    for (const auto& row : list)
        labels.insert(row["label"].get<std::string>());
    return labels;
}

}  // namespace

TEST_CASE("Comparisons label every design by what distinguishes it") {
    const Compared place;
    const auto list = run({"compare", place.project, "--json"}).json();
    REQUIRE(list.size() == 24);
    const auto labels = labelsOf(list);
    CHECK(labels.size() == 24);
    CHECK(labels.contains("houlsby:m=4, lr 3e-3, batch 16, films"));
    CHECK(labels.contains("head, lr 1e-3, batch 8, reviews"));
    CHECK(list[0]["batch"].is_number());
    CHECK(list[0]["weight_decay"] == 0.01);
    CHECK(list[0]["pooling"].is_string());
    const auto runs = run({"runs", place.project, "--json"}).json();
    REQUIRE(runs.size() == 72);
    CHECK(labelsOf(runs) == labels);
    CHECK(runs[0]["epochs"] == 3);
    CHECK_THAT(run({"compare", place.project}).out, Catch::Contains("houlsby:m=4, lr 3e-3, batch 16, films"));
    CHECK_THAT(run({"runs", place.project, "--csv"}).out, Catch::Contains("\"head, lr 1e-3, batch 8, reviews\""));

    // Some of them.
    CHECK(run({"runs", place.project, "m=2", "lr>=3e-3", "task=films", "--json"}).json().size() == 6);
    CHECK(run({"runs", place.project, "m=2 lr>=3e-3 task=films", "--json"}).json().size() == 6);
    CHECK(run({"runs", place.project, "houlsby task=films m=2", "lr>=3e-3", "--json"}).json().size() == 6);
    CHECK(run({"runs", place.project, "m=2 task=\"films\"", "--json"}).json().size() ==
          run({"runs", place.project, "m=2", "task=films", "--json"}).json().size());
    CHECK(labelsOf(run({"compare", place.project, "head batch=8 lr=1e-3", "--json"}).json()) ==
          std::set<std::string>{"reviews", "films"});
    const auto filtered = run({"compare", place.project, "head", "batch=8", "lr=1e-3", "--json"}).json();
    CHECK(labelsOf(filtered) == std::set<std::string>{"reviews", "films"});
    const Outcome none = run({"runs", place.project, "task=no such task"});
    CHECK(none.code == 0);
    CHECK_THAT(none.err, Catch::Contains("No run matches: task=\"no such task\"\n"
                                         "No run has task=\"no such task\"; there are films and reviews.\n"));
    CHECK_THAT(run({"runs", place.project, "m=9 lr>=3e-3 task=no such task"}).err,
               Catch::Contains("No run matches: m=9 lr>=3e-3 task=\"no such task\"\n"));
    CHECK(run({"runs", place.project, "m=2|4", "--json"}).json().size() == 48);
    CHECK(run({"runs", place.project, "task=films,reviews", "--json"}).json().size() == 72);
    for (const char* command : {"runs", "compare"}) {
        const Outcome partly = run({command, place.project, "m=2|9"});
        CHECK_THAT(partly.err, Catch::Contains("No run has m=9; there are 2 and 4.\n"));
        CHECK_THAT(partly.err, !Catch::Contains("No run matches"));
        CHECK_THAT(partly.out, Catch::Contains("films"));
        CHECK_THAT(run({command, place.project, "donee"}).err, Catch::Contains("Did you mean \"done\"?"));
    }
    const Outcome unknown = run({"compare", place.project, "rank=3"});
    CHECK(unknown.code == 3);
    CHECK_THAT(unknown.err, Catch::Contains("No run here has \"rank\""));

    // The reference of differences is named by its label, or by a design that can only mean one of each task.
    const auto against = run({"compare", place.project, "--json", "--against", "head, lr 1e-3, batch 8, films"}).json();
    int compared = 0;
    for (const auto& row : against)
        compared += row.contains("difference") && row["difference"]["to"] == "head, lr 1e-3, batch 8, films";
    CHECK(compared == 11);
    const Outcome ambiguous = run({"compare", place.project, "--against", "head"});
    CHECK(ambiguous.code == 3);
    CHECK_THAT(ambiguous.err, Catch::Contains("--against head matches several of those compared") &&
                                  Catch::Contains("\"head, lr 3e-3, batch 16, films\""));
    // Parts of a label mean those that have them all.
    const auto byParts = run({"compare", place.project, "--json", "--against", "head, lr 1e-3, batch 8"}).json();
    const auto isAgainstMeant = [](const nlohmann::json& row) {
        return row.contains("difference") &&
               row["difference"]["to"].get<std::string>().starts_with("head, lr 1e-3, batch 8, ");
    };
    CHECK(std::count_if(byParts.begin(), byParts.end(), isAgainstMeant) == 22);
    const Outcome byKey = run({"compare", place.project, "--against", "m=4, lr 1e-3, batch 8, reviews"});
    CHECK(byKey.code == 0);
    CHECK_THAT(byKey.out, Catch::Contains("to houlsby:m=4, lr 1e-3, batch 8, reviews"));
    const Outcome several = run({"compare", place.project, "--against", "houlsby:m=4, lr 1e-3"});
    CHECK(several.code == 3);
    for (const char* rest : {"batch 8, reviews", "batch 16, reviews", "batch 8, films", "batch 16, films"})
        CHECK_THAT(several.err, Catch::Contains(std::string("\"houlsby:m=4, lr 1e-3, ") + rest + '"'));
    CHECK_THAT(several.err, !Catch::Contains("lr 3e-3") && !Catch::Contains("\"head"));
    const Outcome missing = run({"compare", place.project, "--against", "bitfit"});
    CHECK(missing.code == 3);
    CHECK_THAT(missing.err, Catch::Contains("--against bitfit matches none of those compared"));
}

TEST_CASE("Of designs that differ only in a factor the best on dev is compared") {
    const Compared place;
    const auto list = run({"compare", place.project, "--json", "--best-over", "learning_rate"}).json();
    REQUIRE(list.size() == 12);
    for (const auto& row : list)
        CHECK(row["tried"] == 2);
    CHECK(labelsOf(list).contains("houlsby:m=4, batch 16, films"));
    for (const auto& row : list) {
        CHECK(row["dev"] == row["mean"]);
        CHECK(row["dev_interval"] == row["interval"]);
        CHECK(row["test"].is_null());  // the scripted engine has none
        CHECK(row["test_interval"] == nlohmann::json({nullptr, nullptr}));
    }
    CHECK_FALSE(run({"compare", place.project, "--json"}).json()[0].contains("dev"));
    CHECK_THAT(run({"compare", place.project, "--best-over", "m"}).out,
               Catch::Contains("best of") && Catch::Contains("test, 95 % interval"));
    CHECK_THAT(run({"compare", place.project, "--best-over", "m", "--on", "test"}).out,
               Catch::Contains("dev, 95 % interval"));
    CHECK(run({"compare", place.project, "--json", "--best-over", "lr", "--by", "lr"}).json().size() == list.size());
    const Outcome unknown = run({"compare", place.project, "--best-over", "rate"});
    CHECK(unknown.code == 3);
    CHECK_THAT(unknown.err, Catch::Contains("task, method, m, learning_rate and batch"));
}

TEST_CASE("A table for people writes rates as labels do, and JSON has numbers") {
    const Compared place;
    const std::string byRate = run({"compare", place.project, "head", "batch=8", "--by", "learning_rate"}).out;
    CHECK_THAT(byRate, Catch::Contains("3e-3"));
    CHECK_THAT(byRate, Catch::Contains("  lr  "));
    CHECK_THAT(byRate, !Catch::Contains("  0.003  ") && !Catch::Contains("  0.001  "));
    CHECK(run({"compare", place.project, "head", "--json"}).json()[0]["learning_rate"].is_number());
}

TEST_CASE("Compared designs are in the order of the requested factor") {
    const Compared place;
    const auto list =
        run({"compare", place.project, "houlsby", "task=films", "--json", "--by", "learning_rate"}).json();
    REQUIRE(list.size() == 8);
    for (std::size_t i = 0; i < list.size(); i += 2) {
        CHECK(list[i]["by"] == 0.001);
        CHECK(list[i + 1]["by"] == 0.003);
        CHECK(list[i]["batch"] == list[i + 1]["batch"]);
    }
    const auto sizes = run({"compare", place.project, "lr=1e-3", "batch=8", "--json", "--by", "m"}).json();
    REQUIRE(sizes.size() == 6);
    CHECK(sizes[0]["by"] == 2);
    CHECK(sizes[1]["by"] == 4);
    CHECK(sizes[5]["by"].is_null());  // head has none
    CHECK(run({"compare", place.project, "--by", "m"}).out.find("m  label") != std::string::npos);
    double before = 0;
    for (const auto& design : run({"compare", place.project, "--json", "--by", "seconds"}).json()) {
        CHECK(design["by"] >= before);
        before = design["by"];
    }
    CHECK(before > 0);
    const Outcome unknown = run({"compare", place.project, "--by", "task"});
    CHECK(unknown.code == 3);
    CHECK_THAT(unknown.err, Catch::Contains("the numbers that vary among them: m, learning_rate and batch"));
}
