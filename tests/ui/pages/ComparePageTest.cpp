// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <set>

#include "core/common/Error.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/Sweep.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/look/At.h"
#include "ui/models/RunTableModel.h"
#include "ui/pages/ComparePage.h"
#include "ui/plots/BudgetPlot.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/RemarkLabel.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The page over a project with these runs, shown and loaded.
struct Shown {
    TempFolder folder;
    Session session;
    ComparePage page{session};

    explicit Shown(const std::vector<RunRecord>& runs = fabricatedSweep()) {
        filledProject(folder / "p.adapterscope", runs);
        session.openProject(folder / "p.adapterscope");
        page.resize(1140, 760);
        page.show();
        REQUIRE(becomes([&] { return std::ssize(withoutPilots(runs)) <= table().model()->rowCount(); }));
    }
    BudgetPlot& plot() { return named<BudgetPlot>(page, "budgetPlot"); }
    QTableView& table() { return named<QTableView>(page, "runTable"); }
    QString details() {
        const QString numbers = named<QLabel>(page, "designDetailsText").text();
        return named<QWidget>(page, "designDetails").findChild<QLabel*>()->text() +
               QString(numbers).replace(QChar::Nbsp, QLatin1Char(' '));
    }
    QLineEdit& filter() { return named<QLineEdit>(page, "runFilter"); }
    QString filterFault() { return named<FindingLabel>(page, "filterFault").text(); }
    QStringList completions() {
        QStringList words;
        for (int row = 0; row < filter().completer()->completionCount(); ++row) {
            filter().completer()->setCurrentRow(row);
            words << filter().completer()->currentCompletion();
        }
        return words;
    }
    void click(const std::string& design) {
        for (const auto& mark : plot().marks())
            if (mark.member < 0 && at(plot().figure().designs, mark.group).text == design)
                QTest::mouseClick(&plot(), Qt::LeftButton, {}, plot().pixelOf(mark).toPoint());
    }
};

}  // namespace

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
    Shown shown;
    shown.click("houlsby:m=32");
    CHECK(shown.table().selectionModel()->selectedRows().size() == 3);
    CHECK(shown.details().contains("houlsby:m=32"));
    CHECK(shown.details().contains("0.9000 (n = 3)"));
    CHECK(shown.details().contains("69,394"));
    // Seeds 0, 1, 2 differ from full fine-tuning by exactly one point each.
    CHECK(shown.details().contains("\u22121.00 points (n = 3)"));
    CHECK(shown.details().contains("undecided"));
}

TEST_CASE("Another selection shows the details from their title on") {
    Shown shown;
    shown.click("houlsby:m=32");
    shown.page.resize(900, 480);
    auto* inside = named<QWidget>(shown.page, "designDetails").parentWidget();
    auto& bar = *dynamic_cast<QScrollArea&>(*inside->parentWidget()).verticalScrollBar();
    REQUIRE(becomes([&] { return bar.maximum() > 0; }));
    bar.setValue(bar.maximum());
    shown.table().selectRow(2);
    CHECK(bar.value() == 0);
}

TEST_CASE("A row that is selected is marked in the plot") {
    Shown shown;
    shown.table().selectRow(2);
    CHECK(shown.plot().selectedRuns().size() == 1);
    CHECK(shown.details().contains("houlsby:m=2"));
    CHECK(shown.details().contains("Diverged"));
}

TEST_CASE("Test scores and the standard error are one switch away") {
    Shown shown;
    named<QComboBox>(shown.page, "scoreChooser").setCurrentIndex(1);
    CHECK(shown.plot().figure().split == "test");
    CHECK(shown.plot().yAxis->label() == "Accuracy on test");
    named<QComboBox>(shown.page, "intervalChooser").setCurrentIndex(1);
    CHECK(shown.plot().figure().intervalName() == "mean, \u00b1 1 standard error of seeds and rows, n = 2 to 3");
}

