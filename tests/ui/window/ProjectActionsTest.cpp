// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <SQLiteCpp/Database.h>
#include <linux/magic.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "core/experiment/project/ProjectLock.h"
#include "tests/support/Fabricated.h"
#include "tests/support/ScopedFileSystem.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "tests/ui/window/WindowDesk.h"
#include "ui/window/ProjectActions.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A project in a file whose one run a dead process left running.
void writeInterrupted(const std::filesystem::path& file) {
    const auto project = Project::open(file);
    const RunRecord run = fabricatedRun("houlsby:m=8", 0, 0.8, 100, Status::Waiting);
    project->addRuns({run.spec}, {100});
    project->begin(project->pending().front());
}

}  // namespace

TEST_CASE("A design is saved with the project and is there when it is opened again") {
    WindowDesk desk;
    desk.setSize(16);
    desk.action("saveProjectAs").trigger();
    desk.answer("saveDialog", desk.path("mine.adapterscope"));
    CHECK(desk.window.windowTitle().startsWith("mine.adapterscope"));
    desk.setSize(24);
    desk.action("newProject").trigger();
    CHECK(toText(desk.session.design()) == "houlsby");
    CHECK(desk.window.windowTitle().startsWith("Untitled"));
    desk.window.projectActions().open(desk.path("mine.adapterscope"));
    CHECK(toText(desk.session.design()) == "houlsby:m=24");
    CHECK(desk.session.choice().base == desk.path("base").toStdString());
    CHECK(desk.window.projectActions().recentFiles().first() == desk.path("mine.adapterscope"));
}

TEST_CASE("A long path among the recent projects keeps its end, and all of it is in the tool tip") {
    WindowDesk desk;
    const QString path = "/home/somebody/" + QStringLiteral("of many folders/").repeated(12) + "mine.adapterscope";
    QSettings().setValue("recentProjects", QStringList{path});
    auto& menu = desk.get<QMenu>("recentProjects");
    emit menu.aboutToShow();
    const QAction* first = menu.actions().first();
    CHECK(first->text().startsWith("&1  /home/somebody/"));
    CHECK(first->text().endsWith("mine.adapterscope"));
    CHECK(first->text().size() < 90);
    CHECK(first->toolTip() == path);
}

TEST_CASE("A file that is not a project is refused in one sentence and nothing is lost") {
    WindowDesk desk;
    desk.setSize(16);
    writeFile(desk.folder / "bad.adapterscope", "this is not a database, and longer than the header of one is");
    desk.window.projectActions().open(desk.path("bad.adapterscope"));
    CHECK(desk.message().contains("bad.adapterscope"));
    CHECK(toText(desk.session.design()) == "houlsby:m=16");
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);
    CHECK(desk.message().isEmpty());
    desk.window.projectActions().open(desk.path("gone.adapterscope"));
    CHECK(desk.message().contains("gone.adapterscope"));
}

TEST_CASE("That a project could not be opened is not stated once one is open or saved") {
    WindowDesk desk;
    const auto refuse = [&](const char* file) {
        desk.window.projectActions().open(desk.path(file));
        REQUIRE(desk.message().contains("There is no file"));
    };
    refuse("mine.adapterscope");
    desk.action("newProject").trigger();
    CHECK(desk.message().isEmpty());
    refuse("mine.adapterscope");
    desk.action("saveProjectAs").trigger();
    desk.answer("saveDialog", desk.path("mine.adapterscope"));
    CHECK(desk.message().isEmpty());
    refuse("gone.adapterscope");
    desk.window.projectActions().open(desk.path("mine.adapterscope"));  // it is open
    CHECK(desk.message().isEmpty());
}

TEST_CASE("What is wrong with a project's design is not stated once another project is open") {
    WindowDesk desk;
    Project::open(desk.folder / "odd.adapterscope")->setValue("design", "no JSON");
    desk.session.openProject(desk.folder / "odd.adapterscope");
    CHECK_FALSE(desk.message().isEmpty());
    desk.session.newProject();
    CHECK(desk.message().isEmpty());
}

TEST_CASE("Opening a project with interrupted runs reports them once and offers to continue") {
    WindowDesk desk;
    writeInterrupted(desk.folder / "half.adapterscope");
    desk.window.projectActions().open(desk.path("half.adapterscope"));
    CHECK(desk.message().contains("1 run"));
    CHECK(desk.message().contains("interrupted"));
    CHECK(desk.get<QPushButton>("messageAction").isVisible());
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);
    CHECK(desk.message().isEmpty());
}

TEST_CASE("A project that another program has open opens read-only, and as a copy on request") {
    WindowDesk desk;
    writeInterrupted(desk.folder / "held.adapterscope");
    const auto holder = Project::open(desk.folder / "held.adapterscope");
    holder->begin(holder->pending().front());
    desk.window.projectActions().open(desk.path("held.adapterscope"));
    CHECK(desk.message().contains("held.adapterscope is open"));
    CHECK(desk.message().contains("is open read-only here"));
    CHECK(desk.session.project().isReadOnly());
    CHECK(desk.session.project().runs().size() == 1);
    CHECK(desk.window.windowTitle().startsWith("held.adapterscope (read-only)"));
    desk.get<QPushButton>("messageAction").click();
    CHECK(desk.session.project().isUntitled());
    CHECK(desk.session.project().runs().size() == 1);
    CHECK(desk.message().contains("interrupted"));
    desk.session.project().remove({desk.session.project().runs().front().id});
    CHECK(holder->runs().size() == 1);
}

