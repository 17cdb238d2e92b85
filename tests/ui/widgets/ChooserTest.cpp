// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/widgets/Chooser.h"

using namespace adapterscope;

TEST_CASE("A chooser that is as wide as it asks for shows every text whole and at the usual size") {
    for (const double points : {9.0, 11.0, 14.0, 18.0})
        for (const char* text : {"sentiment on builtin", "automatic (designs)", "automatic (seeds)", "By m", "fff"}) {
            Chooser chooser;
            QFont font = chooser.font();
            font.setPointSizeF(points);
            chooser.setFont(font);
            chooser.addItem(text);
            chooser.resize(chooser.sizeHint());
            CAPTURE(points, text);
            CHECK(chooser.shownText() == text);
            CHECK(chooser.shownFont().pointSizeF() == Approx(points));
        }
}

TEST_CASE("A chooser asks for a bounded width and shows the beginning and the end of a long text") {
    Chooser chooser;
    refill(chooser, {{"sentiment on builtin"}, {"a"}}, "a");
    const int shortWidth = chooser.sizeHint().width();
    CHECK(chooser.shownText() == "sentiment on builtin");
    const QString name = QString(200, QLatin1Char('w')) + " on builtin";
    refill(chooser, {{name, "other"}, {"a", "b"}}, "a");
    CHECK(chooser.sizeHint().width() > shortWidth);
    CHECK(chooser.sizeHint().width() < 500);
    CHECK(chooser.minimumSizeHint().width() < 200);
    chooser.resize(chooser.sizeHint());
    CHECK(chooser.shownText().startsWith("www"));
    CHECK(chooser.shownText().endsWith("builtin"));
    CHECK(chooser.currentText() == name);
    CHECK(chooser.itemData(0, Qt::ToolTipRole) == name);
}
