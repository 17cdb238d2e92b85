// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "core/experiment/figures/FigureOfScope.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/look/At.h"
#include "ui/plots/BudgetLines.h"
#include "ui/plots/BudgetPlot.h"
#include "ui/plots/IntervalBars.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

BudgetFigure sweepFigure() {
    const auto runs = fabricatedSweep();
    BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
    figure.baseParameters = 4752256;
    figure.majority = 0.5;
    return figure;
}

QStringList legendOf(const QCustomPlot& plot) {
    QStringList names;
    for (int i = 0; i < plot.legend->itemCount(); ++i)
        names << qobject_cast<QCPPlottableLegendItem*>(plot.legend->item(i))->plottable()->name();
    return names;
}

QString plotTexts(const QCustomPlot& plot) {
    QStringList texts;
    for (const auto* element : plot.findChildren<QCPTextElement*>())
        texts << element->text();
    return texts.join('\n');
}

/// Those of the legend that are shown now.
QStringList shownEntries(const QCustomPlot& plot) {
    QStringList names;
    for (int i = 0; i < plot.legend->itemCount(); ++i)
        if (const auto* entry = dynamic_cast<const LegendEntry*>(plot.legend->item(i)); !entry->isLeftOut())
            names << entry->name();
    return names;
}

QVector<QPolygonF> arrowsOf(QCustomPlot& plot) {
    QVector<QPolygonF> arrows;
    for (int i = 0; i < plot.plottableCount(); ++i)
        if (const auto* bars = dynamic_cast<const IntervalBars*>(plot.plottable(i)))
            arrows << bars->arrows();
    return arrows;
}

struct Shown {
    BudgetPlot plot;
    Shown() {
        plot.resize(900, 400);
        plot.setFigure(sweepFigure());
        plot.show();
        plot.replot();
    }
    QPoint pixel(const PlotMark& mark) { return plot.pixelOf(mark).toPoint(); }
    const PlotMark& mean(const std::string& text) {
        return *std::find_if(plot.marks().begin(), plot.marks().end(), [&](const auto& mark) {
            return mark.member < 0 && at(plot.figure().designs, mark.group).text == text;
        });
    }
};

}  // namespace

TEST_CASE("The plot names its series, lines, interval and diverged runs") {
    Shown shown;
    const QStringList legend = legendOf(shown.plot);
    for (const char* name : {"Houlsby adapters", "top", "layernorm", "head", "full", "Pareto front (of the means)",
                             "full fine-tuning, mean 0.910", "majority class 0.500"})
        CHECK(legend.count(name) == 1);
    CHECK(plotTexts(shown.plot).contains("mean, 95 % interval of seeds and rows, n = 2 to 3"));
    CHECK(plotTexts(shown.plot).contains("2 runs diverged (not drawn)"));
    CHECK(plotTexts(shown.plot).contains("sentiment on builtin"));
    CHECK(shown.plot.marks().size() == 7 + 19);
    CHECK(shown.plot.xAxis->scaleType() == QCPAxis::stLogarithmic);
    CHECK(shown.plot.xAxis2->scaleType() == QCPAxis::stLogarithmic);
    CHECK(shown.plot.xAxis2->range().lower == Approx(100 * shown.plot.xAxis->range().lower / 4752256));
    CHECK(shown.plot.yAxis->label() == "Accuracy on dev");
}

