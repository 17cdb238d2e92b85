// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <set>

#include "core/common/Error.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/compare/CompareDesk.h"
#include "ui/models/RunTableModel.h"
#include "ui/pages/ComparePage.h"
#include "ui/plots/BudgetPlot.h"
#include "ui/plots/PlotStyle.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A project without runs leads on to the sweep") {
    Session session;
    ComparePage page(session);
    page.show();
    REQUIRE(becomes([&] { return page.isLoaded(); }));
    QString wanted;
    QObject::connect(&page, &Page::pageRequested, [&](const QString& key) { wanted = key; });
    QTest::mouseClick(&named<QPushButton>(page, "emptyStateAction"), Qt::LeftButton);
    CHECK(wanted == "sweep");
}

TEST_CASE("A click on a point selects its rows and shows its numbers") {
    CompareDesk shown;
    shown.click("houlsby:m=32");
    CHECK(shown.table().selectionModel()->selectedRows().size() == 3);
    CHECK(shown.details().contains("houlsby:m=32"));
    CHECK(shown.details().contains("0.9000 (n = 3)"));
    CHECK(shown.details().contains("69,394"));
    // Seeds 0, 1, 2 differ from full fine-tuning by exactly one point each.
    CHECK(shown.details().contains("\u22121.00 points (n = 3)"));
    CHECK(shown.details().contains("undecided"));
}

TEST_CASE("A row that is selected is marked in the plot") {
    CompareDesk shown;
    shown.table().selectRow(2);
    CHECK(shown.plot().selectedRuns().size() == 1);
    CHECK(shown.details().contains("houlsby:m=2"));
    CHECK(shown.details().contains("Diverged"));
}

TEST_CASE("Test scores and the standard error are one switch away") {
    CompareDesk shown;
    named<QComboBox>(shown.page, "scoreChooser").setCurrentIndex(1);
    CHECK(shown.plot().figure().split == "test");
    CHECK(shown.plot().yAxis->label() == "Accuracy on test");
    named<QComboBox>(shown.page, "intervalChooser").setCurrentIndex(1);
    CHECK(shown.plot().figure().intervalName() == "mean, \u00b1 1 standard error of seeds and rows, n = 2 to 3");
}

TEST_CASE("A reference of one's own takes the place of full fine-tuning") {
    CompareDesk shown;
    shown.click("layernorm");
    QTest::mouseClick(&named<QPushButton>(shown.page, "pinReference"), Qt::LeftButton);
    shown.click("houlsby:m=32");
    CHECK(shown.details().contains("Against layernorm, by seed"));
    CHECK(shown.details().contains("+10.00 points (n = 3)"));
    CHECK(shown.details().contains("better"));
}

TEST_CASE("Figure and table go into files") {
    CompareDesk shown;
    shown.page.exportTo(shown.folder / "figure.pdf");
    CHECK(readFile(shown.folder / "figure.pdf").starts_with("%PDF-"));
    shown.page.exportTo(shown.folder / "figure.png");
    const QImage image(QString::fromStdString((shown.folder / "figure.png").string()));
    CHECK(image.pixelColor(0, 0) == QColor(Qt::white));
    shown.page.exportTo(shown.folder / "figure.svg");
    CHECK(readFile(shown.folder / "figure.svg").find("Houlsby adapters") != std::string::npos);
    shown.page.exportTo(shown.folder / "dark.png", {.dark = true});
    const QImage dark(QString::fromStdString((shown.folder / "dark.png").string()));
    CHECK(dark.pixelColor(0, 0) == exportColours(true).background);
    shown.filter().setText("full");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 3; }));
    shown.page.exportTo(shown.folder / "runs.csv");
    const std::string csv = readFile(shown.folder / "runs.csv");
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 4);
    CHECK(csv.find("0.91") != std::string::npos);
    CHECK_THROWS_MATCHES(shown.page.exportTo(shown.folder / "no folder" / "a.pdf"), Error, says("no folder/a.pdf"));
}

