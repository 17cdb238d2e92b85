// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/look/At.h"
#include "ui/plots/SigmaPlot.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Panel = SigmaChart::Panel;

SigmaFigure sigmaFigure(const std::vector<RunRecord>& runs) {
    std::map<std::string, CurvePoint> starts;
    for (const RunRecord& run : runs)
        if (!run.result.curve.empty())
            starts[run.id] = run.result.curve.front();
    return sigmaFigures(sigmaSweeps(runs, starts)).front();
}

struct Shown {
    SigmaPlot plot;
    Shown() {
        plot.resize(760, 620);
        plot.setFigure(sigmaFigure(fabricatedSigmaSweep()));
        plot.show();
        plot.replot();
    }
    /// The mean of a sigma in a panel.
    const PlotMark& mean(Panel panel, double sigma, bool skip) {
        return *std::find_if(plot.marks().begin(), plot.marks().end(), [&](const PlotMark& mark) {
            const SigmaChart::Group group = at(plot.chart().groups(), mark.group);
            const SigmaPoint& point = at(plot.figure().sweep.points, group.point);
            return mark.member < 0 && group.panel == panel && point.sigma == sigma && point.skip == skip;
        });
    }
    QString texts() const {
        QStringList texts;
        for (const auto* element : plot.findChildren<QCPTextElement*>())
            texts << element->text();
        return texts.join('\n');
    }
};

}  // namespace

TEST_CASE("Every seed and every mean is drawn in both panels") {
    Shown shown;
    // Scores: 7 means and 21 seeds; diverged: 8 shares; distances: 8 means and 24 seeds.
    CHECK(shown.plot.marks().size() == 7 + 21 + 8 + 8 + 24);
    CHECK(shown.texts().contains("houlsby:m=16 \u00b7 sentiment on builtin"));
    CHECK(shown.texts().contains("mean, 95 % interval of seeds and rows, n = 3"));
    CHECK(shown.texts().contains("3 runs diverged"));
    QStringList legend;
    for (int i = 0; i < shown.plot.legend->itemCount(); ++i)
        legend << qobject_cast<QCPPlottableLegendItem*>(shown.plot.legend->item(i))->plottable()->name();
    CHECK(legend == QStringList({"with the skip connection", "without the skip"}));
}

TEST_CASE("The paper's sigma is named in whole even at the end of the axis") {
    std::vector<RunRecord> runs = fabricatedSigmaSweep();
    std::erase_if(runs, [](const RunRecord& run) {  // up to 1e-2, the paper's
        const std::string text = toText(run.spec.design);
        return text.ends_with("sigma=1") || text.find("sigma=1,") != std::string::npos;
    });
    REQUIRE(runs.size() == 18);
    SigmaPlot plot;
    plot.setFigure(sigmaFigure(runs));
    plot.show();
    for (const int width : {380, 760, 1400}) {
        CAPTURE(width);
        plot.resize(width, 500);
        plot.replot();
        const auto* text = plot.findChild<QCPItemText*>();
        REQUIRE(text);
        CHECK(text->text().startsWith("paper: 10"));
        const QRect panel = plot.chart().rect(Panel::Distance)->rect();
        CHECK(text->right->pixelPosition().x() <= panel.right() + 1);
        CHECK(text->left->pixelPosition().x() >= panel.left() - 1);
    }
}

TEST_CASE("Sigma is on a logarithmic axis with zero apart in every panel") {
    Shown shown;
    const PlotMark zero = shown.mean(Panel::Score, 0, true), small = shown.mean(Panel::Score, 1e-3, true);
    CHECK(zero.x < 1e-3 / 2);
    CHECK(small.x == Approx(1e-3).epsilon(0.2));
    CHECK(shown.mean(Panel::Distance, 0, true).x == zero.x);
    for (const Panel panel : {Panel::Score, Panel::Diverged, Panel::Distance}) {
        const QCPAxis* axis = shown.plot.chart().rect(panel)->axis(QCPAxis::atBottom);
        CHECK(axis->scaleType() == QCPAxis::stLogarithmic);
        CHECK(axis->range().contains(zero.x));
    }
    // An exact zero of the distance is below every other one, and not at minus infinity.
    const PlotMark identity = shown.mean(Panel::Distance, 0, true);
    CHECK(identity.y < 2e-6);
    CHECK(shown.plot.chart().rect(Panel::Distance)->axis(QCPAxis::atLeft)->range().contains(identity.y));
    // Both series are side by side.
    CHECK(shown.mean(Panel::Score, 1e-2, true).x < shown.mean(Panel::Score, 1e-2, false).x);
}

