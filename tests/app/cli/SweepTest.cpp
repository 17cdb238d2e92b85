// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/Database.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "tests/app/cli/FakeWorkplace.h"

using namespace adapterscope::test;

TEST_CASE("A sweep trains its grid once and then nothing more") {
    const FakeWorkplace place;
    const auto words = place.sweep({"houlsby:m=2|4", "head"}, {"--seeds", "2"});
    const Outcome first = run(words, {}, place.engine());
    INFO(first.err);
    CHECK(first.code == 0);
    checkCounts(first.json(), 6, 6, 0, 0);
    CHECK(first.err.find('\x1b') == std::string::npos);
    const Outcome second = run(words, {}, place.engine("--misbehave exit:1 --at 0"));
    CHECK(second.code == 0);
    checkCounts(second.json(), 6, 0, 6, 0);
    const auto runs = place.runs();
    REQUIRE(runs.size() == 6);
    for (const auto& entry : runs) {
        CHECK(entry["attempts"] == 1);
        CHECK(entry["status"] == "done");
    }
}

TEST_CASE("A sweep with nothing to train removes what a killed one left among the temporary files") {
    const FakeWorkplace place;
    const TempFolder temporary;
    auto environment = place.engine();
    environment["TMPDIR"] = temporary.path().string();
    CHECK(run(place.sweep({"head"}), {}, environment).code == 0);
    const auto left = temporary / "adapterscope-runs-abcdef";
    std::filesystem::create_directory(left);
    writeFile(left / "lock", "");
    const Outcome second = run(place.sweep({"head"}), {}, environment);
    checkCounts(second.json(), 1, 0, 1, 0);
    CHECK_FALSE(std::filesystem::exists(left));
    environment["TMPDIR"] = (temporary / "missing").string();
    CHECK(run(place.sweep({"head"}), {}, environment).code == 0);
}

TEST_CASE("A larger grid trains only what is missing") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const auto summary = run(place.sweep({"head", "layernorm"}, {"--seeds", "2"}), {}, place.engine()).json();
    checkCounts(summary, 4, 3, 1, 0);
}

TEST_CASE("A sweep whose project is deleted, renamed or changed ends with 5 and names the file that has everything") {
    const FakeWorkplace place;
    const std::string fate =
        GENERATE("was deleted", "was moved to", "cut off by another program", "was changed by another program");
    const std::string pipe = place.folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::fstream into(pipe);  // open for both, so that opening it waits for nobody
    CommandLine sweep(place.sweep({"head"}, {"--seeds", "3"}), {}, place.engine("--until " + pipe));
    into << "1" << std::flush;
    REQUIRE(sweep.says("[1/3]"));
    if (fate == "was deleted")
        std::filesystem::remove(place.project);
    else if (fate == "was moved to")
        std::filesystem::rename(place.project, place.folder / "renamed.adapterscope");
    else if (fate == "cut off by another program")
        std::filesystem::resize_file(place.project + GENERATE("-wal", "-shm"), 0);
    else
        SQLite::Database(place.project, SQLite::OPEN_READWRITE, 5000).exec("DELETE FROM runs");
    into << "2" << std::flush;
    const Outcome outcome = sweep.wait();
    INFO(outcome.err);
    CHECK(outcome.code == 5);
    CHECK(outcome.err.find(fate) != std::string::npos);
    CHECK(outcome.err.find(fate) == outcome.err.rfind(fate));
    const std::string rescued = place.folder / "p-rescued.adapterscope";
    CHECK(outcome.err.find(rescued) != std::string::npos);
    const auto runs = run({"runs", rescued, "--json"}).json();
    REQUIRE(runs.size() == 3);
    CHECK(runs[0]["status"] == "done");
    CHECK(runs[0]["dev"] == 0.5);
    const auto summary = run({"sweep", "--project", rescued, "--json"}, {}, place.engine()).json();
    CHECK(summary["failed"] == 0);
    for (const auto& entry : run({"runs", rescued, "--json"}).json())
        CHECK(entry["status"] == "done");
}