TEST_CASE("An axis of a factor has its values for ticks, a line for each setting, and no front") {
    std::vector<RunRecord> runs;
    for (const char* design :
         {"houlsby:m=8,lr=1e-3", "houlsby:m=8,lr=1e-2", "houlsby:m=2,lr=1e-3", "houlsby:m=2,lr=1e-2"})
        runs.push_back(fabricatedRun(design, 0, 0.8, 20050));
    BudgetFigure figure =
        budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "learning_rate");
    figure.baseParameters = 4752256;
    BudgetPlot plot;
    plot.resize(900, 400);
    plot.setFigure(figure);
    plot.show();
    plot.replot();
    CHECK(plot.xAxis->label() == "Learning rate");
    CHECK(plot.xAxis->scaleType() == QCPAxis::stLogarithmic);
    CHECK(plot.xAxis->tickVectorLabels() == QVector<QString>{"1e-3", "1e-2"});
    CHECK(plot.xAxis2->label().isEmpty());
    CHECK(legendOf(plot) == QStringList{"m=2", "m=8"});
    CHECK(plot.marks().size() == 8);
    CHECK(plot.accessibleName() == "Accuracy against learning_rate");
    // And back.
    plot.setFigure(sweepFigure());
    plot.replot();
    CHECK(plot.xAxis->label() == "Trained parameters (head included)");
    CHECK(legendOf(plot).contains("Houlsby adapters"));
    CHECK(legendOf(plot).contains("Pareto front (of the means)"));
    figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "m");
    plot.setFigure(figure);
    plot.replot();
    CHECK(plot.xAxis->label() == "m");
    CHECK(plot.xAxis->scaleType() == QCPAxis::stLinear);
    CHECK(plot.xAxis->range().lower == Approx(1.4));
}

TEST_CASE("Nothing is drawn across the sentence of an empty plot") {
    BudgetPlot plot;
    BudgetFigure figure;
    figure.majority = 0.5;
    figure.whyEmpty = "No run has finished: 3 wait.";
    plot.setFigure(figure);
    CHECK(legendOf(plot).filter("majority").isEmpty());
}

TEST_CASE("A click on a mean selects the runs of its design") {
    Shown shown;
    QSignalSpy selected(&shown.plot, &BudgetPlot::runsSelected);
    QTest::mouseClick(&shown.plot, Qt::LeftButton, {}, shown.pixel(shown.mean("layernorm")));
    REQUIRE(selected.count() == 1);
    CHECK(selected[0][0].toStringList().size() == 3);
    CHECK(shown.plot.selectedRuns() == selected[0][0].toStringList());
    QTest::mouseClick(&shown.plot, Qt::LeftButton, {}, shown.plot.axisRect()->rect().topLeft() + QPoint(3, 3));
    CHECK(selected.count() == 1);
}

TEST_CASE("A click with Ctrl or Shift adds to the selected runs, and with Ctrl takes selected ones away") {
    Shown shown;
    QSignalSpy selected(&shown.plot, &BudgetPlot::runsSelected);
    const auto click = [&](const char* design, Qt::KeyboardModifiers modifiers) {
        QTest::mouseClick(&shown.plot, Qt::LeftButton, modifiers, shown.pixel(shown.mean(design)));
        return shown.plot.selectedRuns().size();
    };
    CHECK(click("layernorm", {}) == 3);
    const QStringList first = shown.plot.selectedRuns();
    CHECK(click("head", Qt::ControlModifier) == 6);
    CHECK(click("full", Qt::ShiftModifier) == 9);
    CHECK(click("full", Qt::ShiftModifier) == 9);
    CHECK(shown.plot.selectedRuns().mid(0, 3) == first);
    CHECK(click("layernorm", Qt::ControlModifier) == 6);
    CHECK_FALSE(shown.plot.selectedRuns().contains(first[0]));
    REQUIRE(selected.count() == 5);
    CHECK(selected.last()[0].toStringList() == shown.plot.selectedRuns());
    CHECK(click("layernorm", {}) == 3);
}

TEST_CASE("Arrow keys move between designs and seeds and Enter selects") {
    Shown shown;
    QSignalSpy selected(&shown.plot, &BudgetPlot::runsSelected);
    shown.plot.setFocus();
    QTest::keyClick(&shown.plot, Qt::Key_Home);
    CHECK(shown.plot.accessibleDescription().startsWith("head\n"));
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    CHECK(shown.plot.accessibleDescription().startsWith("layernorm\naccuracy on dev 0.8000, mean of 3 run"));
    QTest::keyClick(&shown.plot, Qt::Key_Down);
    CHECK(shown.plot.accessibleDescription().contains("seed 0: accuracy on dev 0.7962"));
    QTest::keyClick(&shown.plot, Qt::Key_Return);
    REQUIRE(selected.count() == 1);
    CHECK(selected[0][0].toStringList().size() == 1);
}

