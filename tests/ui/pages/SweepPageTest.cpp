// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>
#include <QUndoStack>
#include <sys/stat.h>

#include <algorithm>

#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "tests/support/Fabricated.h"
#include "tests/support/FetchMachine.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/look/Card.h"
#include "ui/pages/SweepPage.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/pages/sweep/SweepGridView.h"
#include "ui/session/RunMarking.h"
#include "ui/widgets/RemarkLabel.h"
#include "ui/window/MessageBar.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int generousMilliseconds = 60000;

std::filesystem::path smallBase() {
    return sharedData("reference/models/bert");
}

/// Sixty labelled lines in a file of the person's own.
std::filesystem::path smallTask(const TempFolder& folder) {
    std::string rows = "text\tlabel\n";
    for (int i = 0; i < 60; ++i)
        rows += "sentence number " + std::to_string(i) + " is " + (i % 2 ? "good" : "bad") + "\t" +
                (i % 2 ? "yes" : "no") + "\n";
    writeFile(folder / "own.tsv", rows);
    return folder / "own.tsv";
}

/// The page over an empty project, with the scripted engine.
struct Desk {
    TempFolder folder;
    ScopedVariable engine;
    Session session;
    SweepPage page{session};
    MessageBar bar;  // as in the window
    QStringList messages;

    explicit Desk(const std::string& script = {})
        : engine("ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE) + " " + script) {
        session.openProject(folder / "p.adapterscope");
        QObject::connect(&session, &Session::messageRequested,
                         [this](const Message& message) { messages << message.sentence; });
        QObject::connect(&session, &Session::messageRequested, &bar, &MessageBar::post);
        QObject::connect(&session, &Session::messageSettled, &bar, &MessageBar::settle);
        page.resize(1140, 760);
        page.show();
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(page, name);
    }
    QString summary() { return get<QLabel>("planSummary").text(); }
    /// Base, task, designs and seeds, as typed into the form.
    void fillIn(const QString& designs, int seeds) {
        SweepDraft draft = page.findChild<SweepForm*>()->draft();
        draft.sweep.bases = {smallBase().string()};
        draft.sweep.hyperparameters.maxLength = 32;  // the reference base has 64 positions
        draft.sweep.tasks = {taskNamed(smallTask(folder).string())};
        session.agreeTo(placesOf(draft.sweep));  // as when they are chosen in the lists
        page.findChild<SweepForm*>()->display(draft);
        get<QPlainTextEdit>("sweepDesigns").setPlainText(designs);
        get<QSpinBox>("sweepSeeds").setValue(seeds);
        get<QSpinBox>("workers").setValue(1);
    }
    bool shows(const QString& text) {
        const bool found = becomes([&] { return summary().contains(text); }, generousMilliseconds);
        UNSCOPED_INFO("fault: " << get<QLabel>("sweepFault").text().toStdString());
        return found;
    }
    bool becomesIdle() {
        return becomes([&] { return !page.isBusy(); }, generousMilliseconds);
    }
    /// Finished runs in the project, and a form without designs.
    void have(const std::vector<RunRecord>& runs) {
        fill(session.project(), runs);
        get<QPlainTextEdit>("sweepDesigns").setPlainText("head");  // the form is not filled in from the runs
        get<QPlainTextEdit>("sweepDesigns").clear();
        emit session.runsPlanned();
        const auto cells = static_cast<qsizetype>(runs.size());
        REQUIRE(becomes([&] { return grid().size() == cells; }, generousMilliseconds));
    }
    void choose(const char* chooser, const QString& key) {
        auto& box = get<QComboBox>(chooser);
        box.setCurrentIndex(box.findData(key));
        emit box.activated(box.currentIndex());
    }
    QStringList grid() { return cellsOf(*get<QTableView>("sweepGrid").model()); }
};

}  // namespace

