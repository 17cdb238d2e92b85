// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractScrollArea>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <algorithm>
#include <stdexcept>

#include "tests/ui/Misfits.h"
#include "tests/ui/window/FittingDesk.h"
#include "ui/pages/Page.h"
#include "ui/window/MainWindow.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Where a control is in the window. What is scrolled away in an area that does not hold the other control counts as at
/// the area's edge: it is scrolled there before it gets the focus.
QRect placeBeside(const QWidget& control, const QWidget& other, const QWidget& window) {
    QRect place = control.rect();
    for (const QWidget* inside = &control; inside != &window; inside = inside->parentWidget()) {
        place.translate(inside->pos());
        const QWidget* parent = inside->parentWidget();
        const auto* area = qobject_cast<const QAbstractScrollArea*>(parent->parentWidget());
        if (area && area->viewport() == parent && !parent->isAncestorOf(&other))
            place.moveTop(std::clamp(place.top(), 0, std::max(0, parent->height() - place.height())));
    }
    return place;
}

/// Whether the second control is above the first without being in a column to the right of it, or before it in its row.
bool isBackward(const QWidget& from, const QWidget& to, const QWidget& window) {
    const QRect a = placeBeside(from, to, window), b = placeBeside(to, from, window);
    const bool isRow = (a.top() <= b.center().y() && b.center().y() <= a.bottom()) ||
                       (b.top() <= a.center().y() && a.center().y() <= b.bottom());
    return isRow ? b.right() < a.left() : b.bottom() < a.top() && b.left() <= a.right();
}

/// Where the Tab key leads from the list of pages, once around.
QWidgetList tabStops(MainWindow& window) {
    auto& pages = named<QWidget>(window, "pageList");
    pages.setFocus();
    QWidgetList stops{&pages};
    for (int step = 0; step < 400; ++step) {
        QTest::keyClick(stops.last(), Qt::Key_Tab);
        if (window.focusWidget() == &pages)
            return stops;
        stops << window.focusWidget();
    }
    throw std::runtime_error("The Tab key does not lead back to the list of pages, but to " +
                             stops.last()->objectName().toStdString() + ".");
}

QStringList backwardSteps(const QWidgetList& stops, const QWidget& window) {
    QStringList steps;
    for (qsizetype i = 1; i < stops.size(); ++i)
        if (isBackward(*stops[i - 1], *stops[i], window))
            steps << stops[i - 1]->objectName() + " to " + stops[i]->objectName();
    return steps;
}

}  // namespace

TEST_CASE("The letters pressed with Alt differ on every page and from the menus") {
    const bool withRuns = GENERATE(false, true);
    FittingDesk desk(withRuns);
    for (const Page* page : desk.window.pages()) {
        desk.show(page->key(), {1280, 800});
        INFO(page->key().toStdString());
        CHECK_THAT(sharedAltLetters(desk.window).join('\n').toStdString(), Catch::Equals(""));
    }
}

TEST_CASE("The letter of a label leads to a control that takes the focus") {
    FittingDesk desk(true);
    int letters = 0;
    for (const Page* page : desk.window.pages()) {
        desk.show(page->key(), {1280, 800});
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (const QWidget* control = label->buddy(); control && label->text().contains('&')) {
                INFO(page->key().toStdString() << ": " << label->text().toStdString());
                CHECK(control->focusPolicy() != Qt::NoFocus);
                ++letters;
            }
    }
    CHECK(letters > 5);
}

TEST_CASE("The Tab key goes through every page in the order that is seen") {
    const bool withRuns = GENERATE(false, true);
    FittingDesk desk(withRuns);
    for (const QSize& size : fittingSizes)
        for (const Page* page : desk.window.pages()) {
            desk.show(page->key(), size);
            const QWidgetList stops = tabStops(desk.window);
            INFO(page->key().toStdString() << " at " << size.width() << ", with runs: " << withRuns);
            CHECK_THAT(backwardSteps(stops, desk.window).join('\n').toStdString(), Catch::Equals(""));
            CHECK(
                std::any_of(stops.begin(), stops.end(), [&](const QWidget* stop) { return page->isAncestorOf(stop); }));
        }
}

TEST_CASE("Controls that a typed design brings along come in the Tab order where they are seen") {
    FittingDesk desk(false);
    desk.show("design", {1280, 800});
    for (const char* design : {"lora:r=4", "houlsby:m=8,layernorm=none & bitfit", "prefix"}) {
        auto& text = named<QLineEdit>(desk.window, "designText");
        text.setFocus();
        text.selectAll();
        QTest::keyClicks(&text, design);
        QTest::keyClick(&text, Qt::Key_Tab);
        CHECK(desk.window.focusWidget()->objectName() == "designTextCopy");
        desk.settle();
        const QWidgetList stops = tabStops(desk.window);
        INFO(design);
        CHECK_THAT(backwardSteps(stops, desk.window).join('\n').toStdString(), Catch::Equals(""));
        CHECK(stops[1]->objectName() == "baseChooser");
        CHECK(stops[2]->objectName() == "baseChooserBrowse");
    }
}
