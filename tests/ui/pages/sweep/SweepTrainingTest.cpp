// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <sys/stat.h>

#include <algorithm>

#include "core/experiment/plan/StartedSweeps.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/sweep/SweepDesk.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/pages/sweep/SweepGridView.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A started sweep fills the grid and is kept in the project") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk;
    desk.fillIn("houlsby:m=2\nlayernorm", 2);
    REQUIRE(desk.shows("4 runs"));
    int changes = 0;
    bool wasBusy = false;
    QObject::connect(&desk.session, &Session::runsChanged, [&] { ++changes; });
    QObject::connect(&desk.page, &Page::busyChanged, [&] { wasBusy = wasBusy || desk.page.isBusy(); });
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(desk.shows("4 of them done"));
    CHECK(wasBusy);
    REQUIRE(desk.becomesIdle());
    CHECK(desk.grid() == QStringList({"\u2713 0.500", "\u2713 0.510", "\u2713 0.500", "\u2713 0.510"}));
    CHECK(becomes([&] { return !desk.get<QPushButton>("startSweep").isEnabled(); }));  // once it is planned again
    CHECK(changes >= 4);
    CHECK(desk.session.project().runs().size() == 4);
}

TEST_CASE("Automatic rates are chosen by pilots and the runs follow by themselves") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--best-rate 9e-3");
    desk.fillIn("layernorm", 2);
    desk.get<QLineEdit>("learningRates").setText("auto");
    REQUIRE(desk.shows("7 runs"));
    CHECK(desk.summary().contains("1 design × 2 seeds, and 5 pilots that choose their learning rates first"));
    CHECK(desk.grid().size() == 5);
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(desk.shows("7 of them done"));
    REQUIRE(desk.becomesIdle());
    int chosen = 0;
    for (const RunRecord& run : desk.session.project().runs()) {
        CHECK(run.result.status == Status::Done);
        if (run.isPilot)
            continue;
        ++chosen;
        CHECK(effectiveLearningRate(run.spec) == 9e-3);
        CHECK(run.tried.size() == 5);
    }
    CHECK(chosen == 2);
    CHECK(becomes([&] { return desk.get<QLabel>("planTime").text().contains("Every run of this sweep is finished"); }));
    const QAbstractItemModel& grid = *desk.get<QTableView>("sweepGrid").model();
    const auto title = [&grid](int row) { return grid.headerData(row, Qt::Vertical).toString(); };
    CHECK_FALSE(title(0).startsWith("pilot: "));
    CHECK(title(grid.rowCount() - 1).startsWith("pilot: "));
}

TEST_CASE("A sweep that was started continues to its end although the form is changed meanwhile") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--best-rate 9e-3");
    desk.fillIn("layernorm", 2);
    desk.get<QLineEdit>("learningRates").setText("auto");
    REQUIRE(desk.shows("7 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.isBusy(); }, generousMilliseconds));
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head\nno such design");
    const auto areDone = [&] {
        const auto runs = desk.session.project().runs();
        return runs.size() == 7 && std::all_of(runs.begin(), runs.end(), [](const RunRecord& run) {
                   return run.result.status == Status::Done && toText(run.spec.design) == "layernorm";
               });
    };
    REQUIRE(becomes(areDone, generousMilliseconds));
    REQUIRE(desk.becomesIdle());
    CHECK(becomes([&] { return startedSweeps(desk.session.project()).empty(); }, generousMilliseconds));
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "head\nno such design");
}