TEST_CASE("An empty sweep offers the quick one") {
    Desk desk;
    REQUIRE(becomes([&] { return desk.page.isLoaded(); }, generousMilliseconds));
    CHECK_FALSE(desk.get<QPushButton>("startSweep").isEnabled());
    QTest::mouseClick(&desk.get<QPushButton>("emptyStateAction"), Qt::LeftButton);
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() ==
          "houlsby:m=2|8|32,lr=3e-3\ntop:k=1,lr=1e-3\nlayernorm:lr=1e-2\nhead\nfull:lr=5e-4");
}

TEST_CASE("Runs and parameters are shown before anything is trained") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
    desk.fillIn("houlsby:m=2|8\nlayernorm", 2);
    REQUIRE(desk.shows("6 runs"));
    CHECK(desk.summary().contains("3 designs"));
    CHECK(desk.summary().contains("2 seeds"));
    CHECK(desk.get<QLabel>("planTime").text().contains("1 worker"));
    CHECK(desk.grid() == QStringList({"planned", "planned", "planned", "planned", "planned", "planned"}));
    CHECK(desk.get<QPushButton>("startSweep").isEnabled());
    CHECK(desk.session.project().runs().empty());
}

TEST_CASE("What is wrong with a sweep is reported beside its form") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
    desk.fillIn("houlsby:m=0\nlayernorn", 1);
    auto& fault = desk.get<QLabel>("sweepFault");
    REQUIRE(becomes([&] { return fault.text().contains("layernorn"); }, generousMilliseconds));
    CHECK(fault.isVisible());
    CHECK_FALSE(desk.get<QPushButton>("startSweep").isEnabled());
    QTest::keyClicks(&desk.get<QLineEdit>("learningRates"), "quick");
    REQUIRE(becomes([&] { return fault.text().contains("\"quick\""); }, generousMilliseconds));
}

TEST_CASE("A started sweep fills the grid and is kept in the project") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
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
    Desk desk("--best-rate 9e-3");
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
    Desk desk("--best-rate 9e-3");
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

TEST_CASE("An untouched form shows a sweep whose pilots were started by another program") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
    Sweep sweep;
    sweep.designs = {"houlsby:m=2|8"};
    sweep.bases = {smallBase().string()};
    sweep.tasks = {taskNamed(smallTask(desk.folder).string())};
    sweep.tasks[0].limitTrain = 30;
    sweep.hyperparameters.maxLength = 32;
    sweep.choosesRates = true;
    sweep.seeds = 4;
    desk.session.agreeTo(placesOf(sweep));
    const auto file = desk.folder / "swept.adapterscope";
    {
        const auto project = Project::open(file);
        project->addRuns(withRates(plan(sweep), {}).runs);
        rememberStarted(*project, {sweep});
        rememberPlanned(*project, sweep);
    }
    desk.session.openProject(file);
    REQUIRE(desk.shows("18 runs"));
    const SweepDraft draft = desk.page.findChild<SweepForm*>()->draft();
    CHECK(sweepOf(draft) == sweep);
    CHECK(draft.limitTrain == 30);
}