TEST_CASE("What another program does with a project that is looked at is followed, and it is opened once it is free") {
    WindowDesk desk;
    writeInterrupted(desk.folder / "held.adapterscope");
    auto holder = Project::open(desk.folder / "held.adapterscope");
    const std::string run = holder->pending().front();
    desk.window.projectActions().open(desk.path("held.adapterscope"));
    desk.window.showPage("sweep");
    const auto gridSays = [&](const QString& words) {
        return becomes([&] { return cellsOf(*desk.get<QTableView>("sweepGrid").model()).join('|').contains(words); });
    };
    REQUIRE(gridSays("interrupted"));
    CHECK_FALSE(desk.get<QPushButton>("startSweep").isEnabled());
    holder->begin(run);
    holder->setStatus(run, Status::Failed, "It broke.");
    CHECK(gridSays("failed"));
    holder.reset();
    REQUIRE(becomes([&] { return desk.message().contains("is free now"); }));
    desk.get<QPushButton>("messageAction").click();
    CHECK_FALSE(desk.session.project().isReadOnly());
    CHECK(desk.window.windowTitle().startsWith("held.adapterscope - "));
    CHECK(desk.message().isEmpty());
}

TEST_CASE("An untitled project that a killed program left behind is offered and taken over") {
    WindowDesk desk;
    const ScopedVariable temporary("TMPDIR", desk.folder.path().string());
    std::filesystem::create_directory(desk.folder / "adapterscope-untitled-abc");
    writeInterrupted(desk.folder / "adapterscope-untitled-abc/untitled.adapterscope");
    desk.window.projectActions().offerAbandoned();
    CHECK(desk.message().contains("left behind"));
    desk.get<QPushButton>("messageAction").click();
    CHECK(desk.session.project().isUntitled());
    CHECK(desk.session.project().runs().size() == 1);
    CHECK(desk.message().contains("interrupted"));
}

TEST_CASE("An untitled project with runs is not given up without a question") {
    WindowDesk desk;
    fill(desk.session.project(), {fabricatedRun("houlsby:m=8", 0, 0.8, 100)});
    desk.action("newProject").trigger();
    auto* question = desk.window.findChild<QMessageBox*>("untitledDialog");
    REQUIRE(question != nullptr);
    CHECK(question->text().contains("1 run"));
    QTest::mouseClick(question->button(QMessageBox::Cancel), Qt::LeftButton);
    CHECK(desk.session.project().runs().size() == 1);
    desk.window.close();
    CHECK(desk.window.isVisible());
    desk.window.findChild<QMessageBox*>("untitledDialog");
}

TEST_CASE("Projects and bases and tasks can be dropped on the window") {
    WindowDesk desk;
    { Project::open(desk.folder / "other.adapterscope"); }
    desk.drop(desk.path("other.adapterscope"));
    CHECK(desk.window.windowTitle().startsWith("other.adapterscope"));
    desk.drop(desk.path("base"));
    CHECK(desk.session.choice().base == desk.path("base").toStdString());
    desk.drop(desk.path("task.tsv"));
    CHECK(desk.session.choice().task.name == desk.path("task.tsv").toStdString());
    CHECK(desk.window.currentPage()->key() == "design");
}

TEST_CASE("A project that is trained without a window is taken back when its runs in flight have ended") {
    WindowDesk desk;
    const QString project = desk.path("p.adapterscope"), pipe = desk.path("pipe");
    REQUIRE(::mkfifo(qPrintable(pipe), 0600) == 0);
    QProcess sweep;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("ADAPTERSCOPE_ENGINE",
                       QString::fromStdString(inQuotes(fakeEngine().words.front())) + " --until " + pipe);
    sweep.setProcessEnvironment(environment);
    fill(*Project::open(project.toStdString()),
         {fabricatedRun("head", 0, 0, 100, Status::Waiting), fabricatedRun("layernorm", 0, 0, 100, Status::Waiting)});
    sweep.start(ADAPTERSCOPE_CLI, {"sweep", "--project", project, "--workers", "1"});
    std::ofstream gate(pipe.toStdString());  // opens when the first run is in flight
    desk.window.projectActions().open(project);
    CHECK(desk.message().contains("without a window"));
    CHECK(desk.session.project().isReadOnly());
    desk.get<QPushButton>("messageAction").click();
    CHECK(desk.message().contains("as soon as"));
    QByteArray said;
    REQUIRE(becomes([&] { return (said += sweep.readAllStandardError()).contains("was requested by another program"); },
                    60000));
    gate << 'x' << std::flush;
    gate.close();
    REQUIRE(becomes([&] { return !desk.session.project().isReadOnly(); }, 60000));
    CHECK(desk.message().isEmpty());
    // What was still waiting is trained here.
    REQUIRE(becomes([&] { return desk.session.project().pending().empty() && !desk.window.pages().at(1)->isBusy(); },
                    60000));
    const auto runs = desk.session.project().runs();
    REQUIRE(runs.size() == 2);
    for (const RunRecord& run : runs) {
        CHECK(run.result.status == Status::Done);
        CHECK(run.result.attempts == 1);
    }
    REQUIRE(becomes([&] { return sweep.state() == QProcess::NotRunning; }, 60000));
    CHECK(sweep.exitCode() == 130);
}

