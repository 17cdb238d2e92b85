// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <string_view>
#include <thread>

#include "tests/core/dispatch/DispatcherBench.h"
#include "tests/support/MarkedSettings.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/SmallDisk.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::atomic<int> lookups;

extern "C" int noteLookup(unsigned, void*, void* statement, void*) {
    const char* const sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    lookups += sql && std::string_view(sql).find("FROM runs WHERE rowid") != std::string_view::npos;
    return 0;
}

extern "C" int watchLookups(sqlite3* database, const char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, &noteLookup, nullptr);
}

/// Counts the runs that are read one after the other in projects that are opened while it lives.
struct CountedLookups {
    CountedLookups() {
        lookups = 0;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watchLookups));
    }
    ~CountedLookups() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watchLookups)); }
    CountedLookups(const CountedLookups&) = delete;
    CountedLookups& operator=(const CountedLookups&) = delete;
};

}  // namespace

TEST_CASE("The waiting runs are not read again for each that is trained") {
    constexpr int runs = 40;
    const CountedLookups counted;
    Bench bench(runs);
    bench.run(fakeEngine());
    CHECK(bench.statuses() == std::vector<Status>(runs, Status::Done));
    CHECK(lookups > 0);
    CHECK(lookups < 6 * runs);  // one of them by the bench; 20 more if all were read for each
}

TEST_CASE("A run that was archived or removed while others were trained is not trained") {
    Bench bench(4);
    bench.onStatus = [&](const std::string& id, Status status) {
        if (id != bench.ids[0] || status != Status::Running)
            return;
        bench.project->mark({bench.ids[1]}, {.archived = true, .tag = {}, .untag = {}, .note = {}});
        bench.project->remove({bench.ids[2]});
    };
    bench.run(fakeEngine({"--journal", bench.journalFile()}));
    CHECK(linesOf(bench.journal(), "train") == std::vector{bench.ids[0], bench.ids[3]});
}

TEST_CASE("Every pending run is trained in the order of the queue and kept with its numbers") {
    Bench bench(4);
    bench.run(fakeEngine({"--journal", bench.journalFile()}));
    CHECK(linesOf(bench.journal(), "train") == bench.ids);
    for (int seed = 0; seed < 4; ++seed) {
        const RunRecord record = bench.record(seed);
        CHECK(record.result.status == Status::Done);
        CHECK(record.result.attempts == 1);
        CHECK(record.result.dev == 0.5 + 0.01 * seed);
        CHECK(record.result.trained == 7);
        REQUIRE(record.result.curve.size() == 2);
        CHECK(record.result.curve[1].step == 2);
        CHECK(record.result.curve[1].trainLoss == 0.5);
        CHECK(record.hasTuning);
    }
    CHECK_FALSE(bench.dispatcher->failure());
}

TEST_CASE("As many runs are in flight as there are workers and a cancelled one makes room") {
    Bench bench(4);
    bench.options.workers = 2;
    bench.start(fakeEngine({"--hold", "--journal", bench.journalFile()}));
    REQUIRE(bench.waitForRunning(2));
    CHECK(bench.record(2).result.status == Status::Waiting);
    bench.dispatcher->cancel(bench.ids[1]);
    REQUIRE(bench.waitFor(1, Status::Cancelled));
    REQUIRE(bench.waitFor(2, Status::Running));
    CHECK(bench.record(0).result.status == Status::Running);
    CHECK(bench.record(3).result.status == Status::Waiting);
    for (const int seed : {0, 2, 3}) {
        REQUIRE(bench.waitFor(seed, Status::Running));
        bench.dispatcher->cancel(bench.ids[static_cast<std::size_t>(seed)]);
    }
    bench.dispatcher->wait();
    CHECK(bench.statuses() == std::vector<Status>(4, Status::Cancelled));
    CHECK(linesOf(bench.journal(), "train") == bench.ids);
}

