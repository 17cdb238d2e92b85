// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QLabel>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <functional>
#include <vector>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/compare/CompareDesk.h"
#include "ui/models/RunTableModel.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The filter governs the table, the figure and its averages") {
    CompareDesk shown;
    QTest::keyClicks(&shown.filter(), "m=8 seed<1");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 1; }));
    CHECK(named<QLabel>(shown.page, "runCount").text() == "1 of 21 runs");
    REQUIRE(shown.plot().figure().designs.size() == 1);
    CHECK(shown.plot().figure().designs[0].design == "houlsby:m=8");
    CHECK(shown.plot().figure().designs[0].estimate.n == 1);
    CHECK(shown.plot().figure().designs[0].estimate.mean == Approx(0.876));
    shown.filter().setText("diver");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 2; }));
    CHECK(shown.plot().figure().whyEmpty == "No run has finished: 2 diverged.");
    shown.filter().setText("houlsby");  // no field: a text in the label and the names
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 9; }));
    CHECK(shown.plot().figure().designs.size() == 3);
    CHECK(shown.plot().figure().designs[0].text == "m=2");
    CHECK(shown.table().model()->index(0, RunTableModel::Label).data() == "m=2");
    shown.filter().setText("nowhere");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 0; }));
    CHECK(shown.plot().figure().whyEmpty == "No run matches the filter.");
    CHECK(shown.filterFault().startsWith("No run has the text \"nowhere\""));
    shown.filter().setText("m=8|9");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 3; }));
    CHECK(shown.filterFault().startsWith("No run has m=9; there are 2, 8"));
    shown.filter().clear();
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 21; }));
    CHECK(shown.filterFault().isEmpty());
    CHECK(shown.plot().figure().designs.size() == 7);
    CHECK(shown.table().model()->index(2, RunTableModel::Label).data() == "houlsby:m=2");
}

TEST_CASE("Esc clears the filter and only closes the list of its completions") {
    CompareDesk shown;
    shown.filter().setText("m=8 seed<1");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 1; }));
    QTest::keyClick(&shown.filter(), Qt::Key_Escape);
    CHECK(shown.filter().text().isEmpty());
    CHECK(becomes([&] { return shown.table().model()->rowCount() == 21; }));
    // With nothing to clear the key is the window's: it ends a presentation.
    CHECK_FALSE(takes(shown.filter(), Qt::NoModifier, Qt::Key_Escape));
    QTest::keyClicks(&shown.filter(), "div");
    QAbstractItemView& list = *shown.filter().completer()->popup();
    REQUIRE(list.isVisible());
    QTest::keyClick(&list, Qt::Key_Escape);
    CHECK_FALSE(list.isVisible());
    CHECK(shown.filter().text() == "div");
}

TEST_CASE("A filter by score does not change how many rates a design was given") {
    std::vector<RunRecord> runs;
    for (const auto& [rate, dev] : {std::pair(0.001, 0.8), std::pair(0.003, 0.7), std::pair(0.1, 0.4)}) {
        runs.push_back(fabricatedRun("head", 0, dev, 258));
        runs.back().spec.hyperparameters.learningRate = rate;
        runs.back().id = runId(runs.back().spec);
        runs.back().group = groupId(runs.back().spec);
    }
    CompareDesk shown(runs);
    shown.filter().setText("dev>0.5");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 2; }));
    CHECK(shown.table().model()->index(0, RunTableModel::RatesTried).data().toInt() == 3);
    CHECK(shown.plot().figure().ratesName() == "3 learning rates tried for each");
}

TEST_CASE("A filter that cannot be read is explained beside the box and the last one stays in effect") {
    CompareDesk shown;
    shown.filter().setText("m=8");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 3; }));
    CHECK(shown.filterFault().isEmpty());
    shown.filter().setText("m=8 dev>");
    REQUIRE(becomes([&] { return !shown.filterFault().isEmpty(); }));
    CHECK(shown.filterFault().startsWith("\"dev>\" is not a filter condition: write a field"));
    CHECK(shown.table().model()->rowCount() == 3);
    CHECK(shown.plot().figure().designs.size() == 1);
    shown.filter().setText("m=8 bach=32");
    REQUIRE(becomes([&] { return shown.filterFault().contains("\"bach\""); }));
    CHECK(shown.filterFault().contains("Did you mean \"batch\"?"));
    CHECK(shown.filterFault().endsWith("Until the filter is complete, the runs of m=8 are shown."));
    CHECK(shown.table().model()->rowCount() == 3);
    shown.filter().setText("m=8 batch=32 seed=1");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 1; }));
    CHECK(shown.filterFault().isEmpty());
}

