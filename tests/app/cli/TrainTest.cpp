// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/FakeWorkplace.h"

using namespace adapterscope::test;

TEST_CASE("Training prints one JSON document with every key of the contract") {
    const FakeWorkplace place;
    const Outcome outcome = run(place.train("houlsby:m=2", {"--seed", "3", "--data-seed", "4"}), {}, place.engine());
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    const auto json = outcome.json();
    for (const char* key : {"design", "trained", "seed", "data_seed", "status", "metric", "metrics", "dev", "test",
                            "best_step", "steps", "seconds", "attempts", "curve"}) {
        INFO(key);
        CHECK(json.contains(key));
    }
    CHECK(json["design"] == "houlsby:m=2");
    CHECK(json["seed"] == 3);
    CHECK(json["data_seed"] == 4);
    CHECK(json["dev"] == Approx(0.53));
    CHECK(json["test"].is_null());
    REQUIRE(json["curve"].size() == 2);
    CHECK(json["curve"][0]["train_loss"] == 1.0);
    CHECK_FALSE(std::filesystem::exists(place.project));
}

TEST_CASE("A training that fails ends with 4 and still prints what came of it") {
    const FakeWorkplace place;
    const Outcome outcome = run(place.train("head"), {}, place.engine("--misbehave status:diverged"));
    CHECK(outcome.code == 4);
    CHECK(outcome.json()["status"] == "diverged");
    CHECK(outcome.err.find("as told") != std::string::npos);
}

TEST_CASE("Training takes one design and no alternatives") {
    const FakeWorkplace place;
    CHECK(run(place.train("houlsby:m=2|4"), {}, place.engine()).code == 2);
    CHECK(run(place.train("head", {"--learning-rate", "1e-3|1e-2"}), {}, place.engine()).code == 2);
}

TEST_CASE("A run in a project is not trained twice") {
    const FakeWorkplace place;
    CHECK(run(place.train("head", {"--project", place.project}), {}, place.engine()).code == 0);
    const Outcome again =
        run(place.train("head", {"--project", place.project}), {}, place.engine("--misbehave exit:1 --at 0"));
    CHECK(again.code == 0);
    CHECK(again.json()["attempts"] == 1);
}

TEST_CASE("What an engine refuses becomes the exit code") {
    const FakeWorkplace place;
    const Outcome outcome = run({"encode", "--base", place.base, "--out", (place.folder / "f").string()},
                                "{\"text\": \"good\"}\n", place.engine());
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("encode") != std::string::npos);
}