TEST_CASE("Runs of several tasks are compared one task at a time") {
    auto runs = fabricatedSweep();
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        RunRecord other = fabricatedRun("full", seed, 0.6, 4752514);
        other.spec.taskName = "topic";
        other.spec.taskHash = "other";
        other.id = runId(other.spec);
        runs.push_back(other);
    }
    CompareDesk shown(fabricatedSweep());
    fill(shown.session.project(), {runs.end() - 2, runs.end()});
    emit shown.session.runsChanged();
    auto& scopes = named<QComboBox>(shown.page, "scopeChooser");
    REQUIRE(becomes([&] { return scopes.count() == 2; }));
    CHECK(scopes.currentText() == "sentiment on builtin");
    scopes.setFocus();
    QTest::keyClick(&scopes, Qt::Key_Down);
    CHECK(scopes.currentText() == "topic on builtin");
    CHECK(shown.plot().figure().designs.size() == 1);
    CHECK(shown.table().model()->rowCount() == 2);
}

TEST_CASE("A filter that leaves fewer tasks moves none of the controls above the figure") {
    RunRecord other = fabricatedRun("full", 0, 0.6, 4752514);
    other.spec.taskName = "topics-of-many-letters";
    other.spec.taskHash = "other";
    other.id = runId(other.spec);
    CompareDesk shown;
    fill(shown.session.project(), {other});
    emit shown.session.runsChanged();
    auto& scopes = named<QComboBox>(shown.page, "scopeChooser");
    REQUIRE(becomes([&] { return scopes.count() == 2; }));
    const auto place = [&] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        return scopes.geometry();
    };
    const QRect before = place();
    named<QLineEdit>(shown.page, "runFilter").setText("task=sentiment");
    REQUIRE(becomes([&] { return scopes.count() == 1; }));
    CHECK(place() == before);
}

TEST_CASE("A run that ends appears in plot and table") {
    CompareDesk shown;
    fill(shown.session.project(), {fabricatedRun("full", 3, 0.95, 4752514)});
    emit shown.session.runsChanged();
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 22; }));
    CHECK(shown.plot().figure().designs.back().seeds.size() == 4);
}

TEST_CASE("The best rate of each design is chosen on dev and shown with the number of those tried") {
    std::vector<RunRecord> runs;
    for (const double rate : {0.001, 0.003, 0.01})
        for (std::uint64_t seed = 0; seed < 2; ++seed) {
            RunRecord run = fabricatedRun("houlsby:m=8", seed, 0.7 + rate + 0.01 * static_cast<double>(seed), 20050);
            run.spec.hyperparameters.learningRate = rate;
            run.id = runId(run.spec);
            runs.push_back(run);
        }
    runs.push_back(fabricatedRun("head", 0, 0.6, 258));
    CompareDesk shown(runs);
    REQUIRE(shown.plot().figure().designs.size() == 4);
    QTest::mouseClick(&named<QCheckBox>(shown.page, "bestRate"), Qt::LeftButton, {}, QPoint(8, 8));
    REQUIRE(becomes([&] { return shown.plot().figure().designs.size() == 2; }));
    CHECK(shown.plot().figure().designs[1].estimate.mean == Approx(0.715));
    CHECK(shown.plot().figure().choiceName() == "each the best of 1 to 3 by dev");
    const auto boldRows = [&] {
        QStringList rates;
        for (int row = 0; row < shown.table().model()->rowCount(); ++row) {
            const QModelIndex cell = shown.table().model()->index(row, RunTableModel::LearningRate);
            if (cell.data(Qt::FontRole).value<QFont>().bold())
                rates << cell.data().toString();
        }
        return rates.join(' ');
    };
    CHECK(shown.table().model()->rowCount() == 7);
    CHECK(boldRows() == "1e-2 1e-2 1e-2");  // the design's at its best rate, and head's
    named<QCheckBox>(shown.page, "bestRate").setChecked(false);
    CHECK(becomes([&] { return boldRows().isEmpty(); }));
    named<QCheckBox>(shown.page, "bestRate").setChecked(true);
    REQUIRE(becomes([&] { return shown.plot().figure().designs.size() == 2; }));
    shown.click("houlsby:m=8, lr 1e-2");  // as in the table, which lists the other rates, too
    CHECK(shown.details().contains("Learning rate: 1e-2"));
    CHECK(shown.details().contains("Mean on test"));
    CHECK(shown.details().contains("the best of 3 on dev"));
}