TEST_CASE("The pointer over a mark describes it and shows its exact values in a tip") {
    Shown shown;
    const PlotMark mean = shown.mean("layernorm");
    QTest::mouseMove(&shown.plot, shown.pixel(mean));
    REQUIRE(becomes([&] { return shown.plot.accessibleDescription().startsWith("layernorm\n"); }));
    CHECK(QToolTip::text() == shown.plot.describe(mean));
    // From there the arrow keys continue.
    QTest::keyClick(&shown.plot, Qt::Key_Down);
    CHECK(shown.plot.accessibleDescription().contains("seed 0: accuracy on dev 0.7962"));
    CHECK(QToolTip::text() == shown.plot.accessibleDescription());
}

TEST_CASE("Exact values are in a mark's description") {
    Shown shown;
    const QString text = shown.plot.describe(shown.mean("houlsby:m=32"));
    CHECK(text.contains("69,394 trained parameters (1.46 % of the base)"));
    CHECK(text.contains("95 % interval 0.8863 to 0.9122"));
    CHECK(text.contains("Pareto front: on"));
    CHECK(shown.plot.describe(shown.mean("houlsby:m=8")).contains("diverged"));
}

TEST_CASE("An axis of accuracy ends where accuracy ends and a longer interval is marked at its edge") {
    // Two seeds 0.02 apart on 100 rows: Wilson's interval stays below 1, and reaches far below the scores.
    const std::vector<RunRecord> runs{fabricatedRun("head", 0, 0.97, 258), fabricatedRun("head", 1, 0.99, 258),
                                      fabricatedRun("full", 0, 1, 4752514), fabricatedRun("full", 1, 1, 4752514)};
    BudgetPlot plot;
    plot.resize(900, 400);
    plot.setFigure(budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev));
    plot.replot();
    const QCPRange shown = plot.yAxis->range();
    CHECK(shown.upper > 1);
    CHECK(shown.upper < 1 + 0.05 * shown.size());
    // A mark on the bound is fully visible: its radius is 5 pixels.
    CHECK(plot.yAxis->coordToPixel(1) - plot.axisRect()->top() >= 5);

    const auto arrows = arrowsOf(plot);
    REQUIRE(arrows.size() == 1);
    CHECK(arrows[0][0].x() == Approx(plot.xAxis->coordToPixel(258)));
    CHECK(arrows[0][0].y() == Approx(plot.yAxis->coordToPixel(shown.lower)));
    CHECK(plotTexts(plot).contains("arrows: it continues beyond the axis"));
    const auto head = std::find_if(plot.marks().begin(), plot.marks().end(),
                                   [](const PlotMark& mark) { return mark.x == 258 && mark.member < 0; });
    CHECK(plot.describe(*head).contains("95 % interval 0.5157 to 0.9996"));
    // If the whole interval is visible there is nothing to mark.
    plot.yAxis->setRange(0.5, 1.2);
    CHECK(arrowsOf(plot).isEmpty());
    plot.yAxis->setRange(0.97, 0.99);
    CHECK(arrowsOf(plot).size() == 4);  // both ends of both designs
}

TEST_CASE("Every one of two thousand seeds is drawn") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2000; ++seed)
        runs.push_back(fabricatedRun("layernorm", seed, 0.3 + 0.6 * static_cast<double>(seed) / 2000, 2562));
    BudgetPlot plot;
    plot.resize(900, 900);
    plot.setFigure(budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev));
    const QImage image = plot.toPixmap(900, 900).toImage();
    int missing = 0;
    for (const PlotMark& mark : plot.marks()) {
        // The edge of a seed's circle, away from the mean's bar and from the means' marks.
        const QPointF at = plot.pixelOf(mark);
        missing += mark.member >= 0 && image.pixelColor(qRound(at.x()) + 2, qRound(at.y())) == QColor(Qt::white);
    }
    CHECK(missing == 0);
}