TEST_CASE("The filter governs the table, the figure and its averages") {
    Shown shown;
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
    Shown shown;
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
    Shown shown(runs);
    shown.filter().setText("dev>0.5");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 2; }));
    CHECK(shown.table().model()->index(0, RunTableModel::RatesTried).data().toInt() == 3);
    CHECK(shown.plot().figure().ratesName() == "3 learning rates tried for each");
}

TEST_CASE("A filter that cannot be read is explained beside the box and the last one stays in effect") {
    Shown shown;
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
    CHECK(shown.filterFault().endsWith("Did you mean \"batch\"?"));
    CHECK(shown.table().model()->rowCount() == 3);
    shown.filter().setText("m=8 batch=32 seed=1");
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 1; }));
    CHECK(shown.filterFault().isEmpty());
}

TEST_CASE("The filter completes the word at the cursor to what the project has") {
    Shown shown;
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
    Shown shown(rates());
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
    Shown another(rates());
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
    Shown shown(runs);
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
    Shown shown(runs);
    CHECK(shown.table().isColumnHidden(RunTableModel::Reason));
    CHECK_FALSE(shown.table().isColumnHidden(RunTableModel::Seconds));
    CHECK_FALSE(shown.table().horizontalScrollBar()->isVisible());
    fill(shown.session.project(), {fabricatedRun("houlsby:m=4", 0, 0, 12000, Status::Diverged)});
    emit shown.session.runsChanged();
    REQUIRE(becomes([&] { return !shown.table().isColumnHidden(RunTableModel::Reason); }));
    // Those who do not ask for it do not get it.
    QAction* wanted = named<QToolButton>(shown.page, "runColumns").menu()->actions()[RunTableModel::Reason];
    CHECK(wanted->isChecked());
    wanted->setChecked(false);
    CHECK(shown.table().isColumnHidden(RunTableModel::Reason));
    wanted->setChecked(true);
    CHECK_FALSE(shown.table().isColumnHidden(RunTableModel::Reason));
}

TEST_CASE("A reference of one's own takes the place of full fine-tuning") {
    Shown shown;
    shown.click("layernorm");
    QTest::mouseClick(&named<QPushButton>(shown.page, "pinReference"), Qt::LeftButton);
    shown.click("houlsby:m=32");
    CHECK(shown.details().contains("Against layernorm, by seed"));
    CHECK(shown.details().contains("+10.00 points (n = 3)"));
    CHECK(shown.details().contains("better"));
}

TEST_CASE("Figure and table go into files") {
    Shown shown;
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
    Shown shown(fabricatedSweep());
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

TEST_CASE("A run that ends appears in plot and table") {
    Shown shown;
    fill(shown.session.project(), {fabricatedRun("full", 3, 0.95, 4752514)});
    emit shown.session.runsChanged();
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 22; }));
    CHECK(shown.plot().figure().designs.back().seeds.size() == 4);
}

TEST_CASE("Two seeds, and few rows, get no verdict but what would decide it") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const double dev = 0.8 + 0.02 * static_cast<double>(seed * seed);
        runs.push_back(fabricatedRun("full", seed, dev, 4752514));
        runs.push_back(fabricatedRun("houlsby:m=8", seed, dev - 0.025, 20050));  // the same difference on every seed
        if (seed < 2)
            runs.push_back(fabricatedRun("head", seed, dev - 0.1 * static_cast<double>(seed + 1), 258));
    }
    Shown shown(runs);
    shown.click("houlsby:m=8");
    CHECK(shown.details().contains("houlsby:m=8"));
    CHECK(shown.details().contains("\u22122.50 points (n = 3)"));
    CHECK_FALSE(shown.details().contains("\u22122.50 to"));
    CHECK(shown.details().contains("rows of dev would decide it; more seeds alone would not"));
    CHECK_FALSE(named<QPushButton>(shown.page, "moreSeeds").isVisible());
    CHECK_FALSE(shown.details().contains("worse"));
    shown.click("head");
    CHECK(shown.details().contains("Verdict: undecided; "));
    CHECK(shown.details().contains("more seeds would decide it"));
    for (const auto& design : shown.plot().figure().designs)
        CHECK(design.front != FrontState::Dominated);
}

