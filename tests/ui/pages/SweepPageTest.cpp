// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "tests/support/Fabricated.h"
#include "tests/support/FetchMachine.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/sweep/SweepDesk.h"
#include "ui/look/Card.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/widgets/RemarkLabel.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("An empty sweep offers the quick one") {
    SweepDesk desk;
    REQUIRE(becomes([&] { return desk.page.isLoaded(); }, generousMilliseconds));
    CHECK_FALSE(desk.get<QPushButton>("startSweep").isEnabled());
    QTest::mouseClick(&desk.get<QPushButton>("emptyStateAction"), Qt::LeftButton);
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() ==
          "houlsby:m=2|8|32,lr=3e-3\ntop:k=1,lr=1e-3\nlayernorm:lr=1e-2\nhead\nfull:lr=5e-4");
}

TEST_CASE("Runs and parameters are shown before anything is trained") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk;
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
    SweepDesk desk;
    desk.fillIn("houlsby:m=0\nlayernorn", 1);
    auto& fault = desk.get<QLabel>("sweepFault");
    REQUIRE(becomes([&] { return fault.text().contains("layernorn"); }, generousMilliseconds));
    CHECK(fault.isVisible());
    CHECK_FALSE(desk.get<QPushButton>("startSweep").isEnabled());
    QTest::keyClicks(&desk.get<QLineEdit>("learningRates"), "quick");
    REQUIRE(becomes([&] { return fault.text().contains("\"quick\""); }, generousMilliseconds));
}

TEST_CASE("An untouched form shows a sweep whose pilots were started by another program") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk;
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

TEST_CASE("How a task of the sweep is read can be specified beside it") {
    SweepDesk desk;
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
        SweepDesk desk;
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

TEST_CASE("The form comes back with its project") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk;
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
    SweepDesk desk;
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
    SweepDesk desk;
    QTest::mouseClick(&desk.get<QPushButton>("addCurrentDesign"), Qt::LeftButton);
    CHECK(desk.get<QPlainTextEdit>("sweepDesigns").toPlainText() ==
          QString::fromStdString(toText(desk.session.design())));
    const SweepDraft draft = desk.page.findChild<SweepForm*>()->draft();
    CHECK(draft.sweep.bases == std::vector<std::string>{"builtin"});
    REQUIRE(draft.sweep.tasks.size() == 1);
    CHECK(draft.sweep.tasks[0].name == "sentiment");
}

TEST_CASE("What was last read of typed text does not join the sweep as the current design") {
    SweepDesk desk;
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
    SweepDesk desk;
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
    SweepDesk desk;
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

TEST_CASE("A sweep of runs that are a part of their grid states how many runs that is") {
    SweepDesk desk;
    std::vector<RunRecord> runs = fabricatedSweep();
    std::erase_if(runs, [](const RunRecord& run) { return run.spec.seed > 0; });
    runs.resize(2);
    runs[0].spec.hyperparameters.learningRate = 1e-3;
    runs[1].spec.hyperparameters.learningRate = 3e-3;
    REQUIRE(toText(runs[0].spec.design) != toText(runs[1].spec.design));
    emit desk.session.sweepOfRunsRequested(runs);
    CHECK(desk.bar.sentence() ==
          "2 runs span a grid of 4 runs, and the form plans all of it: every combination of their designs, rates, "
          "bases, tasks and seeds.");
    runs[0].spec.seed = runs[0].spec.dataSeed = 2;
    emit desk.session.sweepOfRunsRequested({runs[0]});
    CHECK(desk.bar.sentence().startsWith("1 run spans a grid of 3 runs"));
    runs[0].spec.seed = runs[0].spec.dataSeed = 0;
    emit desk.session.sweepOfRunsRequested({runs[0]});
    CHECK(desk.bar.sentence() == "The form now holds the sweep of the selected runs.");
}

TEST_CASE("An untouched form shows the last sweep of the command line and plans no run that nobody asked for") {
    REQUIRE_AVAILABLE(smallBase());
    SweepDesk desk;
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
    SweepDesk desk;
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
    SweepDesk desk;
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
