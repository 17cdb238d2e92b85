// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/sweep/SweepDesk.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/pages/sweep/SweepGridView.h"
#include "ui/session/RunMarking.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A planned run that is deleted is planned again, and one that is archived counts nowhere") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk;
    desk.fillIn("houlsby:m=2\nlayernorm", 2);
    REQUIRE(desk.shows("4 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(desk.shows("4 of them done"));
    REQUIRE(desk.becomesIdle());
    auto& view = desk.get<QTableView>("sweepGrid");
    auto& status = desk.get<QLabel>("sweepStatus");
    view.selectAll();
    const LiveCurves& curves = *desk.page.findChild<LiveCurves*>();
    CHECK(curves.selected().size() == 4);
    const auto idOf = [&](std::uint64_t seed) {
        for (const RunRecord& run : desk.session.project().runs())
            if (run.spec.seed == seed && toText(run.spec.design) == "houlsby:m=2")
                return run.id;
        return std::string();
    };
    deleteRuns(desk.session, {idOf(0)});
    CHECK(becomes([&] { return desk.grid().front() == "planned"; }));
    CHECK(status.text() == "\u2713 3 done   1 planned");
    CHECK(desk.summary().contains("3 of them done"));
    CHECK(curves.selected().size() == 3);

    MarkChange archive;
    archive.archived = true;
    markRuns(desk.session, {idOf(1)}, archive, "Archive");
    CHECK(becomes([&] { return desk.grid()[1] == "archived"; }));
    CHECK(status.text() == "\u2713 2 done   1 planned   1 archived");
    CHECK(desk.summary().contains("2 of them done, 1 of them archived."));
    CHECK(curves.selected().size() == 2);
    CHECK(curves.figure().lines.size() == 2);
    desk.session.undoStack()->undo();
    CHECK(becomes([&] { return desk.grid()[1] == "\u2713 0.510"; }));
    CHECK(curves.figure().lines.size() == 3);
}

TEST_CASE("Start trains what the form plans, and what waits of earlier plans has a button of its own") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    auto& start = desk.get<QPushButton>("startSweep");
    auto& train = desk.get<QPushButton>("trainLeftOver");
    auto& leftOver = desk.get<QLabel>("leftOver");
    const auto designsOf = [&](Status status) {
        QStringList designs;
        for (const RunRecord& run : desk.session.project().runs())
            if (run.result.status == status)
                designs << QString::fromStdString(toText(run.spec.design));
        return designs;
    };
    desk.fillIn("houlsby:m=2|8", 1);
    REQUIRE(desk.shows("2 runs"));
    CHECK(leftOver.isHidden());
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(becomes([&] { return designsOf(Status::Running).size() == 1; }, generousMilliseconds));
    desk.stop();
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head");
    REQUIRE(becomes([&] { return leftOver.isVisible(); }, generousMilliseconds));
    CHECK(leftOver.text() == "2 runs of earlier plans are waiting: houlsby:m=2; houlsby:m=8");
    CHECK(desk.summary().startsWith("<b>1 run</b>"));

    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(becomes([&] { return designsOf(Status::Running) == QStringList{"head"}; }, generousMilliseconds));
    REQUIRE(becomes([&] { return desk.page.workStatus().startsWith("0 of 1 run ended"); }, generousMilliseconds));
    CHECK(leftOver.isVisible());
    QStringList running;
    for (const RunRecord& run : desk.session.project().runs())
        if (run.result.status == Status::Running)
            running << QString::fromStdString(run.id);
    emit desk.get<SweepGridView>("sweepGrid").cancelWanted(running);
    REQUIRE(desk.becomesIdle());  // although others wait
    CHECK(desk.session.project().pending().size() == 2);

    REQUIRE(becomes([&] { return train.isEnabled() && leftOver.isVisible(); }, generousMilliseconds));
    QTest::mouseClick(&train, Qt::LeftButton);
    REQUIRE(becomes([&] { return designsOf(Status::Running).size() == 1; }, generousMilliseconds));
    CHECK(designsOf(Status::Running).front().startsWith("houlsby"));
    REQUIRE(becomes([&] { return leftOver.isHidden() && train.isHidden(); }, generousMilliseconds));
    CHECK(desk.page.workRuns().size() == 2);
    desk.stop();
}