TEST_CASE("Numbers of options that no run has a use for are refused with their option and exit 3") {
    const FakeWorkplace place;
    struct Case {
        std::string option, value, name;
    };
    const Case cases[] = {
        {"--batch", "2147483647", "batch is 2147483647"},
        {"--batch", "99999999999999999999", "--batch"},
        {"--evaluations", "2147483647", "evaluations is 2147483647"},
        {"--seeds", "-1", "--seeds"},
        {"--seeds", "2147483647", "2147483647 seeds"},
        {"--seeds", "18446744073709551616", "--seeds"},
        {"--workers", "2000000000", "--workers"},
        {"--workers", "-1", "--workers"},
        {"--split", "1e60/10/10", "--split"},
        {"--split", "200/-50/-50", "--split"},
        {"--split", "2147483647/2147483647/2147483547", "--split"},
        {"--split", "true", "--split"},
        {"--limit-train", "-1", "--limit-train"},
        {"--limit-train", "1e60", "--limit-train"},
        {"--learning-rate", "1e999", "--learning-rate"},
    };
    for (const Case& each : cases) {
        auto words = place.sweep({"head"});
        if (each.option == "--workers")
            *std::next(std::find(words.begin(), words.end(), each.option)) = each.value;
        else
            words.insert(words.end(), {each.option, each.value});
        const Outcome outcome = run(words, {}, place.engine());
        INFO(each.option << " " << each.value << ": " << outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find(each.name) != std::string::npos);
    }
    for (const char* seed : {"-1", "18446744073709551616", "1.5", "true"}) {
        const Outcome outcome = run(place.train("head", {"--seed", seed}), {}, place.engine());
        INFO(seed << ": " << outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find("--seed") != std::string::npos);
    }
}

TEST_CASE("JSON files that have only brackets are refused in a sentence") {
    const FakeWorkplace place;
    const std::string brackets(200'000, '['), file = place.folder / "grid.json", table = place.folder / "t.jsonl";
    writeFile(file, brackets + std::string(200'000, ']'));
    writeFile(table, brackets + "\n");
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"sweep", file, "--project", place.project}, {"tasks", "show", table}}) {
        const Outcome outcome = run(words);
        INFO(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.size() < 2200);
    }
    const Outcome outcome = run({"tokenize", "--base", place.base}, brackets + "\n");
    INFO(outcome.err);
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("Line 1 of standard input") != std::string::npos);
}