TEST_CASE("What the figure shows, and how, comes back with its project") {
    CompareDesk shown;
    const auto choose = [&](const char* chooser, const char* key) {
        auto& box = named<QComboBox>(shown.page, chooser);
        box.setCurrentIndex(box.findData(QString::fromLatin1(key)));
        emit box.activated(box.currentIndex());
    };
    const auto chosen = [&](const char* chooser) {
        return named<QComboBox>(shown.page, chooser).currentData().toString();
    };
    auto& bestRate = named<QCheckBox>(shown.page, "bestRate");
    auto& majority = named<QCheckBox>(shown.page, "showMajority");
    choose("axisChooser", "m");
    choose("scoreChooser", "test");
    choose("intervalChooser", "standard_error");
    bestRate.setChecked(true);
    majority.setChecked(false);
    shown.session.newProject();
    choose("axisChooser", "");
    choose("scoreChooser", "dev");
    choose("intervalChooser", "student_t_95");
    bestRate.setChecked(false);
    majority.setChecked(true);
    shown.session.openProject(shown.folder / "p.adapterscope");
    CHECK(bestRate.isChecked());
    CHECK_FALSE(majority.isChecked());
    CHECK(chosen("axisChooser") == "m");
    CHECK(chosen("scoreChooser") == "test");
    CHECK(chosen("intervalChooser") == "standard_error");
    REQUIRE(becomes([&] { return shown.plot().figure().split == "test" && !shown.plot().figure().designs.empty(); }));
    CHECK(named<QComboBox>(shown.page, "axisChooser").currentText() == "By m");
    // Another window shows the same.
    ComparePage other(shown.session);
    CHECK(named<QCheckBox>(other, "bestRate").isChecked());
}

TEST_CASE("The filter and the selected runs come back with their project, whose filter no other one has") {
    CompareDesk shown;
    const auto selected = [&] { return shown.table().selectionModel()->selectedRows().size(); };
    const auto hasRows = [&](int rows) { return becomes([&] { return shown.table().model()->rowCount() == rows; }); };
    shown.filter().setText("m=8 done");
    REQUIRE(hasRows(2));
    shown.table().selectRow(1);
    const QStringList runs = shown.plot().selectedRuns();
    REQUIRE(runs.size() == 1);
    shown.filter().setText("m=8");  // and closed at once
    shown.session.newProject();
    CHECK(shown.filter().text().isEmpty());
    REQUIRE(hasRows(0));
    shown.session.openProject(shown.folder / "p.adapterscope");
    CHECK(shown.filter().text() == "m=8");
    REQUIRE(hasRows(3));
    CHECK(selected() == 1);
    CHECK(shown.plot().selectedRuns() == runs);
    // Another window shows the same runs.
    const ComparePage other(shown.session);
    CHECK(other.findChild<QLineEdit*>("runFilter")->text() == "m=8");
}

TEST_CASE("The order of the runs and the reference come back with their project") {
    CompareDesk shown;
    const auto firstDesign = [&] {
        return shown.table().model()->index(0, RunTableModel::DesignText).data().toString();
    };
    shown.click("layernorm");
    auto& pin = named<QPushButton>(shown.page, "pinReference");
    QTest::mouseClick(&pin, Qt::LeftButton);
    REQUIRE(pin.text() == "Release &Reference");
    shown.table().sortByColumn(RunTableModel::Trained, Qt::DescendingOrder);
    REQUIRE(firstDesign() == "full");
    shown.session.newProject();
    shown.table().sortByColumn(-1, Qt::AscendingOrder);
    shown.session.openProject(shown.folder / "p.adapterscope");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 21; }));
    CHECK(firstDesign() == "full");
    ComparePage other(shown.session);  // another window
    CHECK(named<QTableView>(other, "runTable").horizontalHeader()->sortIndicatorSection() == RunTableModel::Trained);
    other.resize(1140, 760);
    other.show();
    REQUIRE(becomes([&] { return !named<BudgetPlot>(other, "budgetPlot").figure().designs.empty(); }));
    const auto runs = fabricatedSweep();
    const auto selected = std::find_if(runs.begin(), runs.end(), [](const RunRecord& run) {
        return run.spec.design == parseDesign("houlsby:m=32") && run.result.status == Status::Done;
    });
    emit shown.session.runsRequested({QString::fromStdString(selected->id)});
    CHECK(named<QLabel>(other, "designDetailsText").text().contains("Against"));
    CHECK(named<QLabel>(other, "designDetailsText").text().contains("layernorm"));
}