TEST_CASE("What keeps a design off the front is stated without advice that its verdict may contradict") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const double dev = 0.8 + 0.02 * static_cast<double>(seed * seed);
        runs.push_back(fabricatedRun("full", seed, dev, 4752514));
        runs.push_back(fabricatedRun("houlsby:m=8", seed, dev - 0.025, 20050));
        runs.push_back(fabricatedRun("head", seed, dev, 258));
    }
    Shown shown(runs);
    shown.click("houlsby:m=8");
    CHECK(
        shown.details().contains("Pareto front: undecided; a design that costs no more has a mean at least as high, "
                                 "but is not surely better"));
    CHECK(shown.details().contains("more seeds alone would not"));
    CHECK_FALSE(shown.details().contains("seeds are needed"));
}

TEST_CASE("Why an interval of two seeds that excludes 0 decides nothing is stated with the verdict") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        runs.push_back(fabricatedRun("full", seed, 0.801, 4752514));
        runs.push_back(fabricatedRun("head", seed, 0.601, 258));
    }
    Shown shown(runs);
    shown.click("head");
    CHECK(shown.details().contains(
        "undecided; two seeds may be alike by chance, so a verdict needs at least 3 seeds in common; "));
}

TEST_CASE("A button adds the seeds that would decide a difference") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {  // on 1,000 rows, by their scores
        runs.push_back(fabricatedRun("full", seed, 0.801, 4752514));
        runs.push_back(fabricatedRun("head", seed, 0.6 + 0.05 * static_cast<double>(seed), 258));
    }
    Shown shown(runs);
    auto& button = named<QPushButton>(shown.page, "moreSeeds");
    CHECK_FALSE(button.isVisible());
    shown.click("head");
    REQUIRE(button.isVisible());
    const auto found = QRegularExpression("^&Add (\\d+) Seeds? \\((\\d+) runs\\)$").match(button.text());
    INFO(button.text().toStdString());
    REQUIRE(found.hasMatch());
    const int seeds = found.captured(1).toInt(), added = found.captured(2).toInt();
    CHECK(added == 2 * seeds);
    CHECK(shown.details().contains(QStringLiteral("%1 more seed").arg(seeds)));
    Message message;
    int planned = 0;
    QObject::connect(&shown.session, &Session::messageRequested, [&](const Message& said) { message = said; });
    QObject::connect(&shown.session, &Session::runsPlanned, [&] { ++planned; });
    QTest::mouseClick(&button, Qt::LeftButton);
    CHECK(planned == 1);
    CHECK(message.sentence == QStringLiteral("Added %1 runs to the sweep.").arg(added));
    const auto pending = shown.session.project().pending();
    CHECK(static_cast<int>(pending.size()) == added);
    for (const std::string& id : pending)
        CHECK(shown.session.project().requireRun(id).spec.seed >= 2);
    // They wait: nothing more is to be added until they have ended.
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 4 + added; }));
    CHECK_FALSE(button.isVisible());
    std::set<std::string> wanted;
    QObject::connect(&shown.session, &Session::trainingRequested,
                     [&](const std::set<std::string>& ids) { wanted = ids; });
    message.act();
    CHECK(wanted == std::set<std::string>(pending.begin(), pending.end()));
}