TEST_CASE("A double click on the ground shows everything again") {
    Shown shown;
    const QCPRange before = shown.plot.xAxis->range();
    QTest::keyClick(&shown.plot, Qt::Key_Plus);
    CHECK(shown.plot.xAxis->range().upper < before.upper);
    QTest::mouseDClick(&shown.plot, Qt::LeftButton, {}, shown.plot.axisRect()->rect().topLeft() + QPoint(3, 3));
    CHECK(shown.plot.xAxis->range().upper == Approx(before.upper));
}

TEST_CASE("The plot follows a dark palette") {
    Shown shown;
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(30, 30, 30));
    dark.setColor(QPalette::Base, QColor(20, 20, 20));
    dark.setColor(QPalette::WindowText, Qt::white);
    dark.setColor(QPalette::Text, Qt::white);
    shown.plot.setPalette(dark);
    shown.plot.replot();
    CHECK(shown.plot.grab().toImage().pixelColor(2, 2) == QColor(20, 20, 20));
    CHECK(shown.plot.xAxis->labelColor() == QColor(Qt::white));
}

TEST_CASE("A project without finished runs gives an empty plot with the reason") {
    BudgetPlot plot;
    CHECK(plot.accessibleDescription() == "No finished run yet.");
    CHECK(plot.marks().empty());
}

TEST_CASE("Panels share their axes, have titles, and go when they are not wanted") {
    auto runs = fabricatedSweep();
    for (const RunRecord& run : fabricatedSweep()) {
        RunRecord other = run;
        other.spec.taskName = "topic";
        other.spec.taskHash = "other";
        other.id = runId(other.spec);
        runs.push_back(other);
    }
    BudgetPlot plot;
    plot.resize(900, 400);
    plot.show();
    plot.setFigure(
        budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "", {"", "task"}));
    plot.replot();
    REQUIRE(plot.axisRectCount() == 2);
    QCPAxisRect *first = plot.axisRect(0), *second = plot.axisRect(1);
    CHECK(first->axis(QCPAxis::atBottom) == plot.xAxis);
    CHECK(first->axis(QCPAxis::atTop)->label() == "sentiment");
    CHECK(second->axis(QCPAxis::atTop)->label() == "topic");
    CHECK(first->axis(QCPAxis::atLeft)->label() == "Accuracy on dev");
    CHECK(second->axis(QCPAxis::atLeft)->label().isEmpty());  // beside the first
    CHECK(second->left() > first->right());
    CHECK(plot.marks().size() == 52);  // 7 designs and 19 runs in each
    CHECK(legendOf(plot).count("Houlsby adapters") == 1);
    CHECK(legendOf(plot).count("full fine-tuning, mean") == 1);
    second->axis(QCPAxis::atBottom)->setRange(1e3, 1e5);
    CHECK(plot.xAxis->range().lower == Approx(1e3));
    plot.yAxis->setRange(0.5, 0.6);
    CHECK(second->axis(QCPAxis::atLeft)->range().lower == Approx(0.5));
    const auto inSecond = std::find_if(plot.marks().begin(), plot.marks().end(),
                                       [&](const PlotMark& mark) { return mark.rect == second && mark.member < 0; });
    REQUIRE(inSecond != plot.marks().end());
    CHECK(plot.describe(*inSecond).contains(", topic\n"));

    plot.setFigure(sweepFigure());
    plot.replot();
    CHECK(plot.axisRectCount() == 1);
    CHECK(plot.xAxis2->label().startsWith("Percent of the base"));
    CHECK(plot.marks().size() == 7 + 19);
}