TEST_CASE("A point of the sigma sweep shows its exact values") {
    Shown shown;
    // Three seeds 0.01 apart, on 100 rows by their scores: Wilson's interval of both (docs/statistics.md).
    CHECK(shown.plot.describe(shown.mean(Panel::Score, 1e-2, true)) ==
          "sigma = 0.01, with the skip connection\naccuracy on dev 0.8400, mean of 3 runs\n"
          "95 % interval 0.7491 to 0.9023");
    CHECK(shown.plot.describe(shown.mean(Panel::Diverged, 1, false)).contains("3 of 3 runs diverged"));
    CHECK(shown.plot.describe(shown.mean(Panel::Distance, 1e-3, true)).contains("training 2.00e-6, mean of 3 runs"));
}

TEST_CASE("Arrow keys walk through the sigma sweep and Enter chooses a run") {
    Shown shown;
    QSignalSpy chosen(&shown.plot, &SigmaPlot::pointChosen);
    shown.plot.setFocus();
    QTest::keyClick(&shown.plot, Qt::Key_Home);
    CHECK(shown.plot.accessibleDescription().startsWith("sigma = 0, with the skip"));
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    CHECK(shown.plot.accessibleDescription().startsWith("sigma = 0.001, with the skip"));
    QTest::keyClick(&shown.plot, Qt::Key_Down);
    QTest::keyClick(&shown.plot, Qt::Key_Down);
    CHECK(shown.plot.accessibleDescription().contains("seed 1: accuracy on dev 0.8200"));
    QTest::keyClick(&shown.plot, Qt::Key_Return);
    REQUIRE(chosen.count() == 1);
    CHECK(chosen[0][0].toString().toStdString() == fabricatedRun("houlsby:m=16,sigma=1e-3", 1, 0, 0).id);
    QTest::keyClick(&shown.plot, Qt::Key_End);
    CHECK(shown.plot.accessibleDescription().contains("distance from identity before training"));
}

TEST_CASE("A click on a seed of the sigma sweep chooses its run") {
    Shown shown;
    QSignalSpy chosen(&shown.plot, &SigmaPlot::pointChosen);
    const auto seed = std::find_if(shown.plot.marks().begin(), shown.plot.marks().end(),
                                   [](const PlotMark& mark) { return mark.member == 2; });
    QTest::mouseClick(&shown.plot, Qt::LeftButton, {}, shown.plot.pixelOf(*seed).toPoint());
    REQUIRE(chosen.count() == 1);
    CHECK(chosen[0][0].toString().toStdString() == fabricatedRun("houlsby:m=16,sigma=0", 2, 0, 0).id);
    CHECK_FALSE(chosen[0][1].toBool());
    // The arrow keys continue from there, although the pointer has left the point.
    shown.plot.window()->activateWindow();
    shown.plot.setFocus();
    REQUIRE(becomes([&] { return shown.plot.hasFocus(); }));
    QTest::mouseMove(&shown.plot, QPoint(2, 2));
    QTest::keyClick(&shown.plot, Qt::Key_Up);
    CHECK(shown.plot.accessibleDescription().contains("seed 1: "));
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    CHECK(shown.plot.accessibleDescription().startsWith("sigma = 0.001, with the skip"));
    const PlotMark mean = shown.mean(Panel::Distance, 1, true);
    QTest::mouseClick(&shown.plot, Qt::LeftButton, {}, shown.plot.pixelOf(mean).toPoint());
    REQUIRE(chosen.count() == 2);
    CHECK(chosen[1][1].toBool());
}

TEST_CASE("A sweep without a diverged run needs no panel for them") {
    auto runs = fabricatedSigmaSweep();
    std::erase_if(runs, [](const RunRecord& run) { return run.result.status == Status::Diverged; });
    SigmaPlot plot;
    plot.setFigure(sigmaFigure(runs));
    CHECK_FALSE(plot.chart().rect(Panel::Diverged)->visible());
    plot.setFigure(sigmaFigure(fabricatedSigmaSweep()));
    CHECK(plot.chart().rect(Panel::Diverged)->visible());
    plot.setFigure({});
    CHECK(plot.marks().empty());
    CHECK(plot.accessibleDescription() == "No sigma sweep yet.");
}

TEST_CASE("If every run diverged the legend names the bars and mentions no mean") {
    std::vector<RunRecord> runs = fabricatedSigmaSweep();
    for (RunRecord& run : runs) {
        run.result.status = Status::Diverged;
        run.result.dev.reset();
    }
    Shown shown;
    shown.plot.setFigure(sigmaFigure(runs));
    QStringList legend;
    for (int i = 0; i < shown.plot.legend->itemCount(); ++i)
        legend << qobject_cast<QCPPlottableLegendItem*>(shown.plot.legend->item(i))->plottable()->name();
    CHECK(legend.contains("with the skip connection"));
    CHECK(legend.contains("without the skip"));
    CHECK(shown.texts().contains("24 runs diverged"));
    CHECK_FALSE(shown.texts().contains("Large marks"));
}
