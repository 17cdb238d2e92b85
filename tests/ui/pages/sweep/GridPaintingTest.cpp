// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QImage>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Contrast.h"
#include "tests/ui/ScopedLook.h"
#include "ui/look/Theme.h"
#include "ui/look/ThemeMode.h"
#include "ui/models/SweepGridModel.h"
#include "ui/pages/sweep/SweepGridView.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The text of a selected cell stands out from its ground in both palettes") {
    const ScopedLook before;
    for (const theme::Mode mode : {theme::Mode::Light, theme::Mode::Dark}) {
        theme::apply(mode);
        const QPalette palette = QApplication::palette();
        SweepGridModel grid;
        SweepGridView view(grid);
        const RunRecord done = fabricatedRun("houlsby:m=2", 0, 0.8, 7714);
        grid.setRuns({done, fabricatedRun("houlsby:m=2", 1, 0.8, 7714, Status::Waiting)},
                     {QString::fromStdString(done.id)});
        view.resize(600, 300);
        view.show();
        view.selectAll();
        const QImage image = view.viewport()->grab().toImage();
        const auto groundOf = [&](int column) {
            return image.pixelColor(view.visualRect(grid.index(0, column)).topLeft() + QPoint(7, 7));
        };
        INFO("mode " << static_cast<int>(mode));
        REQUIRE(grid.index(0, 1).data().toString() == "planned");
        CHECK(contrast(palette.color(QPalette::Text), groundOf(0)) >= 4.5);
        CHECK(contrast(theme::quietText(palette), groundOf(1)) >= 4.5);
        view.colourByScore(true);  // what has no score has no ground of its own
        CHECK(contrast(theme::quietText(palette), view.viewport()->grab().toImage().pixelColor(
                                                      view.visualRect(grid.index(0, 1)).topLeft() + QPoint(7, 7))) >=
              4.5);
    }
}

TEST_CASE("The heading of a group is drawn across its row, however narrow the only column is") {
    SweepGridModel grid;
    SweepGridView view(grid);
    RunRecord a = fabricatedRun("head", 0, 0.8, 258), b = a;
    b.spec.taskName = b.spec.taskHash = "a task whose name is much longer than a column of the grid is wide";
    b.id = runId(b.spec);
    grid.setRuns({a, b}, {});
    view.resize(900, 300);
    view.show();
    REQUIRE(grid.columnCount() == 1);
    REQUIRE(grid.isHeading(2));
    const QImage image = view.viewport()->grab().toImage();
    const QRect heading = view.visualRect(grid.index(2, 0));
    REQUIRE(view.fontMetrics().horizontalAdvance(QString::fromStdString(b.spec.taskName)) > heading.width());
    const QRect beside(heading.right() + 2, heading.top(), image.width() - heading.right() - 2, heading.height());
    const QColor ground = image.pixelColor(beside.topRight());
    bool isDrawn = false;
    for (int x = beside.left(); x <= beside.right(); ++x)
        for (int y = beside.top(); y <= beside.bottom(); ++y)
            isDrawn = isDrawn || image.pixelColor(x, y) != ground;
    CHECK(isDrawn);
}