TEST_CASE("Pilots are left out until the filter names them, and unequal tuning is stated") {
    std::vector<RunRecord> runs;
    std::vector<TriedRate> tried;
    for (const double rate : {0.001, 0.003}) {
        RunRecord pilot = fabricatedRun("houlsby:m=8", 0, 0.6, 20050);
        pilot.spec.hyperparameters.learningRate = rate;
        pilot.spec.hyperparameters.epochs = 1;
        pilot.id = runId(pilot.spec);
        pilot.isPilot = true;
        tried.push_back({rate, 0.6, pilot.id});
        runs.push_back(pilot);
    }
    runs.push_back(fabricatedRun("houlsby:m=8", 0, 0.8, 20050));
    runs.back().tried = tried;
    runs.push_back(fabricatedRun("head", 0, 0.6, 258));
    CompareDesk shown(runs);
    CHECK(shown.plot().figure().designs.size() == 2);
    CHECK(shown.table().model()->rowCount() == 2);
    CHECK(shown.plot().figure().ratesName() == "1 to 2 learning rates tried: tuned unequally");
    shown.click("houlsby:m=8");
    CHECK(shown.details().contains("2, chosen by pilots on dev"));
    shown.click("head");
    CHECK(shown.details().contains("1, fewer than others here"));
    shown.filter().setText("pilot");
    REQUIRE(becomes([&] {
        return shown.table().model()->rowCount() == 2 &&
               shown.table().model()->index(0, RunTableModel::State).data().toString().contains("pilot");
    }));
    CHECK(becomes([&] { return shown.plot().figure().designs.size() == 2; }));
}

TEST_CASE("The axis of the figure can be a setting that varies") {
    CompareDesk shown;
    auto& axis = named<QComboBox>(shown.page, "axisChooser");
    REQUIRE(axis.findData("m") > 0);
    axis.setFocus();
    CHECK(axis.currentText() == "By trained parameters");
    QTest::keyClick(&axis, Qt::Key_Down);
    REQUIRE(becomes([&] { return shown.plot().figure().by == "seconds"; }));
    CHECK(axis.currentText() == "By seconds a run");
    CHECK(shown.plot().figure().designs.size() == 7);
    CHECK(shown.plot().xAxis->label() == "Seconds a run (evaluations included)");
    QTest::keyClick(&axis, Qt::Key_Down);
    REQUIRE(becomes([&] { return shown.plot().figure().by == "m"; }));
    CHECK(shown.plot().figure().designs.size() == 3);
    CHECK(shown.plot().xAxis->label() == "m");
    // The choice stays where nothing has that setting.
    shown.filter().setText("full");
    REQUIRE(becomes([&] { return shown.plot().figure().designs.empty(); }));
    CHECK(axis.currentData() == "m");
    CHECK(shown.plot().figure().whyEmpty == "No design here has a number for m.");
    axis.setFocus();
    QTest::keyClick(&axis, Qt::Key_Home);
    REQUIRE(becomes([&] { return shown.plot().figure().designs.size() == 1; }));
}

