// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

#include "core/base/Bases.h"
#include "core/experiment/plan/KnownSources.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/Fabricated.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/look/At.h"
#include "ui/models/RunTableModel.h"
#include "ui/pages/ComparePage.h"
#include "ui/plots/BudgetPlot.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The Compare page over a project of 21 runs, three of each design.
struct Shown {
    TempFolder folder;
    Session session;
    ComparePage page{session};
    QStringList messages;

    Shown() {
        filledProject(folder / "p.adapterscope", fabricatedSweep());
        QObject::connect(&session, &Session::messageRequested,
                         [this](const Message& message) { messages << message.sentence; });
        session.openProject(folder / "p.adapterscope");
        page.resize(1140, 760);
        page.show();
        REQUIRE(hasRows(21));
    }
    QTableView& table() { return named<QTableView>(page, "runTable"); }
    BudgetPlot& plot() { return named<BudgetPlot>(page, "budgetPlot"); }
    bool hasRows(int rows) {
        return becomes([&] { return table().model()->rowCount() == rows; });
    }
    QAction& action(const char* name) {
        for (QAction* found : page.menuActions())
            if (found->objectName() == QLatin1String(name))
                return *found;
        throw std::runtime_error(std::string("There is no action ") + name + ".");
    }
    QMenu& tagMenu() {
        auto& menu = named<QMenu>(page, "runTags");
        emit menu.aboutToShow();
        return menu;
    }
    void select(std::initializer_list<int> rows) {
        QItemSelection selection;
        for (const int row : rows)
            selection.select(table().model()->index(row, 0),
                             table().model()->index(row, RunTableModel::ColumnCount - 1));
        table().selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    }
    QString cell(int row, RunTableModel::Column column) {
        return table().model()->index(row, column).data().toString();
    }
    std::string id(int row) {
        return table().model()->index(row, 0).data(RunTableModel::IdRole).toString().toStdString();
    }
    RunMarks marks(const std::string& id) { return session.project().requireRun(id).marks; }
    std::size_t designs() { return plot().figure().designs.size(); }
};

/// The Compare page over three runs: one whose tuning is kept, one that was too large, and one that waits.
struct ExportDesk {
    TempFolder folder;
    ScopedVariable engine;
    RunRecord kept, large, waiting;
    Session session;
    ComparePage page{session};
    QStringList messages;

