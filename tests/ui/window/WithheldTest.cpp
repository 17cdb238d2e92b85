// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>
#include <QUndoStack>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "core/common/Descriptor.h"
#include "core/experiment/plan/KnownSources.h"
#include "tests/support/Fabricated.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/look/PlainTip.h"
#include "ui/pages/sweep/SweepDraft.h"
#include "ui/session/NamedPlaces.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageBar.h"
#include "ui/window/ProjectActions.h"

// Somebody else's project is data: what it names is not read before the person agrees.
using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A project by somebody else, and a window to open it in. Its engine leaves a file behind when it is started.
struct StrangersDesk {
    TempFolder folder;
    ScopedVariable engine{"ADAPTERSCOPE_ENGINE", "/bin/sh " + inQuotes((folder / "engine.sh").string())};
    std::filesystem::path base = folder / "base", task = folder / "task.tsv";
    std::filesystem::path file = folder / "theirs.adapterscope";
    Session session;
    MainWindow window{session};

    StrangersDesk() {
        QSettings().clear();
        writeFile(folder / "engine.sh", "touch " + inQuotes((folder / "started").string()) + "\nexec " +
                                            inQuotes(fakeEngine().words.front()) + " \"$@\"\n");
        window.resize(1280, 800);
        window.showPage("compare");  // the probe of the first project would start an engine
        window.show();
    }
    /// Whoever reads its base or its task hangs, which is noticed.
    void usePipes() const {
        std::filesystem::create_directory(base);
        REQUIRE(::mkfifo((base / "config.json").c_str(), 0600) == 0);
        REQUIRE(::mkfifo(task.c_str(), 0600) == 0);
    }
    void useFiles() const {
        writeSmallBase(base);
        writeSmallTask(task);
    }
    /// The design, the sweep's form and the runs name the base and the task.
    void writeProject() const {
        const auto project = Project::open(file);
        Choice choice;
        choice.base = base.string();
        choice.task = taskNamed(task.string());
        project->setValue(choiceKey, toJsonText(choice));
        SweepDraft draft = quickDraft();
        draft.sweep.bases = {choice.base};
        draft.sweep.tasks = {choice.task};
        project->setValue(draftKey, toJsonText(draft));
        std::vector<RunRecord> runs = {fabricatedRun("head", 0, 0.8, 100),
                                       fabricatedRun("layernorm", 0, 0, 100, Status::Failed),
                                       fabricatedRun("houlsby:m=8", 0, 0, 100, Status::Waiting)};
        for (RunRecord& run : runs) {
            run.spec.base = choice.base;
            run.spec.task = choice.task;
            run.spec.baseHash = base.string();  // what is known of a base and a task goes by their hashes
            run.spec.taskHash = task.string();
            run.id = runId(run.spec);
        }
        fill(*project, runs);
    }
    void open() {
        window.projectActions().open(QString::fromStdString(file.string()));
        REQUIRE(session.project().file() == file);
    }
    /// Whether all pages show all their content, and no work is running.
    bool showsAllPages() {
        for (const char* page : {"design", "sweep", "compare", "explain"}) {
            window.showPage(page);
            if (!becomes(
                    [&] { return window.currentPage()->isLoaded() && QThreadPool::globalInstance()->waitForDone(0); },
                    60000))
                return false;
        }
        return true;
    }
    bool isRead(const std::filesystem::path& pipe) const {
        return bool(Descriptor(::open(pipe.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)));
    }
    bool isAnyRead() const { return isRead(task) || isRead(base / "config.json"); }
    bool hasEngineStarted() const { return std::filesystem::exists(folder / "started"); }
    MessageBar& bar() { return named<MessageBar>(window, "messageBar"); }
    QPushButton& action() { return named<QPushButton>(window, "messageAction"); }
    bool asks() { return bar().sentence().contains("you have not used here before"); }
};

}  // namespace

