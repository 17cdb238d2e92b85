// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <SQLiteCpp/Database.h>
#include <linux/magic.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "core/common/Error.h"
#include "core/experiment/project/ProjectLock.h"
#include "tests/support/Fabricated.h"
#include "tests/support/ScopedFileSystem.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/ScopedLook.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/look/Theme.h"
#include "ui/pages/design/LayerDiagram.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/LayerMap.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageBar.h"
#include "ui/window/ProjectActions.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

struct WindowDesk {
    TempFolder folder;
    ScopedVariable engine{"ADAPTERSCOPE_ENGINE", inQuotes(fakeEngine().words.front())};
    Session session;
    MainWindow window{session};

    WindowDesk() {
        QSettings().clear();
        writeSmallBase(folder / "base");
        writeSmallTask(folder / "task.tsv");
        session.editBase(path("base"));
        session.editTask(taskNamed((folder / "task.tsv").string()));
        window.show();
        REQUIRE(becomes([this] { return window.pages().first()->isLoaded(); }, 60000));
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(window, name);
    }
    QString path(const std::string& name) const { return QString::fromStdString((folder / name).string()); }
    QString message() { return get<MessageBar>("messageBar").sentence(); }
    QAction& action(const char* name) {
        auto* found = window.findChild<QAction*>(name);
        REQUIRE(found != nullptr);
        return *found;
    }
    void setSize(int m) { get<QSpinBox>("m").setValue(m); }
    void drop(const QString& file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({50, 300}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&window, &enter);
        CHECK(enter.isAccepted());
        QDropEvent dropped(QPointF(50, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&window, &dropped);
    }
    /// Types a file into the dialog that an action opened and accepts it.
    void answer(const char* dialogName, const QString& file) {
        auto& dialog = named<QFileDialog>(window, dialogName);
        named<QLineEdit>(dialog, "fileNameEdit").setText(file);
        QTest::keyClick(&named<QLineEdit>(dialog, "fileNameEdit"), Qt::Key_Return);
    }
};

/// A project in a file whose one run a dead process left running.
void writeInterrupted(const std::filesystem::path& file) {
    const auto project = Project::open(file);
    const RunRecord run = fabricatedRun("houlsby:m=8", 0, 0.8, 100, Status::Waiting);
    project->addRuns({run.spec}, {100});
    project->begin(project->pending().front());
}

/// The colours of everything on all pages, shown or not, and the signs that are drawn in them.
QStringList coloursOf(const MainWindow& window) {
    QStringList lines;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        QString line = QString::fromLatin1(widget->metaObject()->className()) + " " + widget->objectName();
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::Window,
                                QPalette::Base, QPalette::Button, QPalette::Highlight})
            line += " " + widget->palette().color(QPalette::Active, role).name();
        if (const auto* label = qobject_cast<const QLabel*>(widget); label && !label->pixmap().isNull()) {
            const QImage sign = label->pixmap().toImage();
            line += " " + QString::number(qChecksum(
                              QByteArrayView(reinterpret_cast<const char*>(sign.constBits()), sign.sizeInBytes())));
        }
        lines << line;
    }
    return lines;
}

QStringList coloursOfPages(WindowDesk& desk) {
    for (Page* page : desk.window.pages()) {
        desk.window.showPage(page->key());
        REQUIRE(becomes([&] { return page->isLoaded(); }, 60000));
    }
    return coloursOf(desk.window);
}

}  // namespace

TEST_CASE("A window whose colours are switched looks like one that was opened in them") {
    const ScopedLook before;
    const auto [from, to] = GENERATE(table<theme::Mode, theme::Mode>(
        {{theme::Mode::Light, theme::Mode::Dark}, {theme::Mode::Dark, theme::Mode::Light}}));
    theme::apply(from);
    QStringList wrong;
    {
        WindowDesk desk;
        coloursOfPages(desk);
        theme::apply(to);
        QCoreApplication::processEvents();
        wrong = coloursOf(desk.window);
    }
    WindowDesk desk;
    const QStringList right = coloursOfPages(desk);
    wrong.removeIf([&](const QString& line) { return right.contains(line); });
    CHECK_THAT(wrong.join('\n').toStdString(), Catch::Equals(""));
}