TEST_CASE("A word that is being typed empties nothing and is no error until the person pauses or leaves the box") {
    CompareDesk shown;
    const auto rows = [&] { return shown.table().model()->rowCount(); };
    QTest::keyClicks(&shown.filter(), "done m=8");
    REQUIRE(becomes([&] { return rows() == 2; }));
    int least = rows();
    const QObject listener;
    QObject::connect(shown.table().model(), &QAbstractItemModel::rowsRemoved, &listener,
                     [&] { least = std::min(least, rows()); });
    shown.filter().setText("done");
    REQUIRE(becomes([&] { return rows() > 2; }));
    const int done = rows();
    for (const char* unfinished : {" task=senti", " lr>", " bat"}) {
        CAPTURE(unfinished);
        shown.filter().setText("done");
        REQUIRE(becomes([&] { return rows() == done && shown.filterFault().isEmpty(); }));
        least = done;
        QTest::keyClicks(&shown.filter(), unfinished);
        REQUIRE(becomes([&] { return !shown.filterFault().isEmpty(); }));  // after a pause
        CHECK(rows() == done);
        CHECK(least == done);
        CHECK(shown.filterFault().endsWith("Until the filter is complete, the runs of done are shown."));
    }
    // Who ends the filter with Enter means it.
    QTest::keyClick(&shown.filter(), Qt::Key_Return);
    REQUIRE(becomes([&] { return rows() == 0; }));
    CHECK(shown.filterFault().startsWith("No run has the text \"bat\""));
    QTest::keyClicks(&shown.filter(), "ch=32");
    REQUIRE(becomes([&] { return rows() == done; }));
    CHECK(shown.filterFault().isEmpty());
}

TEST_CASE("The beginning of a known word is not looked for as a text until the person ends it") {
    CompareDesk shown;
    const auto rows = [&] { return shown.table().model()->rowCount(); };
    const auto leave = [&] {
        shown.filter().completer()->popup()->hide();  // as the Tab key does first
        QFocusEvent left(QEvent::FocusOut, Qt::TabFocusReason);
        QCoreApplication::sendEvent(&shown.filter(), &left);
    };
    const std::vector<std::function<void()>> ends = {[&] { QTest::keyClick(&shown.filter(), Qt::Key_Return); }, leave,
                                                     [&] { QTest::keyClicks(&shown.filter(), " "); },
                                                     [&] { QTest::keyClicks(&shown.filter(), "ged"); }};
    for (const auto& end : ends) {
        shown.filter().setText({});
        REQUIRE(becomes([&] { return rows() == 21 && shown.filterFault().isEmpty(); }));
        QTest::keyClicks(&shown.filter(), "diver");
        REQUIRE(becomes([&] { return !shown.filterFault().isEmpty(); }));  // after a pause
        CHECK(shown.filterFault() == "Until the filter is complete, all runs are shown.");
        CHECK(rows() == 21);
        end();
        REQUIRE(becomes([&] { return rows() == 2; }));
        CHECK(shown.filterFault().isEmpty());
    }
    // "sentiment" has it, but `seed=1` begins like that.
    shown.filter().setText("m=8");
    REQUIRE(becomes([&] { return rows() == 3; }));
    QTest::keyClicks(&shown.filter(), " se");
    REQUIRE(becomes([&] { return !shown.filterFault().isEmpty(); }));
    CHECK(shown.filterFault() == "Until the filter is complete, the runs of m=8 are shown.");
    QTest::keyClicks(&shown.filter(), "ed=1");
    REQUIRE(becomes([&] { return rows() == 1; }));
}

