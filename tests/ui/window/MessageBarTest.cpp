// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <catch2/catch.hpp>

#include "tests/ui/Ui.h"
#include "ui/window/MessageBar.h"

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