TEST_CASE("A project of somebody else's is shown without its base or its task being read and without an engine") {
    StrangersDesk desk;
    desk.usePipes();
    desk.writeProject();
    desk.open();
    CHECK(desk.bar().sentence().contains(QString::fromStdString(desk.base.string())));
    CHECK(desk.bar().sentence().contains(QString::fromStdString(desk.task.string())));
    CHECK(desk.action().text() == "Read Them");
    CHECK_FALSE(desk.action().toolTip().isEmpty());
    CHECK_FALSE(named<QToolButton>(desk.window, "messageClose").isVisible());
    CHECK(desk.showsAllPages());
    CHECK(desk.session.project().runs().size() == 3);
    CHECK_FALSE(named<QPushButton>(desk.window, "startSweep").isEnabled());
    CHECK_FALSE(desk.isAnyRead());
    CHECK_FALSE(desk.hasEngineStarted());
    CHECK_FALSE(desk.session.baseFault().isEmpty());
    CHECK_FALSE(desk.session.taskFault().isEmpty());
}

TEST_CASE("Nothing that needs what is withheld does it before the person agrees") {
    StrangersDesk desk;
    desk.usePipes();
    desk.writeProject();
    desk.open();
    emit desk.session.messageRequested({Message::Level::Fault, "Something else.", {}, {}});
    REQUIRE(desk.asks());  // nothing hides the question
    emit desk.session.messageSettled(QStringLiteral("withheld sources"));
    REQUIRE_FALSE(desk.asks());
    SECTION("continuing") {
        for (Page* page : desk.window.pages())
            page->continueWork();
    }
    SECTION("training that another page asks for") {
        emit desk.session.trainingRequested({}, 10);
    }
    SECTION("retrying") {
        REQUIRE(desk.showsAllPages());
        named<QPushButton>(desk.window, "retryFailed").click();
    }
    CHECK(desk.asks());
    CHECK(desk.showsAllPages());
    CHECK(desk.session.project().pending().size() == 1);
    CHECK_FALSE(desk.isAnyRead());
    CHECK_FALSE(desk.hasEngineStarted());
}

TEST_CASE("Every way to a project is asked about") {
    StrangersDesk desk;
    desk.usePipes();
    desk.writeProject();
    SECTION("a look") {
        desk.session.lookAt(desk.file);
    }
    SECTION("a copy") {
        desk.session.openCopy(desk.file);
    }
    SECTION("one that was left behind") {
        const ScopedVariable temporary("TMPDIR", desk.folder.path().string());
        const auto left = desk.folder / "adapterscope-untitled-abc";
        std::filesystem::create_directory(left);
        std::filesystem::permissions(left, std::filesystem::perms::owner_all);
        std::filesystem::rename(desk.file, left / "untitled.adapterscope");
        desk.session.openAbandoned(left / "untitled.adapterscope");
    }
    CHECK(desk.asks());
    CHECK(desk.session.withheld().size() == 2);
    CHECK(desk.showsAllPages());
    CHECK_FALSE(desk.isAnyRead());
    CHECK_FALSE(desk.hasEngineStarted());
}

TEST_CASE("What the person agrees to is read at once and not asked about again") {
    StrangersDesk desk;
    desk.useFiles();
    desk.writeProject();
    desk.open();
    desk.window.showPage("design");
    REQUIRE(desk.asks());
    CHECK_FALSE(desk.session.task());
    desk.action().click();
    CHECK(desk.bar().sentence().isEmpty());
    CHECK(becomes([&] { return desk.session.baseConfig() && desk.session.task(); }, 60000));
    CHECK(becomes([&] { return desk.hasEngineStarted(); }, 60000));
    desk.session.newProject();
    desk.open();
    CHECK(desk.bar().sentence().isEmpty());
    CHECK(KnownSources().unknown({desk.base.string(), desk.task.string()}).empty());
}

TEST_CASE("What the person chooses themselves is read although the project names more") {
    StrangersDesk desk;
    desk.useFiles();
    desk.writeProject();
    writeSmallTask(desk.folder / "own.tsv");
    desk.open();
    desk.session.editTask(taskNamed((desk.folder / "own.tsv").string()));
    CHECK(becomes([&] { return bool(desk.session.task()); }, 60000));
    CHECK(desk.session.withheld().size() == 2);
    desk.session.undoStack()->undo();
    CHECK(desk.session.withheld().size() == 2);
    CHECK_FALSE(desk.session.task());
    TaskSource source = desk.session.choice().task;
    source.separator = "tab";
    desk.session.editTask(source);  // how it is read, not that it is
    CHECK(desk.session.withheld().size() == 2);
    CHECK_FALSE(desk.session.isTaskLoading());
    desk.session.editBase(QString::fromStdString(desk.base.string()));
    CHECK(desk.session.withheld() == std::vector{desk.task.string()});
    CHECK(becomes([&] { return desk.session.baseConfig().has_value(); }, 60000));
}