TEST_CASE("A sweep that is stopped among its pilots does not continue by itself") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    desk.fillIn("layernorm", 1);
    desk.get<QLineEdit>("learningRates").setText("auto");
    REQUIRE(desk.shows("6 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.get<QPushButton>("stopSweep").isEnabled(); }, generousMilliseconds));
    desk.stop();
    REQUIRE(becomes([&] { return desk.get<QPushButton>("startSweep").isEnabled(); }, generousMilliseconds));
    CHECK_FALSE(desk.page.isBusy());
    CHECK(desk.session.project().runs().size() == 5);
}

TEST_CASE("A sweep that is stopped continues with the same button") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    desk.fillIn("layernorm", 2);
    REQUIRE(desk.shows("2 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid().first().contains("%"); }, generousMilliseconds));
    CHECK(becomes([&] { return desk.get<QLabel>("sweepStatus").text().contains("0 of 2 runs ended"); },
                  generousMilliseconds));
    desk.stop();
    CHECK(desk.session.project().pending().size() == 2);
    CHECK(desk.shows("2 of them waiting (Start continues them)"));
    REQUIRE(becomes([&] { return desk.get<QPushButton>("startSweep").isEnabled(); }, generousMilliseconds));
}

TEST_CASE("The key that pauses a sweep continues it, while its last runs end and after them") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    desk.fillIn("layernorm", 2);
    REQUIRE(desk.shows("2 runs"));
    const auto press = [&] {
        for (QAction* action : desk.page.menuActions())
            if (action->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::Key_Space)))
                if (const QString text = action->text(); action->isEnabled()) {
                    action->trigger();
                    return text;
                }
        return QString();
    };
    CHECK(press().isEmpty());  // nothing is trained or waits
    auto& pause = desk.get<QPushButton>("pauseSweep");
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(desk.shows("2 of them in the project already"));
    REQUIRE(pause.isEnabled());
    CHECK(press() == "Pause");
    CHECK_FALSE(pause.isEnabled());
    CHECK(press() == "Continue");
    REQUIRE(becomes([&] { return pause.isEnabled(); }, generousMilliseconds));
    desk.stop();
    REQUIRE(desk.shows("2 of them waiting (Start continues them)"));
    CHECK(press() == "Start");
    CHECK(becomes([&] { return desk.page.isBusy(); }, generousMilliseconds));
}

TEST_CASE("The summary of a sweep counts what is done while it is trained, and after a pause the form states that") {
    REQUIRE_AVAILABLE(smallBase());
    const TempFolder pipes;
    const std::string pipe = (pipes / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    SweepDesk desk("--until " + pipe);
    desk.fillIn("layernorm", 3);
    REQUIRE(desk.shows("3 runs"));
    const auto endOne = [&] { writeFile(pipe, "x"); };
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid()[0].contains("%"); }, generousMilliseconds));
    endOne();
    REQUIRE(desk.shows("1 of them done"));
    REQUIRE(becomes([&] { return desk.grid()[1].contains("%"); }, generousMilliseconds));
    CHECK(desk.page.isBusy());
    auto& time = desk.get<QLabel>("planTime");
    QTest::mouseClick(&desk.get<QPushButton>("pauseSweep"), Qt::LeftButton);
    endOne();
    REQUIRE(desk.becomesIdle());
    REQUIRE(desk.shows("2 of them done, 1 of them waiting"));
    CHECK(time.text().startsWith("Paused. "));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid()[2].contains("%"); }, generousMilliseconds));
    CHECK_FALSE(time.text().contains("Paused"));
    // What ended before the pause counts, in one way.
    CHECK(desk.page.workStatus().startsWith("2 of 3 runs ended"));
    CHECK(desk.get<QLabel>("sweepStatus").text().startsWith("2 of 3 runs ended"));
    CHECK(desk.get<QLabel>("sweepStatus").text().endsWith("\u2713 2 done   \u25b6 1 running"));
    endOne();
    REQUIRE(desk.shows("3 of them done"));
    REQUIRE(desk.becomesIdle());
}

TEST_CASE("While a sweep is trained the form and the status state the same time left") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    desk.fillIn("layernorm", 2);
    REQUIRE(desk.shows("2 runs"));
    auto& time = desk.get<QLabel>("planTime");
    CHECK(time.text().contains("with 1 worker"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid().first().contains("%"); }, generousMilliseconds));
    REQUIRE(desk.shows("2 of them in the project already"));  // it was planned again meanwhile
    REQUIRE(time.text().startsWith("About "));
    const QString left = ", a" + time.text().mid(1);
    CHECK(left.endsWith(" left"));
    CHECK(desk.get<QLabel>("sweepStatus").text().contains("0 of 2 runs ended" + left));
    CHECK(desk.page.workStatus() == "0 of 2 runs ended" + left);
    desk.stop();
    CHECK(becomes([&] { return time.text().contains("with 1 worker"); }, generousMilliseconds));
}