TEST_CASE("The window lists its pages and Ctrl with a digit shows them") {
    WindowDesk desk;
    auto& list = desk.get<QListWidget>("pageList");
    REQUIRE(list.count() == 4);
    CHECK(list.item(0)->text() == "Design");
    QTest::keyClick(&desk.window, Qt::Key_3, Qt::ControlModifier);
    CHECK(desk.window.currentPage()->key() == "compare");
    QTest::keyClick(&desk.window, Qt::Key_4, Qt::ControlModifier);
    CHECK(desk.window.currentPage()->key() == "explain");
    CHECK(list.currentItem()->text() == "Explain");
    QTest::keyClick(&desk.window, Qt::Key_1, Qt::ControlModifier);
    CHECK(desk.window.currentPage()->key() == "design");
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(1)).center());
    CHECK(desk.window.currentPage()->key() == "sweep");
}

TEST_CASE("Ctrl F reaches the filter from anywhere on the Compare page, the list of pages too") {
    WindowDesk desk;
    filledProject(desk.folder / "p.adapterscope", fabricatedSweep());
    desk.session.openProject(desk.folder / "p.adapterscope");
    desk.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&desk.window));
    desk.window.showPage("compare");
    REQUIRE(becomes([&] { return desk.get<QWidget>("runFilter").isVisible(); }));
    for (const char* from : {"pageList", "runTable", "resetZoom"}) {
        auto& control = desk.get<QWidget>(from);
        control.setFocus();
        QTest::keyClick(&control, Qt::Key_F, Qt::ControlModifier);
        INFO("from " << from);
        CHECK(desk.get<QLineEdit>("runFilter").hasFocus());
    }
    desk.window.showPage("design");
    auto& pages = desk.get<QListWidget>("pageList");
    pages.setFocus();
    QTest::keyClick(&pages, Qt::Key_F, Qt::ControlModifier);
    CHECK(pages.hasFocus());
}

TEST_CASE("Ctrl Z takes a design edit back even while the spin box has the focus") {
    WindowDesk desk;
    auto& box = desk.get<QSpinBox>("m");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&box, "32");
    REQUIRE(toText(desk.session.design()) == "houlsby:m=32");
    CHECK(desk.action("undo").text().contains("Bottleneck"));
    QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier);
    CHECK(toText(desk.session.design()) == "houlsby");
    CHECK(box.value() == 64);
    QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(toText(desk.session.design()) == "houlsby:m=32");
}

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

TEST_CASE("A design is exported into a folder for AdapterScope, AdapterHub and PEFT") {
    WindowDesk desk;
    desk.setSize(15);
    desk.action("exportDesignAction").trigger();
    desk.answer("exportDialog", desk.path("own"));
    const auto own = nlohmann::json::parse(readFile(desk.folder / "own/design.json"));
    CHECK(own.dump().find("houlsby:m=15") != std::string::npos);
    CHECK(desk.message().contains("own/design.json"));
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);

    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    desk.action("exportDesignAction").trigger();
    auto& dialog = desk.get<QFileDialog>("exportDialog");
    dialog.selectNameFilter(dialog.nameFilters().at(1));
    desk.answer("exportDialog", desk.path("hub"));
    const auto hub = nlohmann::json::parse(readFile(desk.folder / "hub/adapter_config.json"));
    // AdapterHub computes int(hidden // factor).
    CHECK(static_cast<int>(128 / hub.at("config").at("reduction_factor").get<double>()) == 15);
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);

    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    desk.session.editDesign(parseDesign("lora:r=4,head=off"), "test");
    desk.action("exportDesignAction").trigger();
    auto& last = desk.get<QFileDialog>("exportDialog");
    last.selectNameFilter(last.nameFilters().last());
    desk.answer("exportDialog", desk.path("peft"));
    CHECK(nlohmann::json::parse(readFile(desk.folder / "peft/adapter_config.json")).at("peft_type") == "LORA");
    CHECK(desk.message().contains(": off\" is not part of a PEFT configuration: freeze the head by hand."));
}

TEST_CASE("Exporting a design overwrites nothing unasked") {
    WindowDesk desk;
    std::filesystem::create_directory(desk.folder / "there");
    writeFile(desk.folder / "there/design.json", "{}");
    desk.action("exportDesignAction").trigger();
    desk.answer("exportDialog", desk.path("task.tsv"));
    CHECK(desk.message().endsWith("task.tsv cannot be written: it is a file, not a folder. Choose another folder."));
    CHECK(std::filesystem::is_regular_file(desk.folder / "task.tsv"));
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);

    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    writeFile(desk.folder / "there/notes.txt", "mine");
    for (const bool agrees : {false, true}) {
        desk.action("exportDesignAction").trigger();
        desk.answer("exportDialog", desk.path("there"));
        auto& box = desk.get<QMessageBox>("replaceDialog");
        CHECK(box.text() == "Replace design.json in " + desk.path("there") + "?");
        CHECK(readFile(desk.folder / "there/design.json") == "{}");
        for (auto* button : box.buttons())
            if ((box.buttonRole(button) == QMessageBox::DestructiveRole) == agrees)
                button->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    CHECK(desk.message().contains("there/design.json"));
    CHECK(readFile(desk.folder / "there/design.json").find("houlsby") != std::string::npos);
    CHECK(readFile(desk.folder / "there/notes.txt") == "mine");
}