TEST_CASE("Panels are of one size, whatever is beside them") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=2", "houlsby:m=8", "houlsby:m=32"})
        runs.push_back(fabricatedRun(design, 0, 0.8, 20050));
    BudgetPlot plot;
    plot.setFigure(
        budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "", {"", "m"}));
    for (const QSize size : {QSize(1400, 400), QSize(700, 700)}) {
        plot.resize(size);
        plot.setViewport(QRect(QPoint(), size));
        plot.replot();
        REQUIRE(plot.axisRectCount() == 3);
        for (int panel = 1; panel < 3; ++panel) {
            CHECK(std::abs(plot.axisRect(panel)->width() - plot.axisRect(0)->width()) <= 1);
            CHECK(std::abs(plot.axisRect(panel)->height() - plot.axisRect(0)->height()) <= 1);
        }
    }
}

TEST_CASE("Panels are in as many columns as leave each the most room") {
    CHECK(panelColumns(1, {600, 400}) == 1);
    CHECK(panelColumns(2, {600, 400}) == 2);
    CHECK(panelColumns(2, {300, 600}) == 1);
    CHECK(panelColumns(4, {600, 400}) == 2);
    CHECK(panelColumns(6, {600, 400}) == 3);
}

TEST_CASE("Colours stand for the values of the factor that is asked for") {
    const auto runs = fabricatedSweep();
    BudgetPlot plot;
    plot.setFigure(
        budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "", {"m", ""}));
    const QStringList legend = legendOf(plot);
    for (const char* name : {"m=2", "m=8", "m=32", "without m"})
        CHECK(legend.count(name) == 1);
    CHECK_FALSE(legend.contains("Houlsby adapters"));
}

TEST_CASE("A legend and the titles of panels write a rate as labels do") {
    std::vector<RunRecord> runs;
    for (const double rate : {1e-3, 1e-2})
        for (const int m : {2, 8}) {
            runs.push_back(fabricatedRun("houlsby:m=" + std::to_string(m), 0, 0.8, std::int64_t{1000} * m));
            runs.back().spec.hyperparameters.learningRate = rate;
            runs.back().id = runId(runs.back().spec);
        }
    BudgetPlot plot;
    const auto show = [&](const FigureLook& look) {
        plot.setFigure(
            budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "", look));
    };
    show({"learning_rate", ""});
    CHECK(legendOf(plot).contains("lr 1e-2"));
    show({"", "learning_rate"});
    REQUIRE(plot.figure().panels.size() == 2);
    CHECK(plot.figure().panels[0].title == "lr 1e-3");
    CHECK(plot.figure().panels[1].title == "lr 1e-2");
}

TEST_CASE("Designs that cost nothing have a place named 0 on an axis of costs") {
    std::vector<RunRecord> runs;
    for (const auto& [design, cost] :
         {std::pair("lora", 0), std::pair("houlsby:m=2", 128), std::pair("houlsby", 4096)}) {
        runs.push_back(fabricatedRun(design, 0, 0.8, 1000));
        runs.back().result.costs = RunCosts{1000, 4000, 0.1, cost};
    }
    BudgetPlot plot;
    plot.resize(900, 400);
    plot.setFigure(
        budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "multiply_adds"));
    plot.show();
    plot.replot();
    CHECK(plot.xAxis->label() == "Multiply-adds a token, beyond the base's");
    const QVector<QString> labels = plot.xAxis->tickVectorLabels();
    CHECK(labels.first() == "0");
    CHECK(labels.contains("1 k"));
    CHECK_FALSE(labels.contains("10"));
    CHECK(plot.describe(plot.marks().front()).contains("multiply-adds a token, beyond the base's: "));
}