TEST_CASE("A waiting run that is cancelled is never trained until it is tried again") {
    Bench bench(3);
    bench.options.workers = 1;
    bench.start(fakeEngine({"--hold", "--journal", bench.journalFile()}));
    REQUIRE(bench.waitFor(0, Status::Running));
    bench.dispatcher->cancel(bench.ids[1]);
    bench.dispatcher->cancel("nosuchrun");
    REQUIRE(bench.waitFor(1, Status::Cancelled));
    bench.dispatcher->cancel(bench.ids[0]);
    REQUIRE(bench.waitFor(2, Status::Running));
    bench.dispatcher->cancel(bench.ids[2]);
    bench.dispatcher->wait();
    CHECK(linesOf(bench.journal(), "train") == std::vector<std::string>{bench.ids[0], bench.ids[2]});
    bench.start();
    bench.dispatcher->wait();
    CHECK(linesOf(bench.journal(), "train").size() == 2);
    bench.project->retry(bench.ids[1]);
    bench.run(fakeEngine());
    CHECK(bench.record(1).result.status == Status::Done);
}

TEST_CASE("Stop keeps what is finished and interrupts what is in flight so that it is trained again") {
    Bench bench(4);
    bench.options.workers = 2;
    bench.project->setStatus(bench.ids[0], Status::Done);
    bench.start(fakeEngine({"--hold"}));
    REQUIRE(bench.waitForRunning(2));
    bench.dispatcher->stop();
    bench.dispatcher->wait();
    CHECK(bench.statuses() ==
          std::vector<Status>{Status::Done, Status::Interrupted, Status::Interrupted, Status::Waiting});
    CHECK_FALSE(bench.dispatcher->failure());
    CHECK(bench.messages.get().empty());
    bench.run(fakeEngine());
    CHECK(bench.statuses() == std::vector<Status>(4, Status::Done));
    CHECK(bench.record(1).result.attempts == 2);
    CHECK(bench.record(3).result.attempts == 1);
}

TEST_CASE("A run that the person cancelled stays cancelled when everything is stopped") {
    Bench bench(2);
    bench.options.workers = 2;
    bench.options.stopSeconds = 0.1;
    bench.start(fakeEngine({"--hold", "--deaf"}));
    REQUIRE(bench.waitForRunning(2));
    bench.dispatcher->cancel(bench.ids[0]);
    bench.dispatcher->stop();
    bench.dispatcher->wait();
    CHECK(bench.statuses() == std::vector<Status>{Status::Cancelled, Status::Interrupted});
}

TEST_CASE("An engine that does not stop its runs is ended") {
    Bench bench(1);
    bench.options.stopSeconds = 0.05;
    bench.start(fakeEngine({"--hold", "--deaf"}));
    REQUIRE(bench.waitFor(0, Status::Running));
    bench.dispatcher->stop();
    bench.dispatcher->wait();
    CHECK(bench.record(0).result.status == Status::Interrupted);
    CHECK_THAT(bench.record(0).result.message.text(), Catch::Contains("did not stop its runs within 0.05 seconds"));
}

TEST_CASE("Destroying the dispatcher stops what is in flight") {
    Bench bench(2);
    bench.start(fakeEngine({"--hold", "--journal", bench.journalFile()}));
    REQUIRE(bench.waitFor(0, Status::Running));
    bench.dispatcher.reset();
    CHECK(bench.statuses() == std::vector<Status>{Status::Interrupted, Status::Waiting});
    CHECK(bench.journal().back() == "bye");
}

TEST_CASE("Pause starts no further run and start continues") {
    Bench bench(3);
    bench.start(fakeEngine({"--hold"}));
    REQUIRE(bench.waitFor(0, Status::Running));
    bench.dispatcher->pause();
    bench.dispatcher->cancel(bench.ids[0]);
    bench.dispatcher->wait();
    CHECK_FALSE(bench.dispatcher->busy());
    CHECK(bench.statuses() == std::vector<Status>{Status::Cancelled, Status::Waiting, Status::Waiting});
    bench.start();
    CHECK(bench.dispatcher->busy());
    REQUIRE(bench.waitFor(1, Status::Running));
}

TEST_CASE("The numbers are the same whatever the number of workers") {
    std::vector<std::vector<double>> devs;
    for (const int workers : {1, 2, 5}) {
        Bench bench(6);
        bench.options.workers = workers;
        bench.run(fakeEngine({"--settle", "5"}));
        devs.emplace_back();
        for (int seed = 0; seed < 6; ++seed)
            devs.back().push_back(bench.record(seed).result.dev.value_or(-1));
    }
    CHECK(devs[0] == devs[1]);
    CHECK(devs[0] == devs[2]);
    CHECK(devs[0][5] == 0.55);
}