TEST_CASE("A sweep that is stopped among its pilots does not continue by itself") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk("--hold");
    desk.fillIn("layernorm", 1);
    desk.get<QLineEdit>("learningRates").setText("auto");
    REQUIRE(desk.shows("6 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.get<QPushButton>("stopSweep").isEnabled(); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
    REQUIRE(becomes([&] { return desk.get<QPushButton>("startSweep").isEnabled(); }, generousMilliseconds));
    CHECK_FALSE(desk.page.isBusy());
    CHECK(desk.session.project().runs().size() == 5);
}

TEST_CASE("A sweep that is stopped continues with the same button") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk("--hold");
    desk.fillIn("layernorm", 2);
    REQUIRE(desk.shows("2 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid().first().contains("%"); }, generousMilliseconds));
    CHECK(becomes([&] { return desk.get<QLabel>("sweepStatus").text().contains("0 of 2 runs ended"); },
                  generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
    CHECK(desk.session.project().pending().size() == 2);
    CHECK(desk.shows("2 of them waiting (Start continues them)"));
    REQUIRE(becomes([&] { return desk.get<QPushButton>("startSweep").isEnabled(); }, generousMilliseconds));
}

TEST_CASE("The key that pauses a sweep continues it, while its last runs end and after them") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk("--hold");
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
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
    REQUIRE(desk.shows("2 of them waiting (Start continues them)"));
    CHECK(press() == "Start");
    CHECK(becomes([&] { return desk.page.isBusy(); }, generousMilliseconds));
}

TEST_CASE("The summary of a sweep counts what is done while it is trained, and after a pause the form states that") {
    REQUIRE_AVAILABLE(smallBase());
    const TempFolder pipes;
    const std::string pipe = (pipes / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    Desk desk("--until " + pipe);
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
    Desk desk("--hold");
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
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
    CHECK(becomes([&] { return time.text().contains("with 1 worker"); }, generousMilliseconds));
}

TEST_CASE("A planned run that is deleted is planned again, and one that is archived counts nowhere") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
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

TEST_CASE("Why a project that is open read-only is not trained follows what other programs do with it") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
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

TEST_CASE("While a sweep is trained only further runs can be started") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk("--hold");
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
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
}

TEST_CASE("Start trains what the form plans, and what waits of earlier plans has a button of its own") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk("--hold");
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
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
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
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
}

TEST_CASE("Pilots of an earlier plan are trained by their own button only, and then their runs follow") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk("--best-rate 9e-3");
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
    Desk desk("--hold");
    auto& start = desk.get<QPushButton>("startSweep");
    desk.fillIn("layernorm", 1);
    REQUIRE(desk.shows("1 run"));
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(desk.shows("1 of them in the project already"));
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head");
    REQUIRE(becomes([&] { return desk.get<QLabel>("leftOver").isVisible(); }, generousMilliseconds));
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.isBusy() && !start.isEnabled(); }, generousMilliseconds));
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("layernorm");
    REQUIRE(becomes([&] { return start.isEnabled() && start.text() == "Add Runs"; }, generousMilliseconds));
    QTest::mouseClick(&start, Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.workRuns().size() == 2 && !start.isEnabled(); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
}

