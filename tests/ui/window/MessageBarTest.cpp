// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStatusBar>
#include <QToolButton>
#include <catch2/catch.hpp>

#include "tests/ui/Ui.h"
#include "ui/window/MessageBar.h"
#include "ui/window/StatusStrip.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Message question(const QString& sentence, const QString& topic) {
    return {Message::Level::Warning, sentence, "Yes", [] {}, topic};
}

/// The bar beside something else that has the focus, as in the window.
struct Shown {
    QWidget window;
    QLineEdit other{&window};
    MessageBar bar{&window};

    Shown() {
        window.resize(600, 400);
        bar.setGeometry(0, 200, 600, 60);  // away from the pointer, which holds a message
        window.show();
        other.setFocus();
    }
};

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

TEST_CASE("Information disappears by itself and what was before it comes back") {
    Shown shown;
    MessageBar& bar = shown.bar;
    bar.setReadingTime(20);
    bar.post({Message::Level::Fault, "broken", {}, {}});
    bar.post({Message::Level::Information, "written", {}, {}});
    CHECK(bar.sentence() == "written");
    CHECK(becomes([&] { return bar.sentence() == "broken"; }));
    bar.post({Message::Level::Information, "with a button", "Go", [] {}});
    CHECK(bar.sentence() == "with a button");
    CHECK(becomes([&] { return bar.sentence() == "broken"; }));
}

TEST_CASE("A question is hidden by nothing that comes after it and the next one follows it") {
    Shown shown;
    MessageBar& bar = shown.bar;
    bar.setReadingTime(1);
    bar.post(question("take it back?", "held"));
    bar.post(question("open the left-over project?", "left"));
    bar.post({Message::Level::Fault, "broken", {}, {}});
    bar.post({Message::Level::Information, "written", {}, {}});
    CHECK(bar.sentence() == "take it back?");
    CHECK(named<QLabel>(bar, "messageOthers").text() == "3 more");
    named<QPushButton>(bar, "messageAction").click();
    CHECK(bar.sentence() == "open the left-over project?");
    bar.settle("left");
    CHECK(bar.sentence() == "written");
    CHECK(becomes([&] { return bar.sentence() == "broken"; }));
    named<QToolButton>(bar, "messageClose").click();
    CHECK(bar.sentence().isEmpty());
}

TEST_CASE("Information that lasts waits for its answer as a question does") {
    Shown shown;
    MessageBar& bar = shown.bar;
    bar.setReadingTime(1);
    Message offer{Message::Level::Information, "it is free now", "Open It", [] {}, "free"};
    offer.lasts = true;
    bar.post(offer);
    bar.post({Message::Level::Information, "written", {}, {}});
    CHECK(bar.sentence() == "it is free now");
    // What began to be shown later and lasts no longer is gone, so this one would be.
    MessageBar other(&shown.window);
    other.setReadingTime(1);
    other.setGeometry(0, 300, 600, 60);
    other.post({Message::Level::Information, "written", {}, {}});
    REQUIRE(becomes([&] { return other.sentence().isEmpty(); }));
    CHECK(bar.sentence() == "it is free now");
}

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