TEST_CASE("Why a project that is open read-only is not trained follows what other programs do with it") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk;
    auto holder = Project::open(desk.folder / "held.adapterscope");
    desk.session.lookAt(desk.folder / "held.adapterscope");
    desk.fillIn("head", 1);
    const auto faultSays = [&](const QString& words) {
        return becomes([&] { return desk.get<QLabel>("sweepFault").text().contains(words); }, generousMilliseconds);
    };
    CHECK(faultSays("another program has it open"));
    CHECK(desk.get<QLabel>("planTime").text().isEmpty());
    holder.reset();
    CHECK(faultSays("no other program has it open now: open it again"));
}

TEST_CASE("The curves of runs that another process trains are drawn without being selected") {
    SweepDesk desk;
    auto holder = Project::open(desk.folder / "held.adapterscope");
    const RunRecord run = fabricatedRun("head", 0, 0, 258, Status::Running);
    holder->addRuns({run.spec}, {258});
    holder->begin(run.id);
    desk.session.lookAt(desk.folder / "held.adapterscope");
    const auto& curves = *desk.page.findChild<LiveCurves*>();
    const auto points = [&] {
        return curves.figure().lines.empty() ? std::size_t{0} : curves.figure().lines[0].dev.size();
    };
    REQUIRE(becomes([&] { return curves.figure().lines.size() == 1; }, generousMilliseconds));
    CHECK_FALSE(curves.isHidden());
    const auto before = points();
    CurvePoint point;
    point.step = 1000;
    point.dev = 0.7;
    holder->addPoint(run.id, point);
    CHECK(becomes([&] { return points() == before + 1; }, generousMilliseconds));
    CHECK(desk.get<SweepGridView>("sweepGrid").selectedIds().isEmpty());
}

TEST_CASE("While a sweep is trained only further runs can be started") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    auto& start = desk.get<QPushButton>("startSweep");
    desk.fillIn("layernorm", 1);
    REQUIRE(desk.shows("1 run"));
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.isBusy() && !start.isEnabled(); }, generousMilliseconds));
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("layernorm\nhead");
    REQUIRE(becomes([&] { return start.isEnabled(); }, generousMilliseconds));
    CHECK(start.text() == "Add Runs");
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(
        becomes([&] { return desk.session.project().runs().size() == 2 && !start.isEnabled(); }, generousMilliseconds));
    desk.stop();
}

TEST_CASE("The page keeps working while its engine dies") {
    REQUIRE_AVAILABLE(smallBase());
    TempFolder once;
    SweepDesk desk("--misbehave die:9 --once " + (once / "died").string());
    desk.fillIn("layernorm", 2);
    REQUIRE(desk.shows("2 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes(
        [&] {
            return desk.grid() == QStringList({"\u2713 0.500", "\u2713 0.510"});
        },
        generousMilliseconds));
    REQUIRE(desk.messages.size() == 1);
    CHECK(desk.messages.first().contains("killed by signal 9"));
    CHECK(desk.messages.first().endsWith("The run it was training was started again."));
    // Once everything has been trained after all there is nothing left to report.
    REQUIRE(desk.becomesIdle());
    CHECK(desk.bar.sentence().isEmpty());
}

TEST_CASE("A lost engine stays reported while its run has not ended and goes when it is tried again") {
    REQUIRE_AVAILABLE(smallBase());
    TempFolder once;
    SweepDesk desk("--hold --misbehave die:9 --once " + (once / "died").string());
    desk.fillIn("layernorm", 1);
    REQUIRE(desk.shows("1 run"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.bar.sentence().endsWith("was started again."); }, generousMilliseconds));
    desk.stop();
    CHECK(desk.bar.sentence().contains("killed by signal 9"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.isBusy(); }, generousMilliseconds));
    CHECK(desk.bar.sentence().isEmpty());
}