TEST_CASE("Nothing moves when the button that adds seeds appears") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        runs.push_back(fabricatedRun("full", seed, 0.801, 4752514));
        runs.push_back(fabricatedRun("head", seed, 0.6 + 0.05 * static_cast<double>(seed), 258));
    }
    const auto settle = [] {  // layouts pass a change on to the next level once a round
        for (int round = 0; round < 8; ++round)
            QCoreApplication::processEvents();
    };
    Shown shown(runs);
    auto& button = named<QPushButton>(shown.page, "moreSeeds");
    shown.click("full");
    settle();
    REQUIRE_FALSE(button.isVisible());
    const QRect place(shown.plot().mapTo(&shown.page, QPoint()), shown.plot().size());
    shown.click("head");
    settle();
    REQUIRE(button.isVisible());
    CHECK(QRect(shown.plot().mapTo(&shown.page, QPoint()), shown.plot().size()) == place);
    // Only layouts from here on: what is read meanwhile adds lines.
    const auto layOut = [] {
        for (int round = 0; round < 8; ++round)
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    };
    const QWidget& card = named<QWidget>(shown.page, "designDetails");
    layOut();
    const int height = card.sizeHint().height();
    button.hide();
    layOut();
    CHECK(card.sizeHint().height() == height);
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
    Shown shown(runs);
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
    CHECK(boldRows() == "0.01 0.01 0.01");  // the design's at its best rate, and head's
    named<QCheckBox>(shown.page, "bestRate").setChecked(false);
    CHECK(becomes([&] { return boldRows().isEmpty(); }));
    named<QCheckBox>(shown.page, "bestRate").setChecked(true);
    REQUIRE(becomes([&] { return shown.plot().figure().designs.size() == 2; }));
    shown.click("houlsby:m=8, lr 1e-2");  // as in the table, which lists the other rates, too
    CHECK(shown.details().contains("0.01"));
    CHECK(shown.details().contains("the best of 3 on dev"));
}

TEST_CASE("What the figure shows, and how, comes back with its project") {
    Shown shown;
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
    Shown shown;
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
    Shown shown;
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

TEST_CASE("Runs stay selected in the table when others are deleted while another page is shown") {
    Shown shown;
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
    Shown shown(runs);
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

TEST_CASE("What was noticed about a design's runs is shown with its numbers") {
    Shown shown;
    auto& remarks = named<RemarkLabel>(shown.page, "designRemarks");
    shown.click("full");
    CHECK_FALSE(remarks.isVisible());
    std::vector<PlannedRun> planned;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        PlannedRun& run = planned.emplace_back();
        run.spec = fabricatedRun("full", seed, 0.9, 4752514).spec;
        run.remarks = {{"reviews", "line 3: refused."}};
    }
    CHECK(shown.session.project().addRuns(planned) == 0);
    emit shown.session.runsChanged();
    REQUIRE(becomes([&] { return remarks.isVisible(); }));
    CHECK(remarks.remarks() == QStringList{"reviews: line 3: refused."});
    const auto& model = *shown.table().model();
    QStringList tips;
    for (int row = 0; row < model.rowCount(); ++row)
        tips << model.index(row, 0).data(Qt::ToolTipRole).toString();
    CHECK(tips.filter("reviews: line 3: refused.").size() == 3);
}

TEST_CASE("The axis of the figure can be a setting that varies") {
    Shown shown;
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
    Shown shown(runs);
    auto& axis = named<QComboBox>(shown.page, "axisChooser");
    for (const char* cost : {"stored", "bytes", "percent", "multiply_adds", "seconds"})
        CHECK(axis.findData(cost) > 0);
    axis.setFocus();
    QTest::keyClick(&axis, Qt::Key_Down);
    REQUIRE(becomes([&] { return shown.plot().figure().by == "stored"; }));
    CHECK(axis.currentText() == "By stored parameters");
    CHECK(shown.plot().figure().designs.size() == 7);
    Shown old;  // of an earlier version
    CHECK(named<QComboBox>(old.page, "axisChooser").findData("stored") < 0);
}

TEST_CASE("Every list, box and button of the Compare page without a key of its own has an Alt letter") {
    Shown shown;
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
    Shown shown;
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
    Shown shown(std::vector<RunRecord>{runs.begin(), runs.begin() + 21});
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