TEST_CASE("Every menu opens with a letter of its own") {
    WindowDesk desk;
    QMap<QChar, int> letters;
    for (QAction* top : desk.window.menuBar()->actions()) {
        CAPTURE(top->text().toStdString());
        const auto mark = top->text().indexOf('&');
        REQUIRE(mark >= 0);
        CHECK(++letters[top->text()[mark + 1].toLower()] == 1);
        CHECK_FALSE(top->menu()->actions().isEmpty());
    }
    CHECK(letters.size() >= 4);
}

TEST_CASE("The menu with the actions for runs shows their tips, which tell why one cannot be used") {
    WindowDesk desk;
    int menus = 0;
    for (QAction* top : desk.window.menuBar()->actions())
        for (QAction* each : top->menu()->actions())
            if (each->objectName() == "exportRun") {
                ++menus;
                CHECK(top->menu()->toolTipsVisible());
                CHECK_FALSE(each->isEnabled());
                CHECK(each->toolTip().contains("select one"));
            }
    CHECK(menus >= 1);
}

TEST_CASE("No two actions of the menus share a shortcut") {
    WindowDesk desk;
    QMap<QString, int> shortcuts;
    for (QAction* top : desk.window.menuBar()->actions())
        for (QAction* each : top->menu()->actions())
            for (const QKeySequence& keys : each->shortcuts()) {
                CAPTURE(keys.toString().toStdString());
                CHECK(++shortcuts[keys.toString()] == 1);
            }
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

TEST_CASE("Size and page come back with the next window") {
    WindowDesk desk;
    desk.window.resize(1111, 711);
    desk.window.showPage("compare");
    desk.window.close();
    MainWindow next(desk.session);
    next.restoreLast();
    CHECK(next.size() == QSize(1111, 711));
    CHECK(next.currentPage()->key() == "compare");
}

TEST_CASE("What is reported about the sweep's list goes when the Sweep page is reached") {
    WindowDesk desk;
    desk.get<QPushButton>("addToSweep").click();
    CHECK(desk.message() == "houlsby is in the sweep's list of designs.");
    desk.setSize(16);
    desk.get<QPushButton>("addToSweep").click();
    CHECK(desk.message() == "houlsby:m=16 is in the sweep's list of designs.");
    desk.window.showPage("compare");
    CHECK_FALSE(desk.message().isEmpty());
    QTest::keyClick(&desk.window, Qt::Key_2, Qt::ControlModifier);
    CHECK(desk.message().isEmpty());
}

TEST_CASE("A typed design with a fault is neither added to the sweep, by its shortcut either, nor exported") {
    WindowDesk desk;
    QSignalSpy asked(&desk.session, &Session::sweepRequested);
    auto& text = desk.get<QLineEdit>("designText");
    for (const char* wrong : {"lora:r=0", "lora:r=two"}) {
        type(text, wrong);
        CHECK_FALSE(desk.get<FindingLabel>("designTextFault").text().isEmpty());
        CHECK_FALSE(desk.get<QPushButton>("addToSweep").isEnabled());
        CHECK_FALSE(desk.get<QPushButton>("exportDesign").isEnabled());
        QTest::keyClick(&desk.window, Qt::Key_D, Qt::ControlModifier);
        CHECK(asked.isEmpty());
    }
    desk.window.showPage("compare");
    QTest::keyClick(&desk.window, Qt::Key_D, Qt::ControlModifier);
    CHECK(asked.isEmpty());
    CHECK(desk.message().contains("two"));
    desk.window.showPage("design");
    CHECK(desk.message().isEmpty());  // the page shows the reason itself
    desk.action("exportDesignAction").trigger();
    CHECK(desk.message().contains("two"));
    type(text, "lora:r=2");
    CHECK(desk.message().isEmpty());
    CHECK(desk.get<QPushButton>("exportDesign").isEnabled());
    QTest::keyClick(&desk.window, Qt::Key_D, Qt::ControlModifier);
    CHECK(asked.count() == 1);
}

TEST_CASE("No action of the menus takes what was last read of typed text for the design") {
    WindowDesk desk;
    auto& text = desk.get<QLineEdit>("designText");
    type(text, "lora:r=3 & foo");
    REQUIRE(toText(desk.session.design()) == "lora:r=3");
    QApplication::clipboard()->setText("before");
    for (const char* name : {"exportDesignAction", "copyDesign", "copyCommand"}) {
        CAPTURE(name);
        desk.action(name).trigger();
        CHECK(desk.message().contains("foo"));
        CHECK(QApplication::clipboard()->text() == "before");
        QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);
    }
    CHECK(desk.window.findChild<QFileDialog*>("exportDialog") == nullptr);
    type(text, "lora:r=0");
    desk.action("copyCommand").trigger();
    CHECK(desk.message().startsWith("\"Rank r\" = 0: "));
    desk.action("copyDesign").trigger();
    CHECK(QApplication::clipboard()->text() == "lora:r=0");
    type(text, "lora:r=2");
    desk.action("copyCommand").trigger();
    CHECK(QApplication::clipboard()->text().startsWith("adapterscope-cli train lora:r=2 "));
}