TEST_CASE("Progress and points reach the listener in one thread and in order") {
    Bench bench(2);
    bench.run(fakeEngine({"--steps", "3"}));
    const auto heard = bench.heard.get();
    std::vector<std::string> expected;
    for (const std::string& id : bench.ids) {
        expected.push_back("running " + id);
        for (int step = 1; step <= 3; ++step) {
            expected.push_back("progress " + id + " " + std::to_string(step) + "/3");
            expected.push_back("point " + id + " " + std::to_string(step));
        }
        expected.push_back("done " + id);
    }
    expected.push_back("idle");
    CHECK(heard == expected);
    CHECK(bench.threads.get().size() == 1);
    CHECK_FALSE(bench.threads.get().contains(std::this_thread::get_id()));
}

TEST_CASE("A flood of points is kept whole, and announced only once it is kept") {
    Bench bench(1);
    std::vector<std::int64_t> told;
    bench.onPoint = [&](const std::string& id, const CurvePoint& point) {
        told.push_back(point.step);
        // Read by a second connection, which sees only what is committed.
        if (point.step % 100 == 0)
            CHECK(Project::openForReading(bench.project->file())->curve(id).size() >= told.size());
    };
    bench.run(fakeEngine({"--steps", "1500"}));
    CHECK(bench.record(0).result.status == Status::Done);
    CHECK(bench.record(0).result.curve.size() == 1500);
    CHECK(told.size() == 1500);
    CHECK(std::is_sorted(told.begin(), told.end()));
}

TEST_CASE("Runs added while others are trained are trained too") {
    Bench bench(2);
    bool added = false;
    bench.onStatus = [&](const std::string&, Status status) {
        if (status == Status::Done && !std::exchange(added, true)) {
            bench.add(2);
            bench.start();
        }
    };
    bench.run(fakeEngine());
    CHECK(bench.statuses() == std::vector<Status>(4, Status::Done));
}

TEST_CASE("The idle listener may ask for more") {
    Bench bench(1);
    bool asked = false;
    bench.onIdle = [&] {
        if (std::exchange(asked, true))
            return;
        bench.add(1);
        bench.start();
    };
    bench.run(fakeEngine());
    CHECK(bench.statuses() == std::vector<Status>(2, Status::Done));
}

TEST_CASE("What the listener hears of has already happened") {
    Bench bench(1);
    std::vector<bool> busyWhenIdle;
    bench.onIdle = [&] { busyWhenIdle.push_back(bench.dispatcher->busy()); };
    std::vector<Status> stored, told;
    bench.onStatus = [&](const std::string& id, Status status) {
        told.push_back(status);
        stored.push_back(bench.project->run(id)->result.status);
    };
    bench.run(fakeEngine());
    bench.add(1);
    bench.start();
    bench.dispatcher->wait();
    CHECK(busyWhenIdle == std::vector<bool>{false, false});
    CHECK(stored == told);
    CHECK(told == std::vector<Status>{Status::Running, Status::Done, Status::Running, Status::Done});
}

TEST_CASE("A failure can be asked for by those who hear of it and is gone once it is tried again") {
    Bench bench(1);
    std::vector<std::string> failures;
    bench.onMessage = [&](const Sentence& sentence) {
        const auto failure = bench.dispatcher->failure();
        failures.push_back(failure ? failure->what() : "none");
        CHECK(failures.back() == sentence.text());
    };
    bool failedWhenIdle = false;
    bench.onIdle = [&] { failedWhenIdle = bench.dispatcher->failure().has_value(); };
    bench.run({{"/nowhere/engine"}});
    REQUIRE(failures.size() == 1);
    CHECK(failedWhenIdle);
    bench.onMessage = {};
    bench.start();
    bench.start();
    bench.dispatcher->wait();
    CHECK(bench.dispatcher->failure());
}

TEST_CASE("Only the runs that were asked for are trained") {
    Bench bench(4);
    bench.make(fakeEngine({"--misbehave", "exit:1", "--once", bench.folder / "once"}));
    bench.dispatcher->start({bench.ids[1], bench.ids[3]});
    bench.dispatcher->wait();
    CHECK(bench.statuses() == std::vector<Status>{Status::Waiting, Status::Done, Status::Waiting, Status::Done});
    CHECK(bench.record(0).result.attempts == 0);
    bench.start();
    bench.dispatcher->wait();
    CHECK(bench.statuses() == std::vector<Status>(4, Status::Done));
}