TEST_CASE("Rates of one method have marks and entries of their own, and one design has its label for a name") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=8,lr=1e-3", "houlsby:m=8,lr=1e-2", "houlsby:m=2,lr=1e-2", "head"})
        runs.push_back(fabricatedRun(design, 0, 0.8, 20050));
    BudgetPlot plot;
    plot.setFigure(budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev));
    const QStringList legend = legendOf(plot);
    for (const char* name : {"houlsby:m=8, lr 1e-3", "Houlsby adapters, lr 1e-2", "head"})
        CHECK(legend.count(name) == 1);
    std::set<QRgb> fills;
    for (int i = 0; i < plot.graphCount(); ++i)
        if (plot.graph(i)->name().startsWith("Houlsby", Qt::CaseInsensitive))
            fills.insert(plot.graph(i)->scatterStyle().brush().color().rgb());
    CHECK(fills.size() == 2);
}

TEST_CASE("No two entries of a legend look the same, however many variants its methods have") {
    std::vector<RunRecord> runs;
    for (const char* sigma : {"0", "0.001", "0.01", "0.1", "0.3", "1"})
        for (const char* skip : {"on", "off"})
            for (const char* method : {"houlsby", "pfeiffer"})
                runs.push_back(
                    fabricatedRun(std::string(method) + ":m=8,sigma=" + sigma + ",skip=" + skip, 0, 0.8, 20050));
    // Two of them look as the seventh variants of two others would.
    for (const char* other : {"compacter", "ladder", "lora & ia3", "head"})
        runs.push_back(fabricatedRun(other, 0, 0.8, 20050));
    BudgetPlot plot;
    plot.setFigure(budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev));
    std::set<std::tuple<int, QRgb, QRgb>> looks;
    for (int i = 0; i < plot.graphCount(); ++i)
        if (const QCPScatterStyle mark = plot.graph(i)->scatterStyle();
            plot.legend->hasItemWithPlottable(plot.graph(i)) && !mark.isNone())
            looks.emplace(mark.shape(), mark.pen().color().rgb(), mark.brush().color().rgb());
    CHECK(looks.size() == 28);
}

