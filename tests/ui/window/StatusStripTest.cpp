// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QMainWindow>
#include <QScrollArea>
#include <QScrollBar>
#include <QStatusBar>
#include <catch2/catch.hpp>

#include "tests/ui/Misfits.h"
#include "tests/ui/Ui.h"
#include "tests/ui/window/FittingDesk.h"
#include "ui/window/MessageBar.h"
#include "ui/window/StatusStrip.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The bar in a window with a status bar.
struct ShownStrip {
    QMainWindow window;
    QWidget* page = new QWidget;
    MessageBar* bar = new MessageBar(&window);
    StatusStrip* strip = new StatusStrip(window, *bar);

    ShownStrip() {
        window.setCentralWidget(page);
        window.resize(900, 430);
        window.show();
        settle();
    }
    void settle() {
        for (int round = 0; round < 8; ++round)
            QCoreApplication::processEvents();
    }
    void post(const QString& sentence) {
        bar->post({Message::Level::Fault, sentence, "Continue", [] {}});
        settle();
    }
};

}  // namespace

TEST_CASE("A message lies exactly over the status bar, whatever its length, and the page keeps its place") {
    ShownStrip shown;
    const QRect page = shown.page->geometry(), strip = shown.window.statusBar()->geometry();
    for (const int repeats : {1, 40, 400}) {
        shown.post(QStringLiteral("It is broken. ").repeated(repeats));
        CHECK(shown.bar->isVisible());
        CHECK(shown.bar->geometry() == strip);
        CHECK(shown.page->geometry() == page);
        shown.bar->clear();
        shown.settle();
        CHECK(shown.page->geometry() == page);
        CHECK(shown.window.statusBar()->geometry() == strip);
    }
}

TEST_CASE("A sentence of more lines than a message shows can be scrolled and begins at its beginning") {
    ShownStrip shown;
    auto& scroll = *named<QScrollArea>(*shown.bar, "messageScroll").verticalScrollBar();
    shown.post("It is broken.");
    CHECK(scroll.maximum() == 0);
    shown.bar->clear();
    shown.post(QStringLiteral("It is broken in several ways. ").repeated(40));
    CHECK(scroll.maximum() > 0);
    CHECK(scroll.value() == 0);
}

TEST_CASE("What is being worked on stays readable beside a message") {
    ShownStrip shown;
    auto& work = named<QLabel>(shown.window, "workStatus");
    shown.strip->showWork("3 of 9 runs ended, about 2 min left");
    shown.post("It is broken.");
    CHECK(work.visibleRegion().boundingRect() == work.rect());
    CHECK(work.mapTo(&shown.window, work.rect().topRight()).x() < shown.bar->geometry().left());
    CHECK(work.heightForWidth(work.width()) <= work.height());
    shown.bar->clear();
    shown.settle();
    CHECK(named<QLabel>(shown.window, "keptStatus").isVisible());
}

TEST_CASE("A long name of the project leaves what is being worked on a third of the status bar") {
    ShownStrip shown;
    shown.strip->showWork("3 of 9 runs ended, about 2 min left");
    shown.strip->showKept("Everything is kept in " + QString(60, QLatin1Char('w')) + ".adapterscope", {});
    shown.settle();
    CHECK(shown.window.width() == 900);
    CHECK(named<QLabel>(shown.window, "workStatus").width() > 900 / 4);
    CHECK_THAT(misfits(shown.window).join('\n').toStdString(), Catch::Equals(""));
}

TEST_CASE("Without a status bar a message lies at the window's edge and the page keeps its place") {
    ShownStrip shown;
    shown.window.statusBar()->hide();
    shown.settle();
    const QRect page = shown.page->geometry();
    shown.post("It is broken.");
    CHECK(shown.bar->geometry().bottom() == shown.window.rect().bottom());
    CHECK(shown.bar->width() == shown.window.width());
    CHECK(shown.page->geometry() == page);
}

TEST_CASE("No control of a page moves or is covered when a message comes, changes its length or goes") {
    const double points = GENERATE(9.0, 14.0, 18.0);
    const ScopedTextSize text(points);
    FittingDesk desk(true);
    auto& messages = named<MessageBar>(desk.window, "messageBar");
    for (const QSize& size : fittingSizes)
        for (const Page* page : desk.window.pages()) {
            messages.clear();
            desk.show(page->key(), size);
            INFO(points << " pt, " << size.width() << "x" << size.height() << ", " << page->key().toStdString());
            const auto places = [&] {
                QList<QRect> all;
                for (const QWidget* widget : page->findChildren<QWidget*>())
                    all << QRect(widget->mapTo(&desk.window, QPoint()), widget->size());
                return all;
            };
            const QRect covered(page->mapTo(&desk.window, QPoint()), page->size());
            const QList<QRect> before = places();
            for (const int repeats : {1, 12, 60}) {
                messages.post({Message::Level::Warning, QStringLiteral("What is not so. ").repeated(repeats),
                               "Continue", [] {}, "test"});
                desk.settle();
                REQUIRE(messages.isVisible());
                CHECK_FALSE(messages.geometry().intersects(covered));
                CHECK(places() == before);
            }
            CHECK_THAT(misfits(desk.window).join('\n').toStdString(), Catch::Equals(""));
            messages.clear();
            desk.settle();
            CHECK(places() == before);
        }
}