TEST_CASE("A project that is read again and again never gets in a sweep's way") {
    const FakeWorkplace place;
    REQUIRE(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    const std::string pipe = place.folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::fstream into(pipe);
    CommandLine sweep(place.sweep({"head", "layernorm"}), {}, place.engine("--until " + pipe));
    REQUIRE(sweep.says("Training"));
    for (const std::string command : {"runs", "compare"})
        CHECK(run({command, place.project, "--json"}).code == 0);
    CommandLine reader({"runs", place.project});
    into << "1" << std::flush;
    CHECK(reader.wait().code == 0);
    CHECK(sweep.wait().code == 0);
}

TEST_CASE("A dry run lists the runs with seeds outermost and makes no project") {
    const FakeWorkplace place;
    const auto plan =
        run(place.sweep({"houlsby:m=2", "head"}, {"--seeds", "2", "--dry-run"}), {}, place.engine("--misbehave exit:1"))
            .json();
    CHECK(plan["runs"] == 4);
    std::vector<std::string> order;
    for (const auto& entry : plan["planned"])
        order.push_back(entry["design"].get<std::string>() + " " + std::to_string(entry["seed"].get<int>()));
    CHECK(order == std::vector<std::string>{"houlsby:m=2 0", "head 0", "houlsby:m=2 1", "head 1"});
    CHECK_FALSE(std::filesystem::exists(place.project));
    CHECK(plan["seconds"] > 0);
    const auto people = run({"sweep", "head", "--base", place.base, "--task", place.task, "--dry-run"});
    CHECK(people.out.find("1 run, 0 finished before, about ") != std::string::npos);
    const auto words = place.sweep({"head", "bitfit"}, {"--batch", "4|8", "--dry-run"});
    CHECK(run(words).json()["planned"][0]["label"] == "head, batch 4");
}

TEST_CASE("Alternatives of options multiply the grid") {
    const FakeWorkplace place;
    const auto plan =
        run(place.sweep({"head"}, {"--learning-rate", "1e-3|1e-2", "--epochs", "1|2|3", "--dry-run"})).json();
    CHECK(plan["runs"] == 6);
    std::map<double, int> rates;
    for (const auto& entry : plan["planned"])
        ++rates[entry["learning_rate"].get<double>()];
    CHECK(rates == std::map<double, int>{{1e-3, 3}, {1e-2, 3}});
}

TEST_CASE("A bad alternative is named with its option") {
    const FakeWorkplace place;
    for (const auto& [option, value] : {std::pair("--epochs", "2|two"), std::pair("--learning-rate", "1e-3|"),
                                        std::pair("--learning-rate", "auto|1e-3"), std::pair("--learning-rate", "best"),
                                        std::pair("--dropout", "0.1"), std::pair("--epochs", "0")}) {
        const Outcome outcome = run(place.sweep({"head"}, {option, value}));
        INFO(option << ": " << outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find(option + 2) != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(place.project));
    }
}

TEST_CASE("A sweep can be read from a file") {
    const FakeWorkplace place;
    const std::string file = (place.folder / "grid.json").string();
    writeFile(
        file,
        nlohmann::json({{"designs", {"houlsby:m=2|4"}}, {"bases", {place.base}}, {"tasks", {place.task}}, {"seeds", 2}})
            .dump());
    const auto plan = run({"sweep", file, "--dry-run", "--json"}).json();
    CHECK(plan["runs"] == 4);
    const auto words = run(place.sweep({"houlsby:m=2|4"}, {"--seeds", "2", "--dry-run"})).json();
    CHECK(plan["planned"] == words["planned"]);
}

TEST_CASE("A sweep file states how its task is read") {
    const FakeWorkplace place;
    const std::string file = (place.folder / "grid.json").string(), odd = (place.folder / "odd.txt").string();
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "some words " + std::to_string(i) + "^" + std::to_string(i % 2) + "\n";
    writeFile(odd, text);
    const auto plan = [&](const std::string& field) {
        const nlohmann::json task = {{"name", odd}, {field, "^"}};
        writeFile(file, nlohmann::json({{"designs", {"head"}}, {"bases", {place.base}}, {"tasks", {task}}}).dump());
        return run({"sweep", file, "--dry-run", "--json"});
    };
    CHECK(plan("separator").json()["runs"] == 1);
    const Outcome mistyped = plan("seperator");
    CHECK(mistyped.code == 3);
    CHECK(mistyped.err.find("seperator") != std::string::npos);
}

TEST_CASE("A sweep file with a wrong field is named with the field") {
    const FakeWorkplace place;
    const std::string file = (place.folder / "grid.json").string();
    writeFile(file, R"({"designs": ["head"], "bases": ["builtin"], "tasks": ["sentiment"], "sedes": 2})");
    const Outcome outcome = run({"sweep", file, "--project", place.project});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("grid.json") != std::string::npos);
    CHECK(outcome.err.find("sedes") != std::string::npos);
}

TEST_CASE("A sweep without its words reports which are missing") {
    const FakeWorkplace place;
    for (const auto& [words, named] :
         {std::pair(std::vector<std::string>{"sweep", "head", "--base", place.base, "--task", place.task}, "--project"),
          std::pair(std::vector<std::string>{"sweep", "head", "--base", place.base, "--project", "p"}, "--task"),
          std::pair(std::vector<std::string>{"sweep", "head", "--task", place.task, "--project", "p"}, "--base")}) {
        const Outcome outcome = run(words);
        INFO(outcome.err);
        CHECK(outcome.code == 2);
        CHECK(outcome.err.find(named) != std::string::npos);
    }
}