TEST_CASE("Pilots of an earlier plan are trained by their own button only, and then their runs follow") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--best-rate 9e-3");
    desk.fillIn("head", 1);
    REQUIRE(desk.shows("1 run"));
    Sweep sweep = sweepOf(desk.page.findChild<SweepForm*>()->draft());
    sweep.designs = {"layernorm"};
    sweep.choosesRates = true;
    desk.session.project().addRuns(withRates(plan(sweep), {}).runs);
    rememberStarted(desk.session.project(), {sweep});
    emit desk.session.runsPlanned();
    auto& leftOver = desk.get<QLabel>("leftOver");
    REQUIRE(becomes([&] { return leftOver.text().startsWith("5 runs of earlier plans"); }, generousMilliseconds));
    CHECK(leftOver.text().endsWith("and 2 more"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(desk.shows("1 of them done"));
    REQUIRE(desk.becomesIdle());
    CHECK(desk.session.project().pending().size() == 5);

    REQUIRE(becomes([&] { return leftOver.isVisible(); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("trainLeftOver"), Qt::LeftButton);
    const auto areDone = [&] {
        const auto runs = desk.session.project().runs();
        return runs.size() == 7 && std::all_of(runs.begin(), runs.end(),
                                               [](const RunRecord& run) { return run.result.status == Status::Done; });
    };
    CHECK(becomes(areDone, generousMilliseconds));
    REQUIRE(desk.becomesIdle());
    CHECK(becomes([&] { return leftOver.isHidden(); }, generousMilliseconds));
}

TEST_CASE("Runs that wait can be added to those that are being trained") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    auto& start = desk.get<QPushButton>("startSweep");
    desk.fillIn("layernorm", 1);
    REQUIRE(desk.shows("1 run"));
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(desk.shows("1 of them in the project already"));
    desk.stop();
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head");
    REQUIRE(becomes([&] { return desk.get<QLabel>("leftOver").isVisible(); }, generousMilliseconds));
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.isBusy() && !start.isEnabled(); }, generousMilliseconds));
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("layernorm");
    REQUIRE(becomes([&] { return start.isEnabled() && start.text() == "Add Runs"; }, generousMilliseconds));
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.workRuns().size() == 2 && !start.isEnabled(); }, generousMilliseconds));
    desk.stop();
}

TEST_CASE("Continuing trains what the form plans and what was interrupted, and not what else waits") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk("--hold");
    desk.fillIn("houlsby:m=2|8", 1);
    REQUIRE(desk.shows("2 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid().first().contains("%"); }, generousMilliseconds));
    desk.stop();
    REQUIRE(desk.shows("2 of them waiting"));
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head");
    REQUIRE(becomes([&] { return desk.get<QLabel>("leftOver").isVisible(); }, generousMilliseconds));
    desk.page.continueWork();
    REQUIRE(becomes([&] { return desk.page.workStatus().startsWith("0 of 1 run ended"); }, generousMilliseconds));
    desk.stop();
}

TEST_CASE("Failed runs are tried again on request") {
    REQUIRE_AVAILABLE(smallBase());
    TempFolder once;
    SweepDesk desk("--misbehave error:4 --once " + (once / "failed").string());
    desk.fillIn("layernorm", 1);
    REQUIRE(desk.shows("1 run"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid() == QStringList("\u2715 failed"); }, generousMilliseconds));
    REQUIRE(becomes([&] { return desk.get<QPushButton>("retryFailed").isEnabled(); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("retryFailed"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid() == QStringList("\u2713 0.500"); }, generousMilliseconds));
}
