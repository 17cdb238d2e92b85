// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "core/dispatch/Dispatcher.h"
#include "tests/core/dispatch/DispatcherBench.h"
#include "tests/support/ScopedVariable.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A lost engine costs the run in flight and a new one trains it again") {
    struct Case {
        std::string misbehaviour, reason;
    };
    for (const Case& each : std::vector<Case>{
             {"die:9", "was killed by signal 9 (Killed); the machine may have run out"},
             {"die:11", "was killed by signal 11 (Segmentation fault)"},
             {"exit:1", "ended with exit code 1"},
             {"hang", "sent nothing for 3 seconds"},
             {"rubbish", "it is not JSON. What was reported"},
             {"badpoint", R"(sent something that cannot be read: Field "point" of the protocol's "point" message)"},
             {"badanswer", R"(answered with something that cannot be read: Field "result" of the protocol's "train")"},
             {"close", "closed its output"},
             {"status:waiting", "a run cannot end as \"waiting\""}}) {
        CAPTURE(each.misbehaviour);
        Bench bench(3);
        const ScopedVariable state("XDG_STATE_HOME", bench.folder.path().string());
        bench.options.hangSeconds = each.misbehaviour == "hang" ? 3 : 60;
        bench.run(fakeEngine({"--misbehave", each.misbehaviour, "--only-seed", "1", "--once", bench.folder / "once",
                              "--journal", bench.journalFile()}));
        CHECK(bench.statuses() == std::vector<Status>(3, Status::Done));
        CHECK(bench.record(0).result.attempts == 1);
        CHECK(bench.record(1).result.attempts == 2);
        CHECK(bench.record(2).result.attempts == 1);
        CHECK(bench.record(1).result.curve.size() == 2);
        const auto messages = bench.messages.get();
        REQUIRE(messages.size() == 1);
        CHECK_THAT(messages[0],
                   Catch::Contains(each.reason) && Catch::EndsWith("The run it was training was started again."));
        const auto journal = bench.journal();
        CHECK(std::count(journal.begin(), journal.end(), "hello") == 2);
        CHECK_FALSE(bench.dispatcher->failure());
    }
}

TEST_CASE("An engine that is busy for long but listens is not ended") {
    Bench bench(1);
    bench.options.hangSeconds = 3;
    bench.start(fakeEngine({"--hold", "--chatty"}));
    // Its start and three times when it was asked, which together take longer than it may be silent.
    REQUIRE(bench.messages.waitFor([](const auto& all) { return all.size() >= 4; }));
    bench.dispatcher->cancel(bench.ids[0]);
    bench.dispatcher->wait();
    CHECK(bench.record(0).result.status == Status::Cancelled);
    CHECK(bench.record(0).result.attempts == 1);
    CHECK(bench.messages.get() == std::vector<std::string>(bench.messages.get().size(), "hello"));
}

TEST_CASE("A run that takes the engine down every time fails with the reason and its neighbours are trained") {
    Bench bench(4);
    bench.options.workers = 2;
    bench.run(
        fakeEngine({"--misbehave", "die:11", "--only-seed", "1", "--settle", "40", "--journal", bench.journalFile()}));
    CHECK(bench.statuses() == std::vector<Status>{Status::Done, Status::Failed, Status::Done, Status::Done});
    CHECK(bench.record(1).result.attempts == 3);
    CHECK_THAT(bench.record(1).result.message.text(),
               Catch::Contains("in each of 3 attempts") && Catch::Contains("signal 11"));
    CHECK(bench.dispatcher->machineFailed());
    CHECK(bench.messages.get().size() == 3);
    CHECK_FALSE(bench.dispatcher->failure());
}

TEST_CASE("With one attempt a lost engine fails the run at once") {
    Bench bench(2);
    bench.options.maxAttempts = 1;
    bench.run(fakeEngine({"--misbehave", "exit:1", "--only-seed", "0"}));
    CHECK(bench.statuses() == std::vector<Status>{Status::Failed, Status::Done});
    CHECK(bench.record(0).result.attempts == 1);
}