TEST_CASE("What is wrong with a filter moves nothing and is whole in the tool tip and for screen readers") {
    CompareDesk shown;
    auto& line = named<FaultLine>(shown.page, "filterFault");
    const auto places = [&] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        return std::vector<QRect>{shown.table().geometry(), shown.filter().geometry(), line.geometry(),
                                  named<QLabel>(shown.page, "runCount").geometry(),
                                  named<QToolButton>(shown.page, "runColumns").geometry()};
    };
    const std::vector<QRect> before = places();
    for (const char* wrong : {"foo=3", "m=9", "dev>"}) {
        CAPTURE(wrong);
        shown.filter().setText(wrong);
        REQUIRE(becomes([&] { return shown.filterFault().contains(wrong == std::string("foo=3") ? "foo" : wrong); }));
        CHECK(places() == before);
        CHECK(line.accessibleName() == shown.filterFault());
        CHECK_FALSE(line.toolTip().isEmpty());
    }
    shown.filter().setText("m=8");
    REQUIRE(becomes([&] { return shown.filterFault().isEmpty(); }));
    CHECK(places() == before);
    CHECK(line.toolTip().isEmpty());
}

TEST_CASE("A comparison is completed to the values that there are") {
    CompareDesk shown;
    QTest::keyClicks(&shown.filter(), "m>");
    CHECK(shown.completions().contains("m>=8"));
}

TEST_CASE("The filter completes the word at the cursor to what the project has") {
    CompareDesk shown;
    QTest::keyClicks(&shown.filter(), "done m");
    CHECK(shown.completions().contains("done m=8"));
    CHECK(shown.completions().contains("done method=houlsby"));
    CHECK_FALSE(shown.completions().contains("done done"));
    QTest::keyClicks(&shown.filter(), "=8");
    CHECK(shown.completions().isEmpty());  // nothing to add
    QTest::keyClicks(&shown.filter(), " ");
    CHECK(shown.completions().isEmpty());
    shown.filter().clear();
    QTest::keyClicks(&shown.filter(), "seed=1");
    shown.filter().home(false);
    QTest::keyClicks(&shown.filter(), " ");
    shown.filter().home(false);
    QTest::keyClicks(&shown.filter(), "DIV");
    CHECK(shown.completions() == QStringList{"diverged seed=1"});
}

TEST_CASE("Settings that do not vary among the runs shown have no column unless the person asks for it") {
    const auto rates = [] {
        std::vector<RunRecord> runs;
        for (const double rate : {0.001, 0.01})
            for (const int batch : {16, 32}) {
                RunRecord run = fabricatedRun("houlsby:m=8", 0, 0.8, 20050);
                run.spec.hyperparameters.learningRate = rate;
                run.spec.hyperparameters.batch = batch;
                run.id = runId(run.spec);
                runs.push_back(run);
            }
        return runs;
    };
    CompareDesk shown(rates());
    const auto isShown = [&](RunTableModel::Column column) { return !shown.table().isColumnHidden(column); };
    CHECK(isShown(RunTableModel::Label));
    CHECK(shown.table().model()->index(0, RunTableModel::Label).data() == "lr 1e-3, batch 16");
    CHECK(isShown(RunTableModel::LearningRate));
    CHECK(isShown(RunTableModel::Batch));
    CHECK_FALSE(isShown(RunTableModel::Epochs));
    CHECK_FALSE(isShown(RunTableModel::Task));
    CHECK_FALSE(isShown(RunTableModel::Base));
    shown.filter().setText("batch=16");
    REQUIRE(becomes([&] { return !isShown(RunTableModel::Batch); }));
    CHECK(shown.table().model()->index(0, RunTableModel::Label).data() == "lr 1e-3");
    CHECK(isShown(RunTableModel::LearningRate));
    QAction* epochs = shown.table().horizontalHeader()->actions()[RunTableModel::Epochs];
    CHECK_FALSE(epochs->isChecked());
    epochs->trigger();
    CHECK(isShown(RunTableModel::Epochs));
    shown.filter().clear();
    REQUIRE(becomes([&] { return isShown(RunTableModel::Batch); }));
    CHECK(isShown(RunTableModel::Epochs));
    CompareDesk another(rates());
    CHECK_FALSE(another.table().isColumnHidden(RunTableModel::Epochs));
    another.table().horizontalHeader()->actions()[RunTableModel::Epochs]->trigger();
    CHECK(another.table().isColumnHidden(RunTableModel::Epochs));
}

