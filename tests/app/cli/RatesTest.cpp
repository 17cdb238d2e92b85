// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "tests/app/cli/FakeWorkplace.h"

using namespace adapterscope::test;

TEST_CASE("A dry run of a sweep with automatic rates lists the pilots and what follows them") {
    const FakeWorkplace place;
    const auto words =
        place.sweep({"layernorm", "head:lr=1e-3"}, {"--learning-rate", "auto", "--seeds", "2", "--dry-run"});
    const auto plan = run(words).json();
    CHECK(plan["runs"] == 5 + 2 + 2);
    int pilots = 0, open = 0;
    for (const auto& entry : plan["planned"]) {
        pilots += entry["pilot"] == true;
        open += entry["learning_rate"].is_null();
        CHECK(entry["id"].is_null() == entry["learning_rate"].is_null());
    }
    CHECK(pilots == 5);
    CHECK(open == 2);
    CHECK_FALSE(std::filesystem::exists(place.project));
    const auto people =
        run({"sweep", "layernorm", "--base", place.base, "--task", place.task, "--learning-rate", "auto", "--dry-run"});
    CHECK(people.out.find("pilot, new") != std::string::npos);
    CHECK(people.out.find("to the end, lr auto") != std::string::npos);
    CHECK(people.out.find("after its pilots") != std::string::npos);
}

TEST_CASE("Automatic rates are chosen by pilots, recorded, and left out of comparisons") {
    const FakeWorkplace place;
    const auto engine = place.engine("--best-rate 1e-2 --diverge-from 3e-2");
    const auto words = place.sweep({"layernorm", "bitfit"}, {"--learning-rate", "auto", "--seeds", "2"});
    const Outcome first = run(words, {}, engine);
    INFO(first.err);
    REQUIRE(first.code == 0);
    // bitfit's ladder ends at 1e-2, which is best, so it gets a rung more.
    checkCounts(first.json(), 5 + 6 + 4, 15, 0, 0);
    CHECK(first.json()["pilots"] == 11);
    CHECK(first.err.find("First 10 pilots on one seed, to choose the learning rates of 4 runs") != std::string::npos);
    CHECK(first.err.find("Learning rate of layernorm on reviews: 9e-3 of 5 rates on dev: 3e-4 0.2286") !=
          std::string::npos);
    CHECK(first.err.find("3e-2 diverged") != std::string::npos);
    int pilots = 0;
    for (const auto& entry : place.runs()) {
        CHECK(entry["epochs"] == 3);
        if (entry["pilot"] == true) {
            ++pilots;
            CHECK(entry["stop_after"] == 1);
            continue;
        }
        CHECK(entry["stop_after"] == 0);
        CHECK(entry["learning_rate"] == (entry["design"] == "bitfit" ? 1e-2 : 9e-3));
        CHECK(entry["rate_chosen_by"] == "auto");
        CHECK(entry["rates_tried"] == (entry["design"] == "bitfit" ? 6 : 5));
        CHECK(entry["pilots"].size() == entry["rates_tried"]);
        CHECK(entry["pilots"].back()["dev"].is_null());
    }
    CHECK(pilots == 11);
    const auto compared = run({"compare", place.project, "--json"}).json();
    REQUIRE(compared.size() == 2);
    for (const auto& row : compared) {
        CHECK(row["n"] == 2);
        CHECK(row["rate_chosen_by"] == "auto");
        CHECK(row["fewer_rates"] == false);
    }
    CHECK(run({"compare", place.project, "pilot", "--json"}).json().size() == 9);  // two of the eleven diverged
    CHECK(run({"runs", place.project}).out.find("diverged, pilot") != std::string::npos);

    const auto again = run(words, {}, place.engine("--misbehave exit:1 --at 0"));
    CHECK(again.code == 0);
    checkCounts(again.json(), 15, 0, 15, 0);

    // A design that had only its own rate had fewer chances.
    CHECK(run(place.sweep({"head"}, {"--seeds", "2"}), {}, place.engine()).code == 0);
    const std::string table = run({"compare", place.project}).out;
    INFO(table);
    CHECK(table.find("1*") != std::string::npos);
    CHECK(table.find("* fewer learning rates were tried than for others here") != std::string::npos);
    CHECK(run({"compare", place.project, "--csv"}).out.find(",1,default,true,") != std::string::npos);
}