TEST_CASE("Continuing trains what the form plans and what was interrupted, and not what else waits") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk("--hold");
    desk.fillIn("houlsby:m=2|8", 1);
    REQUIRE(desk.shows("2 runs"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid().first().contains("%"); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
    REQUIRE(desk.shows("2 of them waiting"));
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head");
    REQUIRE(becomes([&] { return desk.get<QLabel>("leftOver").isVisible(); }, generousMilliseconds));
    desk.page.continueWork();
    REQUIRE(becomes([&] { return desk.page.workStatus().startsWith("0 of 1 run ended"); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
}

TEST_CASE("How a task of the sweep is read can be specified beside it") {
    Desk desk;
    desk.fillIn("head", 1);
    auto& list = desk.get<QListWidget>("sweepTasks");
    list.setCurrentRow(list.count() - 1);
    auto* options = desk.page.findChild<QAction*>("sweepTasksOptions");
    REQUIRE(options != nullptr);
    options->trigger();
    auto& dialog = named<QDialog>(desk.page, "taskOptionsDialog");
    named<QSpinBox>(dialog, "limitTrain").setValue(20);
    QTest::keyClick(&dialog, Qt::Key_Return);
    const SweepDraft draft = desk.page.findChild<SweepForm*>()->draft();
    REQUIRE(draft.sweep.tasks.size() == 1);
    CHECK(draft.sweep.tasks[0].limitTrain == 20);
    CHECK(list.currentItem()->text() == "own.tsv, 20 rows");
    SweepDraft other = emptyDraft();
    desk.page.findChild<SweepForm*>()->display(other);
    CHECK(list.findItems("own.tsv", Qt::MatchStartsWith).isEmpty());  // only that draft named it
    other.sweep.tasks = {taskNamed(draft.sweep.tasks[0].name)};
    desk.page.findChild<SweepForm*>()->display(other);
    CHECK(list.item(list.count() - 1)->text() == "own.tsv");
}

TEST_CASE("A base that can be fetched is offered below the sweep's bases and checked once it is there") {
    const FetchMachine machine("exit 9\n");
    {
        Desk desk;
        auto& offer = desk.get<QToolButton>("sweepBasesOffer");
        REQUIRE(becomes([&] { return offer.isVisible(); }));
        offer.click();
        auto& dialog = named<QDialog>(desk.page, "baseFetchDialog");
        writeFetched(machine.bases() / "minilm");  // somebody else was faster
        named<QPushButton>(dialog, "baseFetchStart").click();
        const auto bases = [&] { return desk.page.findChild<SweepForm*>()->draft().sweep.bases; };
        REQUIRE(becomes([&] { return bases().size() == 2; }));
        CHECK(bases()[1] == "minilm");
        CHECK(becomes([&] { return !offer.isVisible(); }));
    }
    QThreadPool::globalInstance()->waitForDone();  // what reads the variables of this machine
}

TEST_CASE("Failed runs are tried again on request") {
    REQUIRE_AVAILABLE(smallBase());
    TempFolder once;
    Desk desk("--misbehave error:4 --once " + (once / "failed").string());
    desk.fillIn("layernorm", 1);
    REQUIRE(desk.shows("1 run"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid() == QStringList("\u2715 failed"); }, generousMilliseconds));
    REQUIRE(becomes([&] { return desk.get<QPushButton>("retryFailed").isEnabled(); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("retryFailed"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.grid() == QStringList("\u2713 0.500"); }, generousMilliseconds));
}

TEST_CASE("The page keeps working while its engine dies") {
    REQUIRE_AVAILABLE(smallBase());
    TempFolder once;
    Desk desk("--misbehave die:9 --once " + (once / "died").string());
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
    Desk desk("--hold --misbehave die:9 --once " + (once / "died").string());
    desk.fillIn("layernorm", 1);
    REQUIRE(desk.shows("1 run"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.bar.sentence().endsWith("was started again."); }, generousMilliseconds));
    QTest::mouseClick(&desk.get<QPushButton>("stopSweep"), Qt::LeftButton);
    REQUIRE(desk.becomesIdle());
    CHECK(desk.bar.sentence().contains("killed by signal 9"));
    QTest::mouseClick(&desk.get<QPushButton>("startSweep"), Qt::LeftButton);
    REQUIRE(becomes([&] { return desk.page.isBusy(); }, generousMilliseconds));
    CHECK(desk.bar.sentence().isEmpty());
}

TEST_CASE("The form comes back with its project") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
    desk.fillIn("houlsby:m=4,sigma=1e-1", 5);
    REQUIRE(desk.shows("5 runs"));
    desk.session.newProject();
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText().isEmpty());
    desk.session.openProject(desk.folder / "p.adapterscope");
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "houlsby:m=4,sigma=1e-1");
    CHECK(desk.get<QSpinBox>("sweepSeeds").value() == 5);
    REQUIRE(desk.shows("5 runs"));
}

TEST_CASE("An untouched form follows the base and the task of the Design page") {
    Desk desk;
    const auto sweep = [&] { return desk.page.findChild<SweepForm*>()->draft().sweep; };
    CHECK(sweep().bases == std::vector<std::string>{"builtin"});
    CHECK(sweep().tasks == std::vector<TaskSource>{desk.session.choice().task});
    desk.session.editTask(taskNamed("topic"));
    CHECK(sweep().tasks == std::vector<TaskSource>{taskNamed("topic")});
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head");
    desk.session.editTask(taskNamed("pair"));
    CHECK(sweep().tasks == std::vector<TaskSource>{taskNamed("topic")});
}

TEST_CASE("The current design joins the sweep with its base and task") {
    Desk desk;
    QTest::mouseClick(&desk.get<QPushButton>("addCurrentDesign"), Qt::LeftButton);
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() ==
          QString::fromStdString(toText(desk.session.design())));
    const SweepDraft draft = desk.page.findChild<SweepForm*>()->draft();
    CHECK(draft.sweep.bases == std::vector<std::string>{"builtin"});
    REQUIRE(draft.sweep.tasks.size() == 1);
    CHECK(draft.sweep.tasks[0].name == "sentiment");
}