TEST_CASE("F1 shows what the pointer would show over the control with the focus, else the keys") {
    WindowDesk desk;
    auto& control = desk.get<QSpinBox>("m");
    control.setFocus();
    REQUIRE(QApplication::focusWidget() == &control);
    REQUIRE_FALSE(control.toolTip().isEmpty());
    QTest::keyClick(&desk.window, Qt::Key_F1);
    CHECK(QToolTip::text() == control.toolTip());
    CHECK(desk.window.findChild<QDialog*>("shortcutsDialog") == nullptr);

    control.clearFocus();
    QTest::keyClick(&desk.window, Qt::Key_F1);
    CHECK(desk.window.findChild<QDialog*>("shortcutsDialog") != nullptr);
}

TEST_CASE("F1 is about the part of a drawing and the cell of a map that the keyboard is at") {
    WindowDesk desk;
    auto& drawing = desk.get<LayerDiagram>("layerDiagram");
    drawing.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&drawing, Qt::Key_End);
    QTest::keyClick(&desk.window, Qt::Key_F1);
    CHECK(QToolTip::text().contains(drawing.selectedPart(), Qt::CaseInsensitive));

    auto& map = desk.get<LayerMap>("layerMap");
    map.setFocus(Qt::TabFocusReason);
    for (const int layer : {0, 1}) {
        QTest::keyClick(&map, layer == 0 ? Qt::Key_Home : Qt::Key_Right);
        QTest::keyClick(&desk.window, Qt::Key_F1);
        CHECK(QToolTip::text().startsWith(QString("Layer %1").arg(layer)));
    }
}

TEST_CASE("The next key ends what F1 shows, and Esc does nothing else then") {
    WindowDesk desk;
    QAction& presentation = desk.action("presentation");
    presentation.trigger();
    desk.get<QSpinBox>("m").setFocus();
    QTest::keyClick(&desk.window, Qt::Key_F1);
    REQUIRE(QToolTip::isVisible());
    QTest::keyClick(&desk.window, Qt::Key_Escape);
    CHECK(becomes([] { return !QToolTip::isVisible(); }));
    CHECK(presentation.isChecked());
    QTest::keyClick(&desk.window, Qt::Key_Escape);
    CHECK_FALSE(presentation.isChecked());
}

TEST_CASE("A message goes when what it is about is settled and others stay") {
    MessageBar bar;
    bar.post({Message::Level::Warning, "about nothing", {}, {}});
    bar.post({Message::Level::Warning, "the engine is lost", {}, {}, "engine"});
    bar.post({Message::Level::Warning, "the engine is lost again", {}, {}, "engine"});
    bar.settle("disk");
    bar.settle({});
    CHECK(bar.sentence() == "the engine is lost again");
    bar.settle("engine");
    CHECK(bar.sentence() == "about nothing");
}

TEST_CASE("A message bar shows the newest message and keeps earlier ones but information") {
    MessageBar bar;
    bar.post({Message::Level::Information, "first", {}, {}});
    bar.post({Message::Level::Warning, "second", {}, {}});
    bar.post({Message::Level::Warning, "second", {}, {}});
    CHECK(bar.sentence() == "second");
    bar.post({Message::Level::Fault, "worse", {}, {}});
    bar.post({Message::Level::Information, "written", {}, {}});
    CHECK(bar.sentence() == "written");
    auto& close = named<QToolButton>(bar, "messageClose");
    close.click();
    CHECK(bar.sentence() == "worse");
    close.click();
    CHECK(bar.sentence() == "second");
    close.click();
    CHECK(bar.sentence().isEmpty());
}