TEST_CASE("Work of one's own asks nothing when it is opened again") {
    StrangersDesk desk;
    desk.useFiles();
    desk.session.editBase(QString::fromStdString(desk.base.string()));
    desk.session.editTask(taskNamed(desk.task.string()));
    desk.window.showPage("design");
    emit desk.session.sweepRequested({"head"});
    desk.session.saveProjectAs(desk.folder / "own.adapterscope");
    REQUIRE(becomes([&] { return !desk.session.project().value(draftKey).empty(); }));
    desk.session.newProject();
    desk.window.projectActions().open(QString::fromStdString((desk.folder / "own.adapterscope").string()));
    CHECK(desk.session.choice().task.name == desk.task.string());
    CHECK(desk.session.withheld().empty());
    CHECK_FALSE(desk.asks());
}

TEST_CASE("What was named on the command line is not asked about in the window") {
    StrangersDesk desk;
    writeSmallTask(desk.task);
    QProcess sweep;
    sweep.start(ADAPTERSCOPE_CLI,
                {"sweep", "head", "--base", "builtin", "--task", QString::fromStdString(desk.task.string()),
                 "--project", QString::fromStdString(desk.file.string())});
    REQUIRE(becomes([&] { return sweep.state() == QProcess::NotRunning; }, 60000));
    REQUIRE(Project::openForReading(desk.file)->runs().size() == 1);
    desk.open();
    CHECK(desk.session.withheld().empty());
    CHECK(desk.bar().sentence().isEmpty());
}

TEST_CASE("Only places that are shown are agreed to and names are shown as they are") {
    StrangersDesk desk;
    const auto nameOf = [&](int number) {
        return (desk.folder / ("<b>" + std::to_string(number) + "</b>\u202e")).string();
    };
    {
        const auto project = Project::open(desk.file);
        std::vector<RunRecord> runs;
        for (int i = 0; i < 45; ++i) {
            runs.push_back(fabricatedRun("head", static_cast<std::uint64_t>(i), 0.8, 100));
            runs.back().spec.task = taskNamed(nameOf(i));
        }
        fill(*project, runs);
    }
    desk.open();
    CHECK(desk.bar().sentence().contains("<b>0</b>\ufffd"));
    CHECK(desk.bar().sentence().contains("43 other places"));
    CHECK(named<QLabel>(desk.window, "messageText").text().contains("<b>1"));
    CHECK(named<QLabel>(desk.window, "messageText").textFormat() == Qt::PlainText);
    const QString tip = named<QLabel>(desk.window, "messageText").toolTip();
    CHECK(tip.contains("&lt;b&gt;19&lt;"));
    CHECK_FALSE(tip.contains("&lt;b&gt;20&lt;"));
    REQUIRE(desk.showsAllPages());  // the design is over the built-in base and task
    CHECK_FALSE(desk.hasEngineStarted());
    desk.action().click();
    CHECK(desk.session.withheld().size() == 25);
    CHECK(KnownSources().unknown({nameOf(19), nameOf(20)}) == std::vector{nameOf(20)});
    desk.action().click();
    desk.action().click();
    CHECK(desk.session.withheld().empty());
    CHECK_FALSE(desk.asks());
}

TEST_CASE("A tool tip shows what looks like markup as it is") {
    CHECK(plainTip("a < b\nand c") == "a < b\nand c");
    CHECK(plainTip("<img src='/a'>\nb").contains("&lt;img src="));
}

TEST_CASE("The Tab key leads to the question's button") {
    StrangersDesk desk;
    desk.useFiles();
    desk.writeProject();
    desk.open();
    QWidget* at = desk.window.findChild<QWidget*>("pageList");
    for (int steps = 0; steps < 1000 && at != &desk.action(); ++steps)
        at = at->nextInFocusChain();
    CHECK(at == &desk.action());
    CHECK(bool(desk.action().focusPolicy() & Qt::TabFocus));
    CHECK(desk.action().isVisible());
    CHECK_FALSE(desk.action().accessibleDescription().isEmpty());
}