TEST_CASE("What became of a lost engine's runs is reported once it is known") {
    Bench bench(2);
    bench.options.workers = 2;
    bench.start(fakeEngine({"--hold", "--misbehave", "die:9", "--only-seed", "1"}));
    REQUIRE(bench.messages.waitFor([](const auto& all) { return all.size() == 2; }));
    // Each has one attempt left, which it makes alone; the first one is held until it is cancelled.
    bench.dispatcher->cancel(bench.ids[0]);
    bench.dispatcher->wait();
    const auto messages = bench.messages.get();
    REQUIRE(messages.size() == 3);
    CHECK_THAT(messages[0], Catch::EndsWith(" The 2 runs it was training were started again."));
    CHECK_THAT(messages[1], Catch::EndsWith(" The 2 runs it was training are started again one by one."));
    CHECK_THAT(messages[2], Catch::Contains("signal 9") && !Catch::Contains("it was training"));
    CHECK(bench.statuses() == std::vector<Status>{Status::Cancelled, Status::Failed});
}

TEST_CASE("Runs of a lost engine that are not restarted are reported as interrupted") {
    Bench bench(2);
    bench.options.workers = 2;
    // The person lets the running ones end and starts no other; then the engine dies.
    bench.onPoint = [&](const std::string& id, const CurvePoint&) {
        if (id == bench.ids[1])
            bench.dispatcher->pause();
    };
    bench.run(fakeEngine({"--misbehave", "die:9", "--only-seed", "1"}));
    REQUIRE(bench.messages.get().size() == 1);
    CHECK_THAT(bench.messages.get()[0],
               Catch::Contains("signal 9") && Catch::EndsWith(" The run it was training is interrupted."));
    CHECK(bench.record(1).result.status == Status::Interrupted);
}

TEST_CASE("A failed run that is tried again gets its attempts again") {
    Bench bench(1);
    bench.options.maxAttempts = 2;
    bench.run(fakeEngine({"--misbehave", "exit:1", "--once", bench.folder / "once"}));
    CHECK(bench.record(0).result.status == Status::Done);
    Bench other(1);
    other.options.maxAttempts = 2;
    other.run(fakeEngine({"--misbehave", "exit:1"}));
    CHECK(other.record(0).result.status == Status::Failed);
    other.project->retry(other.ids[0]);
    other.start();
    other.dispatcher->wait();
    CHECK(other.record(0).result.status == Status::Failed);
    CHECK(other.record(0).result.attempts == 4);
}

TEST_CASE("An idle engine that dies is replaced without a word") {
    Bench bench(1);
    // It trains one run, reports it as done and ends.
    bench.run(fakeEngine({"--quit-after", "1", "--journal", bench.journalFile()}));
    bench.add(1);
    bench.start();
    bench.dispatcher->wait();
    CHECK(bench.statuses() == std::vector<Status>(2, Status::Done));
    CHECK_FALSE(bench.dispatcher->failure());
}

TEST_CASE("An engine that cannot be started stops everything with one sentence") {
    Bench bench(2);
    bench.run({{"/nowhere/engine"}});
    REQUIRE(bench.dispatcher->failure());
    CHECK(bench.dispatcher->failure()->kind() == ErrorKind::Machine);
    CHECK(bench.messages.get() ==
          std::vector<std::string>{"/nowhere/engine cannot be started: No such file or directory."});
    CHECK(bench.statuses() == std::vector<Status>(2, Status::Waiting));
    CHECK(bench.record(0).result.attempts == 0);
}

TEST_CASE("An engine that ends before it sends hello stops everything after a few tries") {
    Bench bench(1);
    bench.options.maxAttempts = 2;
    bench.run({{"/bin/sh", "-c", "echo libtorch.so is missing >&2; exit 127"}});
    REQUIRE(bench.dispatcher->failure());
    CHECK_THAT(
        bench.dispatcher->failure()->what(),
        Catch::Contains("ended with exit code 127 before it had started. Its last words: libtorch.so is missing"));
    CHECK(bench.record(0).result.attempts == 0);
    CHECK(bench.record(0).result.status == Status::Waiting);
}