TEST_CASE("What was last read of typed text does not join the sweep as the current design") {
    Desk desk;
    const auto& designs = desk.get<QPlainTextEdit>("sweepDesigns");
    const QString before = designs.toPlainText();
    desk.session.setUnreadText("'foo' is not a method.");
    QTest::mouseClick(&desk.get<QPushButton>("addCurrentDesign"), Qt::LeftButton);
    CHECK(desk.bar.sentence() == "'foo' is not a method.");
    CHECK(designs.toPlainText() == before);
    desk.session.setUnreadText({});
    QTest::mouseClick(&desk.get<QPushButton>("addCurrentDesign"), Qt::LeftButton);
    CHECK(designs.toPlainText() == "houlsby");
}

TEST_CASE("Designs that were counted for another base or task join a sweep only with a word") {
    Desk desk;
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("bitfit");
    desk.session.editTask(taskNamed("topic"));
    emit desk.session.sweepRequested({"head"});
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "bitfit\nhead");
    REQUIRE(desk.bar.sentence() ==
            "The sweep is planned for sentiment on builtin; the counts on the Design page hold for topic on builtin.");
    auto& use = named<QPushButton>(desk.bar, "messageAction");
    CHECK(use.text() == "Use the Design Page's Base and Task");
    use.click();
    const Sweep sweep = desk.page.findChild<SweepForm*>()->draft().sweep;
    CHECK(sweep.tasks == std::vector<TaskSource>{taskNamed("topic")});
    CHECK(sweep.designs == std::vector<std::string>{"bitfit", "head"});
    const auto before = desk.messages.size();
    emit desk.session.sweepRequested({"full"});
    CHECK(desk.messages.size() == before);
}

TEST_CASE("A sweep of what runs vary replaces the form, which can be put back") {
    Desk desk;
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("bitfit");
    std::vector<RunRecord> runs = fabricatedSweep();
    std::erase_if(runs, [](const RunRecord& run) { return toText(run.spec.design) != "head" || run.spec.seed > 1; });
    REQUIRE(runs.size() == 2);
    emit desk.session.sweepOfRunsRequested(runs);
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "head");
    CHECK(desk.get<QSpinBox>("sweepSeeds").value() == 2);
    REQUIRE(desk.messages.contains("The form now holds the sweep of the selected runs."));
    named<QPushButton>(desk.bar, "messageAction").click();
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "bitfit");
}

TEST_CASE("An untouched form shows the last sweep of the command line and plans no run that nobody asked for") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
    const TaskSource task = taskNamed(smallTask(desk.folder).string());
    Sweep sweep;
    sweep.bases = {smallBase().string()};
    sweep.tasks = {task};
    sweep.hyperparameters.maxLength = 32;
    desk.session.agreeTo(placesOf(sweep));
    const auto file = desk.folder / "swept.adapterscope";
    {
        const auto project = Project::open(file);
        const auto swept = [&](const char* design, int rows, int epochs, int seeds) {
            sweep.designs = {design};
            sweep.tasks[0].limitTrain = rows;
            sweep.hyperparameters.epochs = epochs;
            sweep.seeds = seeds;
            project->addRuns(plan(sweep));
            rememberPlanned(*project, sweep);
        };
        swept("layernorm", 20, 1, 3);
        swept("houlsby:m=2|8", 30, 2, 2);
    }
    desk.session.openProject(file);
    REQUIRE(desk.shows("4 runs"));
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "houlsby:m=2|8");
    CHECK(desk.get<QSpinBox>("limitTrain").value() == 30);
    CHECK(desk.get<QSpinBox>("epochs").value() == 2);
    CHECK(desk.summary().contains("4 of them waiting (Start continues them)"));
    CHECK(desk.grid().filter("planned").isEmpty());
    const QAbstractItemModel& grid = *desk.get<QTableView>("sweepGrid").model();
    CHECK(grid.index(0, 0).data().toString() == "own, 30 rows, epochs 2");  // that of the form first
    CHECK(grid.headerData(1, Qt::Vertical).toString() == "houlsby:m=2");
    CHECK(grid.headerData(0, Qt::Horizontal).toString() == "seed 0");
}