TEST_CASE("The choice of a rate names the base if there are several") {
    const FakeWorkplace place;
    const Outcome done = run(place.sweep({"layernorm"}, {"--base", "builtin", "--learning-rate", "auto"}), {},
                             place.engine("--best-rate 1e-2"));
    INFO(done.err);
    REQUIRE(done.code == 0);
    CHECK(done.err.find("Learning rate of layernorm on reviews, base builtin") != std::string::npos);
    CHECK(done.err.find("Learning rate of layernorm on reviews, base base") != std::string::npos);
}

TEST_CASE("A sweep that is interrupted among its pilots continues with the missing ones") {
    const FakeWorkplace place;
    const auto words = place.sweep({"layernorm"}, {"--learning-rate", "auto", "--seeds", "2"});
    const std::string pipe = place.folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::fstream into(pipe);  // open for both, so that opening it waits for nobody
    CommandLine sweep(words, {}, place.engine("--best-rate 3e-3 --until " + pipe));
    into << "1" << std::flush;
    REQUIRE(sweep.says("[1/5]"));
    into << "2" << std::flush;
    REQUIRE(sweep.says("[2/5]"));
    sweep.signal(SIGINT);
    const Outcome stopped = sweep.wait();
    INFO(stopped.err);
    CHECK(stopped.code == 130);
    checkCounts(stopped.json(), 5, 2, 0, 0);
    const Outcome after = run(words, {}, place.engine("--best-rate 3e-3"));
    INFO(after.err);
    CHECK(after.code == 0);
    checkCounts(after.json(), 7, 5, 2, 0);
    int retrained = 0;
    for (const auto& entry : place.runs())
        retrained += entry["attempts"] > 1;
    CHECK(retrained <= 1);  // the one that was in flight
}

TEST_CASE("A sweep that is interrupted among its pilots is finished with nothing but its project") {
    const FakeWorkplace place;
    const std::string pipe = place.folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::fstream into(pipe);
    CommandLine sweep(place.sweep({"layernorm"}, {"--learning-rate", "auto", "--seeds", "2"}), {},
                      place.engine("--best-rate 9e-3 --until " + pipe));
    into << "1" << std::flush;
    REQUIRE(sweep.says("[1/5]"));
    into << "2" << std::flush;
    REQUIRE(sweep.says("[2/5]"));
    sweep.signal(SIGINT);
    REQUIRE(sweep.wait().code == 130);
    const std::vector<std::string> continuing = {"sweep", "--project", place.project, "--json"};
    const Outcome after = run(continuing, {}, place.engine("--best-rate 9e-3"));
    INFO(after.err);
    CHECK(after.code == 0);
    checkCounts(after.json(), 7, 5, 2, 0);
    CHECK(after.json()["pilots"] == 5);
    CHECK(after.err.find("Learning rate of layernorm on reviews: 9e-3 of 5 rates on dev") != std::string::npos);
    for (const auto& entry : place.runs())
        CHECK((entry["pilot"] == true || entry["rate_chosen_by"] == "auto"));
    checkCounts(run(continuing, {}, place.engine("--misbehave exit:1 --at 0")).json(), 7, 0, 7, 0);
}

TEST_CASE("Pilots that all diverge or fail leave their design without a rate and show in the exit code") {
    const FakeWorkplace place;
    const auto words = place.sweep({"layernorm"}, {"--learning-rate", "auto"});
    const Outcome diverged = run(words, {}, place.engine("--diverge-from 1e-9"));
    INFO(diverged.err);
    CHECK(diverged.code == 4);
    checkCounts(diverged.json(), 5, 5, 0, 0);
    CHECK(diverged.err.find("No learning rate could be chosen for layernorm on reviews") != std::string::npos);
    std::filesystem::remove(place.project);
    const Outcome failed = run(words, {}, place.engine("--misbehave status:failed"));
    INFO(failed.err);
    CHECK(failed.code == 4);
    checkCounts(failed.json(), 5, 0, 0, 5);
    CHECK(failed.err.find("Runs whose pilots failed were not trained.") != std::string::npos);
    checkCounts(run(words, {}, place.engine()).json(), 6, 6, 0, 0);
}

TEST_CASE("One run can have its rate chosen too") {
    const FakeWorkplace place;
    const auto words = place.train(
        "layernorm", {"--learning-rate", "auto", "--seed", "4", "--data-seed", "5", "--project", place.project});
    const Outcome outcome = run(words, {}, place.engine("--best-rate 1e-3"));
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    CHECK(outcome.json()["seed"] == 4);
    CHECK(outcome.json()["rate_chosen_by"] == "auto");
    CHECK(outcome.json()["rates_tried"] == 5);
    CHECK(place.runs().back()["learning_rate"] == 9e-4);
    CHECK(place.runs().size() == 6);
}
