// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QImage>

#include <algorithm>

#include "tests/support/Support.h"
#include "ui/widgets/Chooser.h"

using namespace adapterscope;

TEST_CASE("A chooser that is as wide as it asks for shows every text whole") {
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
        }
}

TEST_CASE("A chooser asks for the width of all that it may come to offer") {
    const QStringList all = {"sentiment on builtin", "fff", "a longer task on builtin"};
    for (const double points : {9.0, 14.0}) {
        Chooser chooser;
        QFont font = chooser.font();
        font.setPointSizeF(points);
        chooser.setFont(font);
        chooser.addItems(all);
        chooser.reserveFor(all);
        const QSize whole = chooser.sizeHint();
        chooser.clear();
        chooser.addItem("fff");
        CHECK(chooser.sizeHint() == whole);
        chooser.reserveFor({});
        CHECK(chooser.sizeHint().width() < whole.width());
    }
}

TEST_CASE("A narrow chooser shortens its text, keeps the size of the letters and lists the whole text") {
    Chooser chooser;
    refill(chooser, {{"automatic (learning rate)", "seeds"}, {"a", "b"}}, "a");
    const auto heightOfText = [&] {
        const QImage image = chooser.grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        int top = image.height(), bottom = -1;
        for (int y = 6; y < image.height() - 6; ++y)
            for (int x = 6; x < image.width() / 4; ++x)
                if (qGray(image.pixel(x, y)) < 100) {
                    top = std::min(top, y);
                    bottom = std::max(bottom, y);
                }
        return bottom - top;
    };
    QFont font = chooser.font();
    font.setPointSizeF(18);
    chooser.setFont(font);
    chooser.resize(chooser.sizeHint());
    chooser.show();
    const int whole = heightOfText();
    chooser.resize(chooser.width() - 40, chooser.height());
    CHECK(chooser.shownText() != chooser.currentText());
    CHECK(heightOfText() == whole);
    chooser.showPopup();
    CHECK(chooser.view()->viewport()->width() >=
          chooser.view()->fontMetrics().horizontalAdvance(chooser.currentText()));
    chooser.hidePopup();
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