TEST_CASE("Every entry of a legend and every note is reachable in a small plot, by the bar and the wheel") {
    BudgetPlot plot;
    plot.setFigure(sweepFigure());
    plot.resize(900, 700);
    plot.show();
    plot.replot();
    auto& bar = named<QScrollBar>(plot, "budgetPlotLegend");
    CHECK(bar.isHidden());
    CHECK(shownEntries(plot) == legendOf(plot));

    plot.resize(420, 220);
    plot.replot();
    REQUIRE_FALSE(bar.isHidden());
    CHECK(plot.rect().contains(bar.geometry()));
    CHECK(bar.geometry().left() > plot.axisRect()->outerRect().right());
    CHECK(shownEntries(plot) != legendOf(plot));
    QSet<QString> seen;
    QString words;
    for (int first = bar.minimum(); first <= bar.maximum(); ++first) {
        bar.setValue(first);
        plot.replot();
        CHECK(plot.legend->outerRect().right() < bar.geometry().left());
        const QStringList shown = shownEntries(plot);
        seen.unite(QSet<QString>(shown.begin(), shown.end()));
        for (const QCPLayoutElement* element : plot.findChildren<QCPLayoutElement*>())
            if (const auto* text = dynamic_cast<const ChartText*>(element)) {
                words += text->shownText() + ' ';
                if (!text->shownText().isEmpty())
                    CHECK(plot.rect().contains(text->rect()));
                CHECK((text->shownText().isEmpty() || text->rect().right() < bar.geometry().left() ||
                       text->rect().bottom() < bar.geometry().top()));
            }
    }
    const QStringList all = legendOf(plot);
    CHECK(seen == QSet<QString>(all.begin(), all.end()));
    CHECK(words.contains("single"));
    CHECK(words.contains("drawn)"));
    CHECK_FALSE(words.contains("more"));

    bar.setValue(bar.minimum());
    plot.replot();
    const QCPRange zoom = plot.xAxis->range();
    const QPointF place = plot.legend->outerRect().center();
    QWheelEvent wheel(place, plot.mapToGlobal(place), {}, {0, -240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&plot, &wheel);
    CHECK(bar.value() > bar.minimum());
    CHECK(plot.xAxis->range().lower == zoom.lower);
    // And back, with room for everything.
    plot.resize(900, 700);
    plot.replot();
    CHECK(bar.isHidden());
    CHECK(shownEntries(plot) == legendOf(plot));
}

TEST_CASE("Designs at one place are drawn side by side, and can be hit there") {
    std::vector<RunRecord> runs{fabricatedRun("head", 0, 0.7, 258)};
    for (const double rate : {1e-3, 3e-3, 1e-2}) {
        runs.push_back(fabricatedRun("houlsby:m=8", 0, 0.83, 20050));
        runs.back().spec.hyperparameters.learningRate = rate;
        runs.back().id = runId(runs.back().spec);
    }
    BudgetPlot plot;
    plot.resize(900, 400);
    plot.setFigure(budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev));
    plot.show();
    plot.replot();
    std::multiset<double> asides;
    for (const PlotMark& mark : plot.marks()) {
        const auto& design = at(plot.figure().designs, mark.group);
        CHECK(mark.x == design.place);
        CHECK(plot.pixelOf(mark).x() == Approx(plot.xAxis->coordToPixel(mark.x) + mark.aside.pixels()));
        if (mark.member < 0)
            asides.insert(mark.aside.pixels());
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.pixelOf(mark).toPoint());
        CHECK(plot.selectedRuns() == QStringList{QString::fromStdString(design.seeds.front().run)});
    }
    CHECK(asides == std::multiset<double>{-6, 0, 0, 6});  // the first of them stays, as does the head
    plot.selectRuns({});
    const QImage image = plot.toPixmap(900, 400).toImage();
    for (const PlotMark& mark : plot.marks())
        if (mark.member < 0 && mark.aside.steps() > 0) {
            // Its edge, which reaches farther to the right than those of the others.
            const QPoint edge = plot.pixelOf(mark).toPoint() + QPoint(4, 0);
            CHECK(image.pixelColor(edge).hsvSaturation() > 60);
        }
}

TEST_CASE("Designs side by side keep clear of those at the next place, however narrow the plot is") {
    std::vector<RunRecord> runs;
    for (const int m : {2, 8})
        for (const int batch : {8, 16, 32})
            for (const double rate : {1e-3, 1.5e-3, 1e-2}) {
                runs.push_back(fabricatedRun("houlsby:m=" + std::to_string(m), 0, 0.8, std::int64_t{1000} * m));
                runs.back().spec.hyperparameters.learningRate = rate;
                runs.back().spec.hyperparameters.batch = batch;
                runs.back().id = runId(runs.back().spec);
            }
    const auto scope = scopesOf(runs)[0];
    QCustomPlot plot;
    BudgetChart chart(plot);
    chart.draw(budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scope, ScoredOn::Dev, "learning_rate"),
               exportColours());
    chart.resetZoom();
    std::vector<double> widest;
    for (const int width : {400, 1600}) {
        plot.setViewport(QRect(0, 0, width, 400));
        plot.replot();
        std::map<double, std::pair<double, double>> groups;  // where the marks of a place are, from and to
        for (const PlotMark& mark : chart.marks()) {
            const double pixel = plot.xAxis->coordToPixel(mark.x) + mark.aside.pixels();
            auto& [from, to] = groups.try_emplace(mark.x, pixel, pixel).first->second;
            from = std::min(from, pixel);
            to = std::max(to, pixel);
        }
        REQUIRE(groups.size() == 3);
        double last = -1000;
        for (const auto& [place, group] : groups) {
            CAPTURE(width, place);
            CHECK(group.first - last > 10);
            last = group.second;
        }
        widest.push_back(groups.begin()->second.second - groups.begin()->second.first);
    }
    CHECK(widest[0] > 0);
    CHECK(widest[0] < widest[1]);
    CHECK(widest[1] == Approx(30));
}

