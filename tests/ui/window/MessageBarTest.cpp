// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>
#include <catch2/catch.hpp>

#include "tests/ui/Ui.h"
#include "ui/window/MessageBar.h"
#include "ui/window/PageArea.h"

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

/// The bar among the pages of a window.
struct ShownPages {
    QWidget window;
    QStackedWidget* pages = new QStackedWidget;
    MessageBar* bar = new MessageBar(&window);
    PageArea* area = new PageArea(bar, pages, &window);

    ShownPages() {
        pages->addWidget(new QWidget);
        area->setGeometry(0, 0, 600, 400);
        window.resize(600, 430);  // as if a status bar of 30 pixels were below
        window.show();
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

TEST_CASE("A message takes space below the pages while it is shown, unless it comes while the pointer is on them") {
    ShownPages shown;
    auto& [window, pages, bar, area] = shown;
    CHECK(pages->geometry() == QRect(0, 0, 600, 400));
    bar->post({Message::Level::Fault, "broken", {}, {}});
    QCoreApplication::processEvents();
    CHECK(pages->geometry() == QRect(0, 0, 600, 400 - bar->height()));
    CHECK(bar->geometry().bottom() == 399);
    pages->setAttribute(Qt::WA_UnderMouse);
    bar->clear();
    CHECK(pages->geometry() == QRect(0, 0, 600, 400));
    bar->post({Message::Level::Fault, "broken again", {}, {}});
    QCoreApplication::processEvents();
    CHECK(bar->isVisible());
    CHECK(pages->geometry() == QRect(0, 0, 600, 400));
    CHECK(bar->geometry().bottom() == 429);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(pages, &leave);
    CHECK(pages->geometry() == QRect(0, 0, 600, 400 - bar->height()));
}

TEST_CASE("A message gets its space although the pointer rests on the pages while the person works by keyboard") {
    ShownPages shown;
    auto& [window, pages, bar, area] = shown;
    pages->setAttribute(Qt::WA_UnderMouse);
    bar->post({Message::Level::Information, "the sweep has started", {}, {}});
    QCoreApplication::processEvents();
    CHECK(pages->geometry() == QRect(0, 0, 600, 400));
    QTest::keyClick(pages, Qt::Key_Down);
    CHECK(pages->geometry() == QRect(0, 0, 600, 400 - bar->height()));
    bar->clear();
    bar->post({Message::Level::Information, "the next one", {}, {}});
    QCoreApplication::processEvents();
    CHECK(pages->geometry() == QRect(0, 0, 600, 400 - bar->height()));
    QTest::mouseMove(pages, QPoint(100, 100));
    QCoreApplication::processEvents();
    CHECK(pages->geometry() == QRect(0, 0, 600, 400 - bar->height()));
    bar->clear();
    bar->post({Message::Level::Information, "while the pointer is used", {}, {}});
    QCoreApplication::processEvents();
    CHECK(pages->geometry() == QRect(0, 0, 600, 400));
}

TEST_CASE("A message that lies over the pages leaves the status bar readable while it shows progress") {
    ShownPages shown;
    auto& [window, pages, bar, area] = shown;
    pages->setAttribute(Qt::WA_UnderMouse);
    bar->post({Message::Level::Information, "the sweep has started", {}, {}});
    QCoreApplication::processEvents();
    CHECK(bar->geometry().bottom() == 429);
    area->keepStatusBar(true);
    CHECK(bar->geometry().bottom() == 399);
    CHECK(pages->geometry() == QRect(0, 0, 600, 400));
    bar->clear();
    bar->post({Message::Level::Information, "the next one", {}, {}});
    QCoreApplication::processEvents();
    CHECK(bar->geometry().bottom() == 399);
    CHECK(pages->geometry() == QRect(0, 0, 600, 400));
    area->keepStatusBar(false);
    CHECK(bar->geometry().bottom() == 399);
}