TEST_CASE("The column of labels is as wide as they are, up to a part of the table, unless a person resizes it") {
    std::vector<RunRecord> runs{fabricatedRun("head", 0, 0.6, 258)};
    for (const char* setting : {"m=8,sigma=0", "m=8,sigma=0.001", "m=16,sigma=0.25"})
        for (const char* skip : {"on", "off"})
            runs.push_back(fabricatedRun(
                std::string("houlsby:") + setting + ",skip=" + skip + ",layernorm=none,activation=relu,lr=3e-3", 0, 0.8,
                20050));
    CompareDesk shown(runs);
    QTableView& table = shown.table();
    const auto widest = [&] {
        int width = 0;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            width = std::max(width, table.fontMetrics().horizontalAdvance(
                                        table.model()->index(row, RunTableModel::Label).data().toString()));
        return width;
    };
    const auto least = [&] { return 30 * table.fontMetrics().horizontalAdvance('0'); };
    REQUIRE(widest() > least());
    CHECK(table.columnWidth(RunTableModel::Label) >= widest() + 2);
    QFont large = shown.page.font();
    large.setPointSizeF(3 * large.pointSizeF());
    shown.page.setFont(large);
    CHECK(table.columnWidth(RunTableModel::Label) <= std::max(least(), table.width() * 2 / 3));
    table.setColumnWidth(RunTableModel::Label, 120);
    shown.page.resize(shown.page.width() + 100, shown.page.height());
    shown.filter().setText("head");
    REQUIRE(becomes([&] { return table.model()->rowCount() == 1; }));
    CHECK(table.columnWidth(RunTableModel::Label) == 120);
}

TEST_CASE("The column of reasons is there only while a run has one") {
    auto runs = fabricatedSweep();
    std::erase_if(runs, [](const RunRecord& run) { return run.result.status == Status::Diverged; });
    CompareDesk shown(runs);
    CHECK(shown.table().isColumnHidden(RunTableModel::Reason));
    CHECK_FALSE(shown.table().isColumnHidden(RunTableModel::Seconds));
    CHECK_FALSE(shown.table().horizontalScrollBar()->isVisible());
    fill(shown.session.project(), {fabricatedRun("houlsby:m=4", 0, 0, 12000, Status::Diverged)});
    emit shown.session.runsChanged();
    REQUIRE(becomes([&] { return !shown.table().isColumnHidden(RunTableModel::Reason); }));
    const QString reason = fabricatedRun("head", 0, 0, 258, Status::Diverged).result.message.text().c_str();
    CHECK(shown.table().columnWidth(RunTableModel::Reason) > shown.table().fontMetrics().horizontalAdvance(reason));
    // Those who do not ask for it do not get it.
    QAction* wanted = named<QToolButton>(shown.page, "runColumns").menu()->actions()[RunTableModel::Reason];
    CHECK(wanted->isChecked());
    wanted->setChecked(false);
    CHECK(shown.table().isColumnHidden(RunTableModel::Reason));
    wanted->setChecked(true);
    CHECK_FALSE(shown.table().isColumnHidden(RunTableModel::Reason));
}

TEST_CASE("Runs stay selected in the table when others are deleted while another page is shown") {
    CompareDesk shown;
    shown.table().selectRow(2);
    const QStringList runs = shown.plot().selectedRuns();
    REQUIRE(runs.size() == 1);
    shown.page.hide();
    shown.session.project().remove({shown.session.project().runs().front().id});
    emit shown.session.runsChanged();
    shown.page.show();
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 20; }));
    CHECK(shown.table().selectionModel()->selectedRows().size() == 1);
    CHECK(shown.table().currentIndex().row() == 1);
    CHECK(shown.plot().selectedRuns() == runs);
}