TEST_CASE("Which runs are trained can be changed while one of them is in flight") {
    Bench bench(3);
    bench.onStatus = [&](const std::string& id, Status status) {
        if (id == bench.ids[0] && status == Status::Running)
            bench.dispatcher->start({bench.ids[2]});
    };
    bench.make(fakeEngine());
    bench.dispatcher->start({bench.ids[0], bench.ids[1]});
    bench.dispatcher->wait();
    CHECK(bench.statuses() == std::vector<Status>{Status::Done, Status::Waiting, Status::Done});
}

TEST_CASE("With nothing to train the dispatcher is idle at once and starts no engine") {
    Bench bench(0);
    bench.run({{"/nowhere/engine"}});
    CHECK_FALSE(bench.dispatcher->failure());
    CHECK(bench.heard.get() == std::vector<std::string>{"idle"});
}

TEST_CASE("An error answer fails its run with the engine's sentence and the others continue") {
    Bench bench(3);
    bench.run(fakeEngine({"--misbehave", "error:3", "--only-seed", "1", "--at", "0"}));
    CHECK(bench.statuses() == std::vector<Status>{Status::Done, Status::Failed, Status::Done});
    CHECK(bench.record(1).result.message.text() == "The fake refuses.");
    CHECK(bench.record(1).result.attempts == 1);
    CHECK_FALSE(bench.dispatcher->failure());
}

TEST_CASE("A message of an engine about a setting keeps that setting in messages and in the project") {
    std::vector<Sentence> said;
    Bench bench(2);
    bench.onMessage = [&](const Sentence& sentence) { said.push_back(sentence); };
    bench.run(fakeEngine({"--misbehave", "advise", "--only-seed", "0", "--at", "0"}));
    CHECK(bench.statuses() == std::vector<Status>{Status::Failed, Status::Done});
    REQUIRE(said.size() == 1);
    CHECK(said[0].text() == "Long texts need --max-length 64.");
    CHECK(said[0].phrased(MarkedSettings("_", "_")) == "Long texts need _--max-length 64_.");
    bench.dispatcher.reset();
    bench.project.reset();
    bench.project = Project::open(bench.folder / "test.adapterscope");
    const Sentence reason = bench.record(0).result.message;
    CHECK(reason.text() == "The base fake has no pooler: choose --pooling cls or mean.");
    CHECK(reason.phrased(MarkedSettings("_", "_")) == "The base fake has no pooler: choose _--pooling cls or mean_.");
}

TEST_CASE("A full folder for temporary files stops everything at the first run with the reason") {
    const SmallDisk disk(256);
    if (!disk.isThere())
        return;
    std::filesystem::create_directory(disk / "temporary");
    // The project itself has all the room that it needs.
    SECTION("if the run's tensors have no room") {
        Bench bench(3, 100'000);
        const ScopedVariable place("TMPDIR", (disk / "temporary").string());
        bench.run(fakeEngine({"--misbehave", "error:5", "--at", "0"}));
        CHECK(bench.statuses() == std::vector<Status>{Status::Interrupted, Status::Waiting, Status::Waiting});
        REQUIRE(bench.dispatcher->failure());
        CHECK(bench.dispatcher->failure()->kind() == ErrorKind::Machine);
        CHECK(bench.dispatcher->failure()->what() ==
              (disk / "temporary").string() +
                  " has no room for trained tensors on their way into the project: No "
                  "space left on device. Make room there, or set TMPDIR to another folder.");
    }
    SECTION("but not if there is room") {
        Bench bench(3, 100);
        const ScopedVariable place("TMPDIR", (disk / "temporary").string());
        bench.run(fakeEngine({"--misbehave", "error:5", "--at", "0"}));
        CHECK(bench.statuses() == std::vector<Status>(3, Status::Failed));
        CHECK_FALSE(bench.dispatcher->failure());
    }
}

TEST_CASE("Runs that end badly are kept with their status and reason") {
    for (const std::string status : {"diverged", "failed", "pruned", "cancelled"}) {
        Bench bench(2);
        bench.run(fakeEngine({"--misbehave", "status:" + status, "--only-seed", "0"}));
        CHECK(bench.record(0).result.status == statusFromText(status));
        CHECK(bench.record(0).result.message.text() == "as told");
        CHECK_FALSE(bench.record(0).hasTuning);
        CHECK(bench.record(1).result.status == Status::Done);
    }
}
