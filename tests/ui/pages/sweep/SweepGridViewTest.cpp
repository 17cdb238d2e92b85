// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/sweep/SweepDesk.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/pages/sweep/SweepGridView.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("What the grid's rows, columns and colours stand for is chosen above it") {
    SweepDesk desk;
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
    SweepDesk desk;
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

TEST_CASE("The cell that the keyboard goes to stays in view when the curves open below the grid") {
    SweepDesk desk;
    std::vector<RunRecord> runs;
    for (int m = 1; m <= 30; ++m)
        runs.push_back(fabricatedRun("houlsby:m=" + std::to_string(m), 0, 0.8, 1000 + m));
    desk.have(runs);
    auto& view = desk.get<QTableView>("sweepGrid");
    auto& curves = *desk.page.findChild<LiveCurves*>();
    view.setFocus();
    REQUIRE(becomes([&] { return view.hasFocus(); }));
    view.selectionModel()->setCurrentIndex(view.model()->index(0, 0), QItemSelectionModel::NoUpdate);
    REQUIRE_FALSE(curves.isVisible());
    QTest::keyClick(&view, Qt::Key_PageDown);
    REQUIRE(view.currentIndex().row() > 2);
    REQUIRE(becomes([&] { return curves.isVisible() && curves.height() > 100; }));
    for (int round = 0; round < 8; ++round)
        QCoreApplication::processEvents();
    CHECK(view.viewport()->rect().contains(view.visualRect(view.currentIndex())));
}

TEST_CASE("The grid's menu offers what the run table's does, by the menu key too, and the counts follow") {
    SweepDesk desk;
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