TEST_CASE("A run that fails leaves the others done and shows in the exit code") {
    const FakeWorkplace place;
    const auto words = place.sweep({"head"}, {"--seeds", "3"});
    for (const char* status : {"failed", "diverged"}) {
        std::filesystem::remove(place.project);
        const Outcome outcome =
            run(words, {}, place.engine("--misbehave status:" + std::string(status) + " --only-seed 1"));
        INFO(outcome.err);
        CHECK(outcome.code == 4);
        checkCounts(outcome.json(), 3, 2, 0, 1);
        CHECK(outcome.err.find(status) != std::string::npos);
        CHECK(place.runs()[1]["status"] == status);
    }
}

TEST_CASE("What failed is tried again and what diverged is not") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine("--misbehave status:failed")).code == 4);
    checkCounts(run(place.sweep({"head"}), {}, place.engine()).json(), 1, 1, 0, 0);
    CHECK(run(place.sweep({"layernorm"}), {}, place.engine("--misbehave status:diverged")).code == 4);
    const Outcome again = run(place.sweep({"layernorm"}), {}, place.engine());
    CHECK(again.code == 4);
    checkCounts(again.json(), 1, 0, 0, 1);
}

TEST_CASE("Interrupting a sweep keeps what was finished") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"head"}), {}, place.engine()).code == 0);
    CommandLine sweep(place.sweep({"head", "layernorm", "full"}), {}, place.engine("--hold"));
    REQUIRE(sweep.says("Training 2 runs"));
    sweep.signal(SIGINT);
    const Outcome stopped = sweep.wait();
    INFO(stopped.err);
    CHECK(stopped.code == 130);
    checkCounts(stopped.json(), 3, 0, 1, 0);
    CHECK(stopped.err.find(place.project) != std::string::npos);
    const Outcome after = run(place.sweep({"head", "layernorm", "full"}), {}, place.engine());
    CHECK(after.code == 0);
    checkCounts(after.json(), 3, 2, 1, 0);
}