TEST_CASE(
    "A window that is closed with Keep Training has the started sweep trained to its end, not what its form holds") {
    const std::filesystem::path base = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(base);
    WindowDesk desk;
    const std::string fake = inQuotes(fakeEngine().words.front());
    const ScopedVariable program("ADAPTERSCOPE_CLI", ADAPTERSCOPE_CLI);
    const ScopedVariable holding("ADAPTERSCOPE_ENGINE", fake + " --hold");
    const std::filesystem::path file = desk.folder / "p.adapterscope";
    desk.session.openProject(file);
    desk.session.editBase(QString::fromStdString(base.string()));
    desk.session.editTask(taskNamed((desk.folder / "task.tsv").string()));
    desk.get<QSpinBox>("maxLength").setValue(32);  // the base has 64 positions
    desk.get<QSpinBox>("workers").setValue(1);
    desk.get<QSpinBox>("sweepSeeds").setValue(2);
    desk.get<QLineEdit>("learningRates").setText("auto");
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("layernorm");
    REQUIRE(becomes([&] { return desk.get<QLabel>("planSummary").text().contains("7 runs"); }, 60000));
    desk.get<QPushButton>("startSweep").click();
    const auto isTraining = [&] {
        const auto runs = desk.session.project().runs();
        return std::any_of(runs.begin(), runs.end(),
                           [](const RunRecord& run) { return run.result.status == Status::Running; });
    };
    REQUIRE(becomes(isTraining, 60000));
    desk.get<QPlainTextEdit>("sweepDesigns").setPlainText("head");
    const ScopedVariable finishing("ADAPTERSCOPE_ENGINE", fake + " --best-rate 9e-3");
    desk.window.close();
    auto& dialog = desk.get<QMessageBox>("closeDialog");
    for (QAbstractButton* button : dialog.buttons())
        if (dialog.buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    REQUIRE(becomes([&] { return !desk.window.isVisible(); }, 60000));
    const auto kept = [&] { return Project::openForReading(file)->runs(); };
    const auto isFinished = [&] {
        const auto runs = kept();
        return runs.size() == 7 && std::all_of(runs.begin(), runs.end(),
                                               [](const RunRecord& run) { return run.result.status == Status::Done; });
    };
    REQUIRE(becomes(isFinished, 60000));
    for (const RunRecord& run : kept()) {
        CHECK(toText(run.spec.design) == "layernorm");
        CHECK((run.isPilot || effectiveLearningRate(run.spec) == 9e-3));
    }
    CHECK(becomes([&] { return !ProjectLock::holder(file); }, 60000));
}

TEST_CASE("A window hides no run but the one that it cannot read and gives the reason") {
    WindowDesk desk;
    const QString project = desk.path("p.adapterscope");
    fill(*Project::open(project.toStdString()),
         {fabricatedRun("head", 0, 0.5, 100), fabricatedRun("houlsby:m=8", 0, 0.6, 100)});
    SQLite::Database(project.toStdString(), SQLite::OPEN_READWRITE)
        .exec("UPDATE runs SET design = 'teleport' WHERE design = 'head'");
    desk.window.projectActions().open(project);
    CHECK(desk.session.project().runs().size() == 1);
    CHECK(desk.message().contains("1 run in this project cannot be read"));
    CHECK(desk.message().contains("teleport"));
}

TEST_CASE("A window reports a project that is on a network file system") {
    WindowDesk desk;
    const ScopedFileSystem network(NFS_SUPER_MAGIC);
    const QString project = desk.path("p.adapterscope");
    fill(*Project::open(project.toStdString()), {fabricatedRun("head", 0, 0.5, 100)});
    desk.window.projectActions().open(project);
    CHECK(desk.message().contains(project + " is on a network file system"));
}

TEST_CASE("A window whose project was deleted continues in another file and stays open to report it") {
    WindowDesk desk;
    const QString project = desk.path("p.adapterscope");
    fill(*Project::open(project.toStdString()), {fabricatedRun("head", 0, 0.5, 100)});
    desk.window.projectActions().open(project);
    REQUIRE(QFile::remove(project));
    desk.window.show();
    CHECK_FALSE(desk.window.close());
    const QString rescued = desk.path("p-rescued.adapterscope");
    CHECK(desk.message().contains("was deleted while it was open"));
    CHECK(desk.message().contains(rescued));
    CHECK(desk.window.windowTitle().startsWith("p-rescued.adapterscope"));
    CHECK(desk.session.project().runs().size() == 1);
    CHECK(desk.window.close());
}