TEST_CASE("An engine that never sends hello is given up without a second try") {
    Bench bench(1);
    bench.options.startTime = std::chrono::milliseconds(100);
    bench.run(fakeEngine({"--mute"}));
    REQUIRE(bench.dispatcher->failure());
    CHECK(bench.dispatcher->failure()->kind() == ErrorKind::Machine);
    CHECK_THAT(bench.dispatcher->failure()->what(),
               Catch::StartsWith("The engine did not start within 0.1 seconds and was ended."));
    CHECK(bench.record(0).result.status == Status::Waiting);
}

TEST_CASE("An engine of another protocol version is refused without a second try") {
    Bench bench(1);
    bench.run(fakeEngine({"--protocol", "9", "--journal", bench.journalFile()}));
    REQUIRE(bench.dispatcher->failure());
    CHECK_THAT(bench.dispatcher->failure()->what(), Catch::Contains("version 9"));
    CHECK(bench.journal() == std::vector<std::string>{"hello", "bye"});
    CHECK(bench.record(0).result.status == Status::Waiting);
}

TEST_CASE("A project that cannot be written stops everything and loses no finished run") {
    Bench bench(3);
    rlimit before;
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    bool full = false;
    bench.onPoint = [&](const std::string& id, const CurvePoint& point) {
        if (id != bench.ids[1] || point.step != 1 || std::exchange(full, true))
            return;
        const rlimit none{0, before.rlim_max};  // from now on every write fails, as on a full disk
        setrlimit(RLIMIT_FSIZE, &none);
    };
    bench.start(fakeEngine({"--journal", bench.journalFile()}));
    bench.dispatcher->wait();
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);

    REQUIRE(bench.dispatcher->failure());
    CHECK(bench.dispatcher->failure()->kind() == ErrorKind::Machine);
    CHECK(bench.messages.get() == std::vector<std::string>{bench.dispatcher->failure()->what()});
    CHECK_THAT(bench.messages.get().front(), Catch::Contains("test.adapterscope"));
    CHECK(bench.record(0).result.status == Status::Done);
    CHECK(bench.record(2).result.attempts == 0);

    bench.start();
    bench.dispatcher->wait();
    CHECK_FALSE(bench.dispatcher->failure());
    CHECK(bench.statuses() == std::vector<Status>(3, Status::Done));
    for (int seed = 0; seed < 3; ++seed) {
        CHECK(bench.record(seed).result.attempts == 1);  // nothing was trained twice
        CHECK(bench.record(seed).hasTuning);
    }
}

TEST_CASE("Whatever an engine sends the dispatcher comes to an end and shows nobody a trace") {
    for (int seed = 0; seed < 5; ++seed) {
        CAPTURE(seed);
        Bench bench(2);
        const ScopedVariable state("XDG_STATE_HOME", bench.folder.path().string());
        bench.options.maxAttempts = 2;
        bench.options.hangSeconds = 0.5;  // an answer that got lost is not waited for
        bench.run(fakeEngine({"--mutate", std::to_string(seed), "--steps", "4"}));
        for (const RunRecord& record : bench.project->runs()) {
            CHECK(record.result.status != Status::Running);
            CHECK_THAT(record.result.message.text(), !Catch::Contains("c10"));
        }
    }
}

TEST_CASE("A run that fails for lack of memory or disk is distinguished from one that fails by itself") {
    Bench lack(1), own(1);
    lack.run(fakeEngine({"--misbehave", "error:5"}));
    CHECK(lack.record(0).result.status == Status::Failed);
    CHECK(lack.dispatcher->machineFailed());
    own.run(fakeEngine({"--misbehave", "error:4"}));
    CHECK(own.record(0).result.status == Status::Failed);
    CHECK_FALSE(own.dispatcher->machineFailed());
}
