// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/look/At.h"
#include "ui/plots/IdentityPlot.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Panel = IdentityChart::Panel;

/// The design that starts from sigma 0: exact zeros before training.
IdentityFigure zeroFigure() {
    std::vector<RunRecord> runs;
    for (const RunRecord& run : fabricatedSigmaSweep())
        if (toText(run.spec.design) == "houlsby:m=16,sigma=0")
            runs.push_back(run);
    IdentityFigure figure;
    figure.course = identityCourse(runs);
    figure.design = "houlsby:m=16,sigma=0";
    figure.step = 300;
    return figure;
}

struct Shown {
    IdentityPlot plot;
    Shown() {
        plot.resize(600, 620);
        plot.setFigure(zeroFigure());
        plot.show();
        plot.replot();
    }
    const PlotMark& mean(Panel panel, Site site, int layer, std::int64_t step) {
        return *std::find_if(plot.marks().begin(), plot.marks().end(), [&](const PlotMark& mark) {
            const IdentityChart::Group& group = at(plot.chart().groups(), mark.group);
            return mark.member < 0 && group.panel == panel && group.site == site && group.layer == layer &&
                   group.step == step;
        });
    }
};

}  // namespace

TEST_CASE("The distance is drawn by layer and site and over the steps with every seed") {
    Shown shown;
    // Two layers and two sites, four steps and two sites; a mean and three seeds each.
    CHECK(shown.plot.marks().size() == 4UL * (2 * 2 + 4 * 2));
    // Seeds 0, 1, 2 reach 0.15, 0.165, 0.18.
    CHECK(shown.mean(Panel::Layers, Site::Ffn, 1, 300).y == Approx(0.165));
    CHECK(shown.mean(Panel::Steps, Site::Attention, 0, 300).y == Approx(0.165));
    const PlotMark start = shown.mean(Panel::Steps, Site::Ffn, 0, 0);
    CHECK(start.y < 0.05);
    CHECK(shown.plot.chart().rect(Panel::Steps)->axis(QCPAxis::atLeft)->range().contains(start.y));
    CHECK(shown.plot.describe(start).contains("mean distance over 2 layers: 0"));
}

TEST_CASE("A chosen seed is drawn in the place of the mean") {
    Shown shown;
    IdentityFigure figure = zeroFigure();
    figure.chosen = 2;
    shown.plot.setFigure(figure);
    CHECK(shown.mean(Panel::Layers, Site::Ffn, 0, 300).y == Approx(0.18));
    CHECK(shown.plot.describe(shown.mean(Panel::Layers, Site::Ffn, 0, 300)) ==
          "layer 0, at feed-forward, seed 2, step 300\ndistance 0.18 (mean over tokens)\n"
          "median 0.18, 95th percentile 0.18");
}

TEST_CASE("Arrow keys walk through the adapters and a step of the lower panel can be chosen") {
    Shown shown;
    QSignalSpy steps(&shown.plot, &IdentityPlot::stepChosen);
    shown.plot.setFocus();
    QTest::keyClick(&shown.plot, Qt::Key_Home);
    CHECK(shown.plot.accessibleDescription().startsWith("layer 0, at attention, mean of 3 seeds, step 300"));
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    CHECK(shown.plot.accessibleDescription().startsWith("layer 1, at attention"));
    QTest::keyClick(&shown.plot, Qt::Key_End);
    CHECK(shown.plot.accessibleDescription().startsWith("step 300, at feed-forward"));
    QTest::keyClick(&shown.plot, Qt::Key_Left);
    QTest::keyClick(&shown.plot, Qt::Key_Return);
    REQUIRE(steps.count() == 1);
    CHECK(steps[0][0].toLongLong() == 200);
}

TEST_CASE("The adapter that is pointed at stays so while the step moves") {
    Shown shown;
    shown.plot.setFocus();
    QTest::keyClick(&shown.plot, Qt::Key_Home);
    IdentityFigure figure = zeroFigure();
    figure.step = 0;
    shown.plot.setFigure(figure);
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    CHECK(shown.plot.accessibleDescription().startsWith("layer 1, at attention, mean of 3 seeds, step 0"));
}

TEST_CASE("Without a measured distance the plot gives the reason") {
    IdentityPlot plot;
    CHECK(plot.marks().empty());
    CHECK(plot.accessibleDescription() == "No run with a measured distance yet.");
}