    explicit ExportDesk(const std::string& script = {}, bool isBaseKnown = true)
        : engine("ADAPTERSCOPE_ENGINE", inQuotes(fakeEngine().words.front()) + script) {
        const auto base = folder / "base", tuning = folder / "tuning.safetensors";
        std::filesystem::create_directory(base);
        for (const char* name : {"config.json", "model.safetensors", "vocab.txt"})
            writeFile(base / name, "{}");
        writeFile(tuning, "tensors");
        if (isBaseKnown)
            KnownSources::ofUser().add(placesOfBase(base.string()));
        kept = over(base, "lora:r=2", Status::Done);
        large = over(base, "lora:r=4", Status::Done);
        waiting = over(base, "lora:r=8", Status::Waiting);
        filledProject(folder / "p.adapterscope", {kept, large, waiting})->finish(kept.id, kept.result, &tuning);
        QObject::connect(&session, &Session::messageRequested,
                         [this](const Message& message) { messages << message.sentence; });
        session.openProject(folder / "p.adapterscope");
        page.resize(1140, 760);
        page.show();
        REQUIRE(becomes([&] { return table().model()->rowCount() == 3; }));
    }
    static RunRecord over(const std::filesystem::path& base, const char* design, Status status) {
        RunRecord run = fabricatedRun(design, 0, 0.8, 100, status);
        run.spec.base = base.string();
        run.spec.baseHash = baseHash(base);
        run.id = runId(run.spec);
        return run;
    }
    QTableView& table() { return named<QTableView>(page, "runTable"); }
    QAction& action() { return *page.findChild<QAction*>("exportRun"); }
    QFileDialog& dialog() { return named<QFileDialog>(page, "exportRunDialog"); }
    void select(const QStringList& ids) {
        table().clearSelection();
        for (int row = 0; row < 3; ++row)
            if (const QModelIndex at = table().model()->index(row, 0);
                ids.contains(at.data(RunTableModel::IdRole).toString()))
                table().selectionModel()->select(at, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    void select(const RunRecord& run) { select(QStringList{QString::fromStdString(run.id)}); }
    /// Names a folder in the dialog that the action opens.
    void nameFolder(const std::filesystem::path& place) {
        action().trigger();
        named<QLineEdit>(dialog(), "fileNameEdit").setText(QString::fromStdString(place.string()));
        QTest::keyClick(&named<QLineEdit>(dialog(), "fileNameEdit"), Qt::Key_Return);
    }
    /// Does so, and waits until it is written or refused.
    void exportInto(const std::filesystem::path& place) {
        nameFolder(place);
        CHECK_FALSE(action().isEnabled());
        CHECK(messages.last() == QString("Exporting the run into %1…").arg(QString::fromStdString(place.string())));
        REQUIRE(becomes([&] { return action().isEnabled(); }, 60000));
    }
};

}  // namespace

TEST_CASE("Archived runs leave table, figure and averages, and come back by undo, by the check or by the filter") {
    Shown shown;
    CHECK_FALSE(shown.action("archiveRuns").isEnabled());
    CHECK_FALSE(named<QCheckBox>(shown.page, "showArchived").isVisible());
    shown.select({0, 7, 14});  // the three seeds of head
    const std::string id = shown.id(0);
    CHECK_FALSE(shown.action("unarchiveRuns").isEnabled());
    shown.action("archiveRuns").trigger();
    REQUIRE(shown.hasRows(18));
    CHECK(shown.designs() == 6);
    CHECK(shown.marks(id).archived);
    CHECK(shown.session.project().requireRun(id).result.status == Status::Done);
    auto& check = named<QCheckBox>(shown.page, "showArchived");
    CHECK(check.isVisible());
    CHECK(check.text() == "Sho&w archived (3)");
    CHECK_FALSE(shown.action("archiveRuns").isEnabled());  // nothing is selected any more

    check.click();
    REQUIRE(shown.hasRows(21));
    CHECK(shown.designs() == 7);
    CHECK(shown.cell(0, RunTableModel::State) == "\u2713 done, archived");
    check.click();
    REQUIRE(shown.hasRows(18));
    auto& filter = named<QLineEdit>(shown.page, "runFilter");
    filter.setText("archived seed=1");
    REQUIRE(shown.hasRows(1));
    filter.clear();
    REQUIRE(shown.hasRows(18));

    CHECK(shown.session.undoStack()->undoText() == "Archive 3 runs");
    shown.session.undoStack()->undo();
    REQUIRE(shown.hasRows(21));
    CHECK_FALSE(shown.marks(id).archived);
    CHECK_FALSE(check.isVisible());
    CHECK(shown.table().selectionModel()->selectedRows().size() == 3);
    CHECK(shown.table().selectionModel()->isRowSelected(7));
    CHECK(shown.plot().selectedRuns().size() == 3);
    CHECK(shown.action("archiveRuns").isEnabled());
    shown.session.undoStack()->redo();
    REQUIRE(shown.hasRows(18));
    check.click();
    REQUIRE(shown.hasRows(21));
    shown.select({0, 1});
    shown.action("unarchiveRuns").trigger();
    CHECK(becomes([&] { return check.text() == "Sho&w archived (2)"; }));
    CHECK(shown.messages.isEmpty());
}

TEST_CASE("Runs that come back by undo are selected in the order that they had") {
    Shown shown;
    QStringList ids;
    for (const int row : {5, 1, 3})
        ids << QString::fromStdString(shown.id(row));
    for (int turn = 0; turn < 3; ++turn) {
        CAPTURE(turn);
        emit shown.session.runsRequested(ids);
        REQUIRE(shown.plot().selectedRuns() == ids);
        shown.action("archiveRuns").trigger();
        REQUIRE(shown.hasRows(18));
        shown.session.undoStack()->undo();
        REQUIRE(shown.hasRows(21));
        CHECK(shown.table().selectionModel()->selectedRows().size() == 3);
        CHECK(shown.plot().selectedRuns() == ids);
        ids.move(0, 2);
    }
}

TEST_CASE("The design of runs is taken to the Design page with its base and task, and can be undone") {
    Shown shown;
    QSignalSpy pages(&shown.page, &Page::pageRequested);
    const Choice before = shown.session.choice();
    shown.select({0, 1});  // two designs
    CHECK_FALSE(shown.action("useDesign").isEnabled());
    shown.select({3, 10});  // two seeds of one
    const RunSpec spec = shown.session.project().requireRun(shown.id(3)).spec;
    REQUIRE(toText(spec.design) == toText(shown.session.project().requireRun(shown.id(10)).spec.design));
    shown.action("useDesign").trigger();
    CHECK(toText(shown.session.design()) == toText(spec.design));
    CHECK(shown.session.choice().base == spec.base);
    CHECK(shown.session.choice().task == spec.task);
    REQUIRE(pages.size() == 1);
    CHECK(pages[0][0].toString() == "design");
    shown.session.undoStack()->undo();
    CHECK(shown.session.choice() == before);

    const QRect cell = shown.table().visualRect(shown.table().model()->index(5, RunTableModel::Label));
    QTest::mouseClick(shown.table().viewport(), Qt::LeftButton, {}, cell.center());
    QTest::mouseDClick(shown.table().viewport(), Qt::LeftButton, {}, cell.center());
    CHECK(toText(shown.session.design()) == toText(shown.session.project().requireRun(shown.id(5)).spec.design));
    CHECK(pages.size() == 2);
}

TEST_CASE("Runs at a rate that the sweep gave have a design with that rate") {
    Shown shown;
    RunSpec spec = shown.session.project().requireRun(shown.id(0)).spec;
    spec.hyperparameters.learningRate = 0.025;
    shown.session.project().addRuns({spec}, {1});
    emit shown.session.runsChanged();
    REQUIRE(shown.hasRows(22));
    named<QLineEdit>(shown.page, "runFilter").setText("lr=0.025");
    REQUIRE(shown.hasRows(1));
    shown.select({0});
    shown.action("useDesign").trigger();
    CHECK(shown.session.design().learningRate == 0.025);
}

TEST_CASE("A new sweep is asked for from the selected runs") {
    Shown shown;
    QStringList designs;
    QObject::connect(&shown.session, &Session::sweepOfRunsRequested, [&](const std::vector<RunRecord>& runs) {
        for (const RunRecord& run : runs)
            designs << QString::fromStdString(toText(run.spec.design));
    });
    QSignalSpy pages(&shown.page, &Page::pageRequested);
    CHECK_FALSE(shown.action("sweepFromRuns").isEnabled());
    shown.select({0, 2});
    shown.action("sweepFromRuns").trigger();
    CHECK(designs.size() == 2);
    REQUIRE(pages.size() == 1);
    CHECK(pages[0][0].toString() == "sweep");
}

TEST_CASE("A project whose runs are all archived shows where they are") {
    Shown shown;
    shown.table().selectAll();
    shown.action("archiveRuns").trigger();
    REQUIRE(shown.hasRows(0));
    CHECK(shown.plot().figure().whyEmpty.text().find("All runs are archived: Show archived") == 0);
}

TEST_CASE("Tags are given and taken by the menu and completed in the filter") {
    Shown shown;
    shown.select({0, 1});
    CHECK(shown.table().isColumnHidden(RunTableModel::Tags));
    CHECK(shown.tagMenu().actions().size() == 2);  // a line and New Tag
    shown.tagMenu().actions().last()->trigger();
    auto& dialog = named<QInputDialog>(shown.page, "newTagDialog");
    CHECK(dialog.labelText().contains("2 runs"));
    dialog.setTextValue(" paper ");
    dialog.accept();
    REQUIRE(becomes([&] { return shown.cell(1, RunTableModel::Tags) == "paper"; }));
    CHECK_FALSE(shown.table().isColumnHidden(RunTableModel::Tags));
    CHECK(shown.session.undoStack()->undoText() == "Tag 2 runs");
    const std::string first = shown.id(0);
    shown.select({0, 2});
    QAction* tag = shown.tagMenu().actions().first();
    CHECK(tag->text() == "paper");
    CHECK_FALSE(tag->isChecked());  // one of the two lacks it
    tag->trigger();
    REQUIRE(becomes([&] { return shown.cell(2, RunTableModel::Tags) == "paper"; }));
    auto& filter = named<QLineEdit>(shown.page, "runFilter");
    QTest::keyClicks(&filter, "tag:paper");
    REQUIRE(shown.hasRows(3));
    shown.select({0});
    CHECK(shown.tagMenu().actions().first()->isChecked());
    shown.tagMenu().actions().first()->trigger();
    REQUIRE(shown.hasRows(2));
    CHECK(shown.marks(first).tags.empty());
    shown.session.undoStack()->undo();
    REQUIRE(shown.hasRows(3));
}

TEST_CASE("A tag that cannot be one is explained and changes nothing") {
    Shown shown;
    shown.select({0});
    shown.tagMenu().actions().last()->trigger();
    auto& dialog = named<QInputDialog>(shown.page, "newTagDialog");
    dialog.setTextValue("a,b");
    dialog.accept();
    REQUIRE(shown.messages.size() == 1);
    CHECK(shown.messages[0].contains("\"a,b\" cannot be a tag"));
    CHECK(shown.session.undoStack()->count() == 0);
}

TEST_CASE("A note is edited in its place and can be undone") {
    Shown shown;
    shown.select({1});
    const std::string id = shown.id(1);
    shown.action("noteRuns").trigger();
    auto* editor = shown.table().viewport()->findChild<QLineEdit*>();
    REQUIRE(editor);
    QTest::keyClicks(editor, "as in table 2");
    QTest::keyClick(editor, Qt::Key_Return);
    REQUIRE(becomes([&] { return shown.marks(id).note == "as in table 2"; }));
    CHECK(shown.cell(1, RunTableModel::Note) == "as in table 2");
    CHECK(shown.table().model()->index(1, 0).data(Qt::ToolTipRole).toString().contains("Note: as in table 2"));
    shown.session.undoStack()->undo();
    CHECK(shown.marks(id).note.empty());
    REQUIRE(becomes([&] { return shown.cell(1, RunTableModel::Note).isEmpty(); }));
}

TEST_CASE("Several runs get one note by a dialog") {
    Shown shown;
    shown.select({1, 2});
    shown.action("noteRuns").trigger();
    auto& dialog = named<QInputDialog>(shown.page, "noteDialog");
    dialog.setTextValue("warm-up too short");
    dialog.accept();
    REQUIRE(becomes([&] { return shown.cell(2, RunTableModel::Note) == "warm-up too short"; }));
    CHECK(shown.cell(1, RunTableModel::Note) == "warm-up too short");
    CHECK(shown.cell(0, RunTableModel::Note).isEmpty());
}

TEST_CASE("Deleting asks, warns that it is for good, and removes the runs with their curves") {
    Shown shown;
    shown.select({0, 1});
    const std::string id = shown.id(0);
    shown.action("archiveRuns").trigger();  // an undo that will outlive one of its runs
    REQUIRE(shown.hasRows(19));
    shown.session.undoStack()->undo();
    REQUIRE(shown.hasRows(21));
    shown.session.undoStack()->redo();
    REQUIRE(shown.hasRows(19));
    named<QCheckBox>(shown.page, "showArchived").click();
    REQUIRE(shown.hasRows(21));
    shown.select({0});
    shown.table().setFocus();
    shown.action("deleteRuns").trigger();
    {
        auto& box = named<QMessageBox>(shown.page, "deleteRunsDialog");
        CHECK(box.text() == "Delete 1 run with results, curves and trained tensors?");
        CHECK(box.informativeText().startsWith("This cannot be undone."));
        CHECK(box.defaultButton()->text().remove('&') == "Cancel");
        box.button(QMessageBox::Cancel)->click();
    }
    CHECK(shown.session.project().runs().size() == 21);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    shown.action("deleteRuns").trigger();
    for (auto* button : named<QMessageBox>(shown.page, "deleteRunsDialog").buttons())
        if (button->text().remove('&') == "Delete")
            button->click();
    REQUIRE(shown.hasRows(20));
    CHECK_FALSE(shown.session.project().run(id));
    shown.session.undoStack()->undo();  // of the archive, for the other one
    for (const RunRecord& run : shown.session.project().runs())
        CHECK_FALSE(run.marks.archived);
    CHECK(shown.messages.isEmpty());
}

TEST_CASE("A run that is being trained is not deleted, nor are the others selected with it") {
    Shown shown;
    shown.session.project().setStatus(shown.id(1), Status::Running);
    shown.select({0, 1});
    shown.action("deleteRuns").trigger();
    for (auto* button : named<QMessageBox>(shown.page, "deleteRunsDialog").buttons())
        if (button->text().remove('&') == "Delete")
            button->click();
    REQUIRE(shown.messages.size() == 1);
    CHECK(shown.messages[0].contains("is being trained"));
    CHECK(shown.session.project().runs().size() == 21);
}

TEST_CASE("Copied rows have headers, tabs and every digit") {
    Shown shown;
    shown.select({0, 2});
    shown.action("copyRuns").trigger();
    const QStringList lines = QApplication::clipboard()->text().split('\n');
    REQUIRE(lines.size() == 4);  // the last one is empty
    CHECK(lines[0].startsWith("Label\tTrained\tSeed\tStatus\tDev\t"));
    CHECK(lines[1].startsWith(shown.cell(0, RunTableModel::Label) + "\t258\t0\tdone\t"));
    CHECK(lines[1].count('\t') == lines[0].count('\t'));
}

TEST_CASE("A right click on a point of the figure is about its runs") {
    Shown shown;
    const auto& marks = shown.plot().marks();
    for (const PlotMark& mark : marks) {
        if (mark.member >= 0 || at(shown.plot().figure().designs, mark.group).text != "houlsby:m=32")
            continue;
        const QPoint place = shown.plot().pixelOf(mark).toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, shown.plot().mapToGlobal(place));
        QCoreApplication::sendEvent(&shown.plot(), &event);
        break;
    }
    auto& menu = named<QMenu>(shown.page, "runMenu");
    CHECK(menu.isVisible());
    CHECK(shown.table().selectionModel()->selectedRows().size() == 3);
    QSet<QChar> letters;
    for (const QAction* action : menu.actions()) {
        const qsizetype sign = action->text().indexOf('&');
        REQUIRE(sign >= 0);
        CHECK_FALSE(letters.contains(action->text()[sign + 1].toLower()));
        letters.insert(action->text()[sign + 1].toLower());
        CHECK_FALSE(action->toolTip().isEmpty());
    }
    shown.action("archiveRuns").trigger();
    menu.close();
    REQUIRE(shown.hasRows(18));
}

