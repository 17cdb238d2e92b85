// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QThread>

#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/dispatch/RunDispatch.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int generousMilliseconds = 60000;

/// A project with waiting runs of one design, and a dispatcher over the scripted engine.
struct Desk {
    TempFolder folder;
    std::unique_ptr<Project> project = Project::open(folder / "p.adapterscope");
    RunDispatch dispatch;
    QStringList statuses, losses;

    Desk(int runs, std::vector<std::string> script)
        : dispatch(nullptr, [script = std::move(script)](int) { return fakeEngine(script); }) {
        std::vector<RunRecord> waiting;
        for (int seed = 0; seed < runs; ++seed)
            waiting.push_back(fabricatedRun("layernorm", static_cast<std::uint64_t>(seed), 0, 2562, Status::Waiting));
        fill(*project, waiting);
        QObject::connect(&dispatch, &RunDispatch::statusChanged, [this](const QString& id, Status status) {
            CHECK(QThread::currentThread() == dispatch.thread());
            statuses << id + ' ' + QString::fromStdString(toText(status));
        });
        QObject::connect(&dispatch, &RunDispatch::engineLost,
                         [this](const Sentence& sentence) { losses << QString::fromStdString(sentence.text()); });
    }
    /// All runs, with one worker.
    void start() {
        const std::vector<std::string> pending = project->pending();
        dispatch.start(*project, {pending.begin(), pending.end()}, 1);
    }
    bool becomesIdle() {
        return becomes([this] { return dispatch.state() == RunDispatch::State::Idle; }, generousMilliseconds);
    }
    int count(Status status) const {
        int count = 0;
        for (const RunRecord& run : project->runs())
            count += run.result.status == status;
        return count;
    }
    QString id(std::size_t place) const { return QString::fromStdString(project->runs()[place].id); }
};

}  // namespace

TEST_CASE("News of each run comes in the thread of the widgets with its id") {
    Desk desk(2, {});
    QSignalSpy points(&desk.dispatch, &RunDispatch::pointAdded), progress(&desk.dispatch, &RunDispatch::progressed);
    desk.start();
    CHECK(desk.dispatch.state() == RunDispatch::State::Running);
    REQUIRE(desk.becomesIdle());
    CHECK(desk.statuses ==
          QStringList({desk.id(0) + " running", desk.id(0) + " done", desk.id(1) + " running", desk.id(1) + " done"}));
    CHECK(points.count() == 4);
    CHECK(progress.count() == 4);
    CHECK(desk.count(Status::Done) == 2);
}

TEST_CASE("A paused dispatch starts no further run and continues when asked") {
    Desk desk(3, {"--hold"});
    desk.start();
    REQUIRE(becomes([&] { return !desk.statuses.isEmpty(); }, generousMilliseconds));
    desk.dispatch.pause();
    CHECK(desk.dispatch.state() == RunDispatch::State::Pausing);
    desk.dispatch.cancel(desk.id(0));
    REQUIRE(desk.becomesIdle());
    CHECK(desk.count(Status::Cancelled) == 1);
    CHECK(desk.count(Status::Waiting) == 2);
    desk.statuses.clear();
    desk.start();
    REQUIRE(becomes([&] { return !desk.statuses.isEmpty(); }, generousMilliseconds));
    CHECK(desk.statuses.first() == desk.id(1) + " running");
}

TEST_CASE("A stopped dispatch leaves its runs to be trained later") {
    Desk desk(2, {"--hold"});
    desk.start();
    REQUIRE(becomes([&] { return !desk.statuses.isEmpty(); }, generousMilliseconds));
    desk.dispatch.stop();
    CHECK(desk.dispatch.state() == RunDispatch::State::Stopping);
    REQUIRE(desk.becomesIdle());
    CHECK(desk.project->pending().size() == 2);
}

TEST_CASE("An engine that dies is reported and its run is trained again") {
    TempFolder once;
    Desk desk(2, {"--misbehave", "die:9", "--once", (once / "died").string()});
    desk.start();
    REQUIRE(desk.becomesIdle());
    CHECK(desk.count(Status::Done) == 2);
    REQUIRE(desk.losses.size() == 1);
    CHECK(desk.losses.first().contains("killed by signal 9"));
    CHECK(desk.losses.first().endsWith("was started again."));
}

TEST_CASE("An engine that prints rubbish costs nothing but its run in flight") {
    TempFolder once;
    Desk desk(2, {"--misbehave", "rubbish", "--once", (once / "printed").string()});
    desk.start();
    REQUIRE(desk.becomesIdle());
    CHECK(desk.count(Status::Done) == 2);
}

TEST_CASE("What an earlier project's runs still had to report is dropped") {
    Desk desk(1, {"--hold"});
    desk.start();
    REQUIRE(becomes([&] { return !desk.statuses.isEmpty(); }, generousMilliseconds));
    desk.statuses.clear();
    desk.dispatch.release();
    QCoreApplication::processEvents();
    CHECK(desk.statuses.isEmpty());
    CHECK(desk.dispatch.state() == RunDispatch::State::Idle);
    CHECK(desk.project->pending().size() == 1);
}