TEST_CASE("A sweep of runs that were trained in several ways holds those of the last way, and a message states this") {
    Desk desk;
    std::vector<RunRecord> runs = fabricatedSweep();
    std::erase_if(runs, [](const RunRecord& run) { return run.spec.seed > 0; });
    REQUIRE(runs.size() == 7);
    for (std::size_t i = 0; i < 3; ++i)
        runs[i].spec.hyperparameters.epochs = 9;
    emit desk.session.sweepOfRunsRequested(runs);
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "houlsby:m=8\nhoulsby:m=32\ntop\nfull");
    CHECK(desk.get<QSpinBox>("epochs").value() == 3);
    CHECK(desk.messages ==
          QStringList("The form now holds the sweep of 4 of 7 runs: the others belong to another sweep, or to none."));
    for (RunRecord& run : runs)
        run.spec.dataSeed = 5;
    emit desk.session.sweepOfRunsRequested(runs);
    CHECK(desk.messages.last().startsWith("No sweep can train the selected runs again"));
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() == "houlsby:m=8\nhoulsby:m=32\ntop\nfull");
}

TEST_CASE("The plan shows each remark once and refuses a run that can train nothing") {
    REQUIRE_AVAILABLE(smallBase());
    Desk desk;
    desk.fillIn("houlsby:m=2|8\nlayernorm", 2);
    REQUIRE(desk.shows("6 runs"));
    auto& remarks = desk.get<RemarkLabel>("planRemarks");
    REQUIRE(remarks.remarks().filter("split into").size() == 1);
    CHECK(remarks.remarks().filter("split into").at(0).contains("/own.tsv: "));
    CHECK(remarks.isVisible());
    for (const ToneLabel* line : remarks.findChildren<ToneLabel*>())
        CHECK(becomes([&] { return line->height() >= line->heightForWidth(line->width()); }));
    SweepDraft draft = desk.page.findChild<SweepForm*>()->draft();
    draft.sweep.hyperparameters.warmup = 1;
    desk.page.findChild<SweepForm*>()->display(draft);
    REQUIRE(becomes([&] { return !remarks.remarks().filter("warm-up").isEmpty(); }, generousMilliseconds));
    CHECK(remarks.remarks().filter("warm-up").size() == 1);
    CHECK(remarks.remarks().filter("split into").size() == 1);
    draft.sweep.hyperparameters.epochs = 1;
    draft.sweep.hyperparameters.batch = 64;
    desk.page.findChild<SweepForm*>()->display(draft);
    REQUIRE(becomes([&] { return desk.get<QLabel>("sweepFault").text().contains("nothing is trained"); },
                    generousMilliseconds));
    CHECK_FALSE(desk.get<QPushButton>("startSweep").isEnabled());
}

TEST_CASE("What the grid's rows, columns and colours stand for is chosen above it") {
    Desk desk;
    desk.have(fabricatedSweep());
    auto& view = desk.get<QTableView>("sweepGrid");
    CHECK(desk.get<QComboBox>("gridRows").currentText() == "automatic (designs)");
    CHECK(desk.get<QComboBox>("gridColumns").currentText() == "automatic (seeds)");
    desk.choose("gridColumns", "m");
    CHECK(view.model()->columnCount() == 4);
    CHECK(view.model()->headerData(0, Qt::Horizontal).toString() == "m=2");
    CHECK(view.model()->index(2, 2).data().toString() == "\u2713 0.900 (3)");
    desk.choose("gridRows", "seed");
    CHECK(view.model()->headerData(0, Qt::Vertical).toString().isEmpty());  // the heading of a group
    CHECK(view.model()->index(0, 0).data().toString() == "head");
    CHECK(view.columnSpan(0, 0) == 4);
    auto& colours = desk.get<QCheckBox>("colourByScore");
    const QImage before = view.grab().toImage();
    colours.click();
    CHECK(view.grab().toImage() != before);
    colours.click();
    CHECK(view.grab().toImage() == before);
    desk.session.newProject();
    CHECK(desk.get<QComboBox>("gridColumns").currentData().toString().isEmpty());
}