TEST_CASE("In a project that is open read-only runs can be copied and not changed") {
    Shown shown;
    const auto file = shown.session.project().file();
    shown.session.newProject();
    shown.session.lookAt(file);
    REQUIRE(shown.hasRows(21));
    shown.select({0});
    for (const char* name : {"archiveRuns", "unarchiveRuns", "noteRuns", "deleteRuns"}) {
        CAPTURE(name);
        CHECK_FALSE(shown.action(name).isEnabled());
    }
    CHECK_FALSE(named<QMenu>(shown.page, "runTags").menuAction()->isEnabled());
    CHECK(shown.action("copyRuns").isEnabled());
    const auto note = shown.table().model()->index(0, RunTableModel::Note);
    CHECK_FALSE(note.flags().testFlag(Qt::ItemIsEditable));
}

TEST_CASE("What a run trained is exported by an engine into a folder that is named") {
    ExportDesk desk;
    desk.select(desk.kept);
    const std::filesystem::path out = desk.folder / "out";
    desk.exportInto(out);
    CHECK(readFile(out / "adapter_config.json") == "{}");
    CHECK(desk.messages.last() ==
          QString("The trained run is in %1. Written for adapterhub.").arg(QString::fromStdString(out.string())));

    std::filesystem::create_directory(desk.folder / "there");
    writeFile(desk.folder / "there/adapter_config.json", "mine");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    for (const bool agrees : {false, true}) {
        desk.nameFolder(desk.folder / "there");
        CHECK(readFile(desk.folder / "there/adapter_config.json") == "mine");
        auto& box = named<QMessageBox>(desk.page, "replaceDialog");
        CHECK(box.text().startsWith("Replace adapter_config.json in "));
        for (auto* button : box.buttons())
            if ((box.buttonRole(button) == QMessageBox::DestructiveRole) == agrees)
                button->click();
        CHECK(desk.action().isEnabled() != agrees);
        REQUIRE(becomes([&] { return desk.action().isEnabled(); }, 60000));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    CHECK(readFile(desk.folder / "there/adapter_config.json") == "{}");
}

TEST_CASE("An export that the engine refuses is reported and leaves no folder") {
    ExportDesk desk(" --misbehave error:3");
    desk.select(desk.kept);
    desk.exportInto(desk.folder / "out");
    CHECK(desk.messages.last() == "The fake refuses.");
    CHECK_FALSE(std::filesystem::exists(desk.folder / "out"));
}

TEST_CASE("A run that cannot be exported has a reason in the tip of the action") {
    ExportDesk desk;
    const auto tipFor = [&](const RunRecord& run) {
        desk.select(run);
        CHECK_FALSE(desk.action().isEnabled());
        return desk.action().toolTip();
    };
    CHECK(desk.action().toolTip() == "One run at a time is exported: select one.");
    CHECK(tipFor(desk.large).contains("they were above the size limit. Remove it and train it again"));
    CHECK(tipFor(desk.waiting).endsWith("has no trained tensors: it is waiting. Select one that is done."));
    desk.select(desk.kept);
    CHECK(desk.action().isEnabled());
    CHECK(desk.action().toolTip().startsWith("Write what the selected run trained into a folder"));
    desk.select({QString::fromStdString(desk.kept.id), QString::fromStdString(desk.large.id)});
    CHECK_FALSE(desk.action().isEnabled());
}

TEST_CASE("A run over a base that only its project names is not exported before the person agrees") {
    ExportDesk desk({}, false);
    QSignalSpy asked(&desk.session, &Session::agreementWanted);
    desk.select(desk.kept);
    desk.action().trigger();
    CHECK(asked.size() == 1);
    CHECK(desk.page.findChild<QFileDialog*>("exportRunDialog") == nullptr);
}
