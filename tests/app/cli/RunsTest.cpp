// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/Database.h>

#include "tests/app/cli/FakeWorkplace.h"

using namespace adapterscope::test;

TEST_CASE("A file that is not a project is refused and left as it is") {
    const FakeWorkplace place;
    writeFile(place.project, "just some text that is long enough to be read as something");
    for (const auto& words : {place.sweep({"head"}), std::vector<std::string>{"runs", place.project}}) {
        const Outcome outcome = run(words, {}, place.engine());
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find(place.project) != std::string::npos);
    }
    CHECK(readFile(place.project).rfind("just some text", 0) == 0);
}

TEST_CASE("Listing a project that is not there does not make one") {
    const FakeWorkplace place;
    for (const char* command : {"runs", "compare"}) {
        const Outcome outcome = run({command, place.project});
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find(place.project) != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(place.project));
}

TEST_CASE("Runs are listed as CSV and LaTeX") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const std::string csv = run({"runs", place.project, "--csv"}).out;
    CHECK(csv.rfind("id,label,design,base,task,", 0) == 0);
    CHECK(csv.find(",head,") != std::string::npos);
    const std::string latex = run({"runs", place.project, "--latex"}).out;
    CHECK(latex.rfind("\\begin{tabular}", 0) == 0);
}

TEST_CASE("Runs that differ in a setting do not look alike in their list") {
    const FakeWorkplace place;
    REQUIRE(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const auto listed = [&place] { return run({"runs", place.project}).out; };
    CHECK_THAT(listed(), Catch::Contains("  head ") && !Catch::Contains("batch"));
    REQUIRE(run(place.sweep({"head", "--batch", "4"}), {}, place.engine()).code == 0);
    CHECK_THAT(listed(), Catch::Contains("batch 32  ") && Catch::Contains("batch 4   ") &&
                             Catch::Contains("\nCommon to all: head, lr 1e-2, reviews, on "));
    // The labels are those of the other lists.
    for (const auto& entry : place.runs())
        CHECK_THAT(listed(), Catch::Contains("  " + entry["label"].get<std::string>() + "  "));
}

TEST_CASE("Names in a project reach the terminal as text in their own line") {
    const FakeWorkplace place;
    REQUIRE(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    SQLite::Database(place.project, SQLite::OPEN_READWRITE)
        .exec(
            "UPDATE runs SET task_name = 'T' || char(27) || ']0;owned' || char(7) || char(10) || 'a line', "
            "base = 'b' || char(27) || '[2J', message = 'm' || char(27)");
    for (const char* command : {"runs", "compare"}) {
        const Outcome listed = run({command, place.project});
        CHECK(listed.code == 0);
        CHECK_THAT(listed.out, Catch::Contains("T?]0;owned? a line") && Catch::Contains("b?[2J"));
        CHECK((listed.out + listed.err).find_first_of("\x1b\x07") == std::string::npos);
    }
}

TEST_CASE("A run that this version does not understand is listed with the reason, left out of averages and kept") {
    const FakeWorkplace place;
    REQUIRE(run(place.sweep({"houlsby:m=2", "head"}), {}, place.engine()).code == 0);
    const std::string id = place.runs()[1]["id"];
    const auto stored = [&place](const std::string& sql) {
        SQLite::Database database(place.project, SQLite::OPEN_READWRITE);
        return database.execAndGet(sql).getString();
    };
    stored("UPDATE runs SET design = 'reft:n=8', status = 'waiting' WHERE design = 'head' RETURNING id");
    const std::string reason = "Design 'reft:n=8': There is no method 'reft'";

    const auto list = place.runs();
    REQUIRE(list.size() == 2);
    CHECK(list[0]["status"] == "done");
    CHECK(list[1]["id"] == id);
    CHECK(list[1]["design"] == "reft:n=8");
    CHECK(list[1]["status"] == "not readable");
    CHECK(list[1]["dev"].is_null());
    CHECK_THAT(list[1]["message"].get<std::string>(), Catch::Contains(reason));
    const Outcome table = run({"runs", place.project});
    CHECK_THAT(table.out, Catch::Contains("reft:n=8") && Catch::Contains("not readable") &&
                              Catch::Contains(id + ": kept, but this program cannot read it: " + reason));

    const Outcome comparison = run({"compare", place.project, "--json"});
    CHECK(comparison.json().size() == 1);
    CHECK_THAT(comparison.err, Catch::Contains("Left out: run " + id + " (reft:n=8)") && Catch::Contains(reason));
    const Outcome again = run({"sweep", "--project", place.project, "--json"}, {}, place.engine());
    checkCounts(again.json(), 1, 0, 1, 0);
    CHECK(stored("SELECT design || ' ' || status FROM runs WHERE id = '" + id + "'") == "reft:n=8 waiting");
}

TEST_CASE("Comparing averages over seeds and pairs the differences") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head", "full"}, {"--seeds", "3"}), {}, place.engine()).code == 0);
    const auto list = run({"compare", place.project, "--json"}).json();
    REQUIRE(list.size() == 2);
    CHECK(list[0]["design"] == "head");
    CHECK(list[0]["n"] == 3);
    // Seeds 0, 1, 2 give 0.50, 0.51, 0.52: standard error 0.01 / sqrt(3), t(0.975, 2) = 4.302653. These are counts of
    // at least 100 rows, t(0.975, 99) = 1.984217, and Wilson's interval of both (docs/statistics.md).
    CHECK(list[0]["mean"] == Approx(0.51));
    CHECK(list[0]["sem"] == Approx(0.0057735027));
    CHECK(list[0]["rows"] == 100);
    CHECK(list[0]["row_error"] == "unpaired");
    const double ofSeeds = 0.01 * 0.01 / 3, ofRows = 0.51 * 0.49 / 100, all = ofSeeds + ofRows;
    const double reached = 4.302652730 * 4.302652730 * ofSeeds + 1.984216952 * 1.984216952 * ofRows,
                 squared = reached / (0.51 * 0.49);
    CHECK(list[0]["error"] == Approx(std::sqrt(all)));
    CHECK(list[0]["interval"][0] ==
          Approx((0.51 + squared / 2 - std::sqrt(reached + squared * squared / 4)) / (1 + squared)));
    CHECK(list[0]["difference"]["to"] == "full");
    CHECK(list[0]["difference"]["mean"] == Approx(0.0).margin(1e-12));
    CHECK(list[0]["difference"]["needed"] == nlohmann::json{{"more_seeds", nullptr}, {"rows", nullptr}});
    CHECK(list[0]["front"] == "on");
    CHECK(run(place.sweep({"layernorm"}, {"--seeds", "2"}), {}, place.engine("--misbehave status:diverged")).code == 4);
    const Outcome people = run({"compare", place.project, "--against", "head"});
    CHECK(people.code == 0);
    CHECK(people.err.find("layernorm on reviews (2 runs, 2 of them diverged)") != std::string::npos);
    CHECK(people.out.find("95 % interval") != std::string::npos);
    CHECK(people.err.find("do not record which rows of dev they answered correctly") != std::string::npos);
}