TEST_CASE("The runs that are selected in the grid stay selected when others are added to it") {
    Desk desk;
    desk.have(fabricatedSweep());
    auto& view = *desk.page.findChild<SweepGridView*>();
    view.setCurrentIndex(view.model()->index(1, 1));
    const QStringList selected = view.selectedIds();
    REQUIRE(selected.size() == 1);
    fill(desk.session.project(), {fabricatedRun("full", 3, 0.95, 4752514)});
    emit desk.session.runsPlanned();
    REQUIRE(becomes([&] { return view.model()->columnCount() == 4; }, generousMilliseconds));
    CHECK(view.selectedIds() == selected);
    CHECK(desk.page.findChild<LiveCurves*>()->selected() == selected);
    // Not in a cell with runs that were not selected.
    desk.choose("gridColumns", "m");
    CHECK(view.selectedIds().isEmpty());
    // A cell of several runs is one.
    const int columns = view.model()->columnCount();
    for (int row = 0; row < view.model()->rowCount() && view.selectedIds().size() < 2; ++row)
        for (int column = 0; column < columns && view.selectedIds().size() < 2; ++column)
            view.setCurrentIndex(view.model()->index(row, column));
    const QStringList several = view.selectedIds();
    REQUIRE(several.size() > 1);
    fill(desk.session.project(), {fabricatedRun("houlsby:m=500", 0, 0.95, 1052514)});
    emit desk.session.runsPlanned();
    REQUIRE(becomes([&] { return view.model()->columnCount() == columns + 1; }, generousMilliseconds));
    CHECK(view.selectedIds() == several);
}

TEST_CASE("The grid's menu offers what the run table's does, by the menu key too, and the counts follow") {
    Desk desk;
    desk.have(fabricatedSweep());
    auto& view = desk.get<QTableView>("sweepGrid");
    auto& status = desk.get<QLabel>("sweepStatus");
    CHECK(status.text() == "\u2713 19 done   \u2197 2 diverged");
    auto* archive = desk.page.findChild<QAction*>("archiveRuns");
    REQUIRE(archive);
    CHECK_FALSE(archive->isEnabled());
    view.setCurrentIndex(view.model()->index(0, 0));
    CHECK(archive->isEnabled());
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(2, 2), view.viewport()->mapToGlobal(QPoint(2, 2)));
    QCoreApplication::sendEvent(view.viewport(), &event);
    auto& menu = named<QMenu>(desk.page, "sweepGridMenu");
    QStringList offered;
    for (const QAction* action : menu.actions())
        offered << action->text().remove('&');
    for (const char* text : {"Retry", "Cancel", "Open in Compare", "Use This Design", "New Sweep From These", "Archive",
                             "Unarchive", "Tags", "Edit Note", "Copy Rows", "Delete\u2026"})
        CHECK(offered.contains(QString::fromUtf8(text)));
    menu.close();
    desk.page.findChild<QAction*>("copyRuns")->trigger();
    const QStringList copied = QApplication::clipboard()->text().split('\n');
    REQUIRE(copied.size() == 3);  // the last one is empty
    CHECK(copied[1].count('\t') == copied[0].count('\t'));
    archive->trigger();
    CHECK(becomes([&] { return status.text() == "\u2713 18 done   \u2197 2 diverged"; }));
    desk.session.undoStack()->undo();
    CHECK(becomes([&] { return status.text() == "\u2713 19 done   \u2197 2 diverged"; }));
    CHECK(desk.messages.isEmpty());
}