TEST_CASE("A sweep that is asked for its project ends the runs in flight and lets go") {
    const FakeWorkplace place;
    const std::string pipe = (place.folder / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CommandLine sweep(place.sweep({"head", "layernorm"}), {}, place.engine("--until " + pipe));
    std::ofstream gate(pipe);  // opens when the first run is in flight
    sweep.signal(SIGUSR1);
    REQUIRE(sweep.says("was requested by another program"));
    gate << 'x' << std::flush;
    gate.close();
    const Outcome outcome = sweep.wait();
    INFO(outcome.err);
    CHECK(outcome.code == 130);
    checkCounts(outcome.json(), 2, 1, 0, 0);
    CHECK(place.runs()[0]["status"] == "done");
    CHECK(place.runs()[1]["status"] == "waiting");
    CHECK(place.runs()[1]["attempts"] == 0);
}

TEST_CASE("A second interrupt ends the program at once") {
    const FakeWorkplace place;
    CommandLine sweep(place.sweep({"head"}), {}, place.engine("--hold --deaf"));
    REQUIRE(sweep.says("Training 1 run"));
    sweep.signal(SIGINT);
    REQUIRE(sweep.says("Ctrl-C again"));
    sweep.signal(SIGINT);
    const Outcome stopped = sweep.wait();
    CHECK(stopped.code == 130);
    CHECK(stopped.out.empty());
    CHECK(place.runs()[0]["status"] == "interrupted");
}

TEST_CASE("A sweep without designs continues with what waits in the project") {
    const FakeWorkplace place;
    CommandLine sweep(place.sweep({"head", "full"}), {}, place.engine("--hold"));
    REQUIRE(sweep.says("Training 2 runs"));
    sweep.signal(SIGINT);
    CHECK(sweep.wait().code == 130);
    const auto summary = run({"sweep", "--project", place.project, "--json"}, {}, place.engine()).json();
    checkCounts(summary, 2, 2, 0, 0);
    checkCounts(run({"sweep", "--project", place.project, "--json"}, {}, place.engine()).json(), 2, 0, 2, 0);
}

TEST_CASE("Of what waits in a project only the runs that are given are trained") {
    const FakeWorkplace place;
    CommandLine sweep(place.sweep({"head", "full"}), {}, place.engine("--hold"));
    REQUIRE(sweep.says("Training 2 runs"));
    sweep.signal(SIGINT);
    CHECK(sweep.wait().code == 130);
    const auto wanted = place.runs()[1];
    const auto id = wanted["id"].get<std::string>();
    checkCounts(run({"sweep", "--project", place.project, "--runs", id, "--json"}, {}, place.engine()).json(), 1, 1, 0,
                0);
    for (const auto& entry : place.runs())
        CHECK((entry["status"] == "done") == (entry["id"] == id));

    const Outcome unknown = run({"sweep", "--project", place.project, "--runs", "0123"}, {}, place.engine());
    CHECK(unknown.code == 3);
    CHECK(unknown.err.find("The project has no run 0123") != std::string::npos);
    auto both = place.sweep({"head"});
    both.insert(both.end(), {"--runs", id});
    CHECK(run(both, {}, place.engine()).code == 2);
}

TEST_CASE("An engine that does not stop its runs is ended after a second") {
    const FakeWorkplace place;
    CommandLine sweep(place.sweep({"head"}), {}, place.engine("--hold --deaf"));
    REQUIRE(sweep.says("Training 1 run"));
    sweep.signal(SIGINT);
    CHECK(sweep.wait().code == 130);
    CHECK(place.runs()[0]["status"] == "interrupted");
    CHECK(place.runs()[0]["message"].get<std::string>().find("did not stop its runs within 1 second.") !=
          std::string::npos);
}

TEST_CASE("A sweep leaves alone what else waits in its project") {
    const FakeWorkplace place;
    CommandLine first(place.sweep({"full"}), {}, place.engine("--hold"));
    REQUIRE(first.says("Training 1 run"));
    first.signal(SIGINT);
    CHECK(first.wait().code == 130);
    checkCounts(run(place.sweep({"head"}), {}, place.engine()).json(), 1, 1, 0, 0);
    for (const auto& entry : place.runs())
        CHECK(entry["status"] == (entry["design"] == "full" ? "interrupted" : "done"));
}

TEST_CASE("Quiet means nothing on standard error") {
    const FakeWorkplace place;
    auto quietFirst = place.sweep({"layernorm"});
    quietFirst.insert(quietFirst.begin(), "-q");
    for (const auto& arguments : {place.sweep({"head"}, {"-q"}), quietFirst}) {
        const Outcome outcome = run(arguments, {}, place.engine());
        CHECK(outcome.code == 0);
        CHECK(outcome.err.empty());
        CHECK(outcome.json()["done"] == 1);
    }
}

TEST_CASE("An engine that is missing is a failure of the machine") {
    const FakeWorkplace place;
    const Outcome outcome = run(place.sweep({"head"}), {}, {{"ADAPTERSCOPE_ENGINE", "/nowhere/engine"}});
    CHECK(outcome.code == 5);
    CHECK(outcome.err.find("/nowhere/engine") != std::string::npos);
}

TEST_CASE("An engine of another protocol is refused with both numbers") {
    const FakeWorkplace place;
    const Outcome outcome = run(place.sweep({"head"}), {}, place.engine("--protocol 9"));
    CHECK(outcome.code == 5);
    CHECK(outcome.err.find('9') != std::string::npos);
}