TEST_CASE("The Pareto front leads through the marks of its designs as they are drawn, and on to the edge") {
    std::vector<RunRecord> runs{fabricatedRun("head", 0, 0.7, 258)};
    for (const double rate : {1e-3, 3e-3, 1e-2}) {
        runs.push_back(fabricatedRun("houlsby:m=8", 0, 0.8 + rate, 20050));
        runs.back().spec.hyperparameters.learningRate = rate;
        runs.back().id = runId(runs.back().spec);
    }
    const BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
    QCustomPlot plot;
    BudgetChart chart(plot);
    chart.draw(figure, exportColours());
    chart.resetZoom();
    plot.setViewport(QRect(0, 0, 900, 400));
    plot.replot();
    const FrontLine* front = nullptr;
    for (int i = 0; i < plot.graphCount(); ++i)
        if (const auto* line = dynamic_cast<const FrontLine*>(plot.graph(i)))
            front = line;
    REQUIRE(front);
    const QPolygonF path = front->path();
    CHECK(path.last().x() == Approx(plot.axisRect()->right()));
    int onFront = 0;
    for (const PlotMark& mark : chart.marks())
        if (mark.member < 0 && at(figure.designs, mark.group).front == FrontState::On) {
            ++onFront;
            const QPointF drawn(plot.xAxis->coordToPixel(mark.x) + mark.aside.pixels(),
                                plot.yAxis->coordToPixel(mark.y));
            CHECK(std::any_of(path.begin(), path.end(), [&](const QPointF& point) {
                return std::abs(point.x() - drawn.x()) < 0.01 && std::abs(point.y() - drawn.y()) < 0.01;
            }));
        }
    CHECK(onFront == 2);
}

TEST_CASE("A legend without enough room leaves out designs rather than what they are compared with") {
    std::vector<RunRecord> runs{fabricatedRun("full", 0, 0.9, 4752514)};
    for (int i = 1; i <= 40; ++i) {
        runs.push_back(fabricatedRun("houlsby:m=8", 0, 0.8, 20050));
        runs.back().spec.hyperparameters.learningRate = 1e-4 * i;
        runs.back().id = runId(runs.back().spec);
    }
    BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
    figure.majority = 0.5;
    QCustomPlot plot;
    BudgetChart chart(plot);
    chart.draw(figure, exportColours());
    chart.resetZoom();
    plot.resize(700, 320);
    plot.setViewport(QRect(0, 0, 700, 320));
    plot.replot();
    const QStringList shown = shownEntries(plot);
    CHECK(shown.size() < legendOf(plot).size());
    for (const char* name : {"full fine-tuning, mean 0.900", "majority class 0.500"})
        CHECK(shown.contains(name));
}

TEST_CASE("The line of the majority class is dotted on every axis") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=2", "houlsby:m=8"})
        runs.push_back(fabricatedRun(design, 0, 0.8, 20050));
    for (const char* by : {"", "m"}) {
        CAPTURE(by);
        BudgetFigure figure =
            budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, by);
        figure.majority = 0.5;
        BudgetPlot plot;
        plot.resize(900, 400);
        plot.setFigure(figure);
        const QImage image = plot.toPixmap(900, 400).toImage();
        CHECK((plot.xAxis->scaleType() == QCPAxis::stLinear) == (std::string(by) == "m"));
        const QRect axes = plot.axisRect()->rect();
        const int row = qRound(plot.yAxis->coordToPixel(0.5));
        int most = 0;
        for (const int y : {row - 1, row, row + 1}) {
            int changes = 0;
            for (int x = axes.left() + 2; x < axes.right() - 2; ++x)
                changes += std::abs(image.pixelColor(x, y).lightness() - image.pixelColor(x + 1, y).lightness()) > 15;
            most = std::max(most, changes);
        }
        CHECK(most > axes.width() / 8);
    }
}