TEST_CASE("The axis can be a cost that the runs recorded") {
    auto runs = fabricatedSweep();
    for (RunRecord& run : runs)
        if (run.result.status == Status::Done)
            run.result.costs = RunCosts{run.parameters, 4 * run.parameters, 0.1, 100};
    CompareDesk shown(runs);
    auto& axis = named<QComboBox>(shown.page, "axisChooser");
    for (const char* cost : {"stored", "bytes", "percent", "multiply_adds", "seconds"})
        CHECK(axis.findData(cost) > 0);
    axis.setFocus();
    QTest::keyClick(&axis, Qt::Key_Down);
    REQUIRE(becomes([&] { return shown.plot().figure().by == "stored"; }));
    CHECK(axis.currentText() == "By stored parameters");
    CHECK(shown.plot().figure().designs.size() == 7);
    CompareDesk old;  // of an earlier version
    CHECK(named<QComboBox>(old.page, "axisChooser").findData("stored") < 0);
}

TEST_CASE("Every list, box and button of the Compare page without a key of its own has an Alt letter") {
    CompareDesk shown;
    const QList<QLabel*> labels = shown.page.findChildren<QLabel*>();
    for (const QComboBox* chooser : shown.page.findChildren<QComboBox*>()) {
        INFO(chooser->objectName().toStdString());
        CHECK(std::any_of(labels.begin(), labels.end(), [chooser](const QLabel* label) {
            return label->buddy() == chooser && label->text().contains('&');
        }));
    }
    for (const char* button : {"showMajority", "bestRate", "resetZoom", "showArchived", "runColumns", "pinReference"})
        CHECK(named<QAbstractButton>(shown.page, button).text().contains('&'));
}

TEST_CASE("Colours and panels can stand for a setting that varies") {
    CompareDesk shown;
    auto& colours = named<QComboBox>(shown.page, "colourChooser");
    auto& panels = named<QComboBox>(shown.page, "facetChooser");
    CHECK(colours.currentText() == "By method");
    CHECK(panels.currentText() == "One panel");
    CHECK(panels.findData("task") < 0);  // there is one
    REQUIRE(colours.findData("m") > 0);
    colours.setFocus();
    QTest::keyClick(&colours, Qt::Key_End);
    REQUIRE(becomes([&] { return !shown.plot().figure().look.colour.empty(); }));
    CHECK(colours.currentData().toString().toStdString() == shown.plot().figure().look.colour);
    panels.setFocus();
    while (panels.currentData() != "m" && panels.currentIndex() + 1 < panels.count())
        QTest::keyClick(&panels, Qt::Key_Down);
    REQUIRE(becomes([&] { return shown.plot().figure().panels.size() == 3; }));
    CHECK(shown.plot().figure().panels[0].title == "m=2");
    CHECK(shown.plot().figure().withoutPanel == 4);
}

TEST_CASE("Tasks side by side have the runs of each in the table and are compared with none of another") {
    auto runs = fabricatedSweep();
    for (const RunRecord& run : fabricatedSweep()) {
        RunRecord other = run;
        other.spec.taskName = "topic";
        other.spec.taskHash = "other";
        other.id = runId(other.spec);
        runs.push_back(other);
    }
    CompareDesk shown(std::vector<RunRecord>{runs.begin(), runs.begin() + 21});
    fill(shown.session.project(), {runs.begin() + 21, runs.end()});
    emit shown.session.runsChanged();
    auto& panels = named<QComboBox>(shown.page, "facetChooser");
    REQUIRE(becomes([&] { return panels.findData("task") > 0; }));
    CHECK(shown.table().model()->rowCount() == 21);
    panels.setFocus();
    QTest::keyClick(&panels, Qt::Key_Down);
    REQUIRE(becomes([&] { return shown.plot().figure().panels.size() == 2; }));
    CHECK(panels.currentText() == "Tasks side by side");
    CHECK(shown.table().model()->rowCount() == 42);
    CHECK(shown.plot().figure().designs.size() == 14);
    std::set<QString> rows, points;
    for (int row = 0; row < 42; ++row)
        rows.insert(shown.table().model()->index(row, RunTableModel::Label).data().toString());
    for (const auto& design : shown.plot().figure().designs)
        points.insert(QString::fromStdString(design.text));
    CHECK(rows.size() == 14);
    CHECK(rows.contains("houlsby:m=2, topic"));
    CHECK(points == rows);
    shown.page.exportTo(shown.folder / "tasks.svg");
    CHECK(readFile(shown.folder / "tasks.svg").find("Tasks on builtin") != std::string::npos);
}
