// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/FakeWorkplace.h"

using namespace adapterscope::test;

TEST_CASE("Reproducing a run compares every number") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const std::string id = place.runs()[0]["id"];
    const Outcome same = run({"reproduce", place.project, id.substr(0, 6), "--json"}, {}, place.engine());
    INFO(same.err);
    CHECK(same.code == 0);
    CHECK(same.json()["same"] == true);
    const Outcome other = run({"reproduce", place.project, id, "--json"}, {}, place.engine("--steps 3"));
    CHECK(other.code == 4);
    CHECK(other.json()["same"] == false);
    CHECK_FALSE(other.json()["differences"].empty());
    CHECK(other.json()["environment"].empty());
}

TEST_CASE("Reproducing a run reports another processor or other libraries") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const std::string id = place.runs()[0]["id"];
    const Outcome other = run({"reproduce", place.project, id, "--json"}, {}, place.engine("--cpu another"));
    CHECK(other.code == 0);
    CHECK(other.json()["environment"] == nlohmann::json{{{"name", "cpu"}, {"before", "none"}, {"after", "another"}}});
    const Outcome words = run({"reproduce", place.project, id}, {}, place.engine("--cpu another"));
    CHECK(words.out.find("may change the last digits:\n  cpu: none then, another now\n") != std::string::npos);
}

TEST_CASE("Reproducing after the task changed is refused") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const std::string id = place.runs()[0]["id"];
    writeFile(place.task, readFile(place.task) + "one more film was good\tpositive\n");
    const Outcome outcome = run({"reproduce", place.project, id}, {}, place.engine());
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("reviews.tsv") != std::string::npos);
}

TEST_CASE("An unknown run is named") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const Outcome outcome = run({"reproduce", place.project, "zzzz"}, {}, place.engine());
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("zzzz") != std::string::npos);
}
