// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFocusEvent>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <catch2/catch.hpp>

#include "tests/ui/Ui.h"
#include "ui/widgets/MarkNavigation.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int apart = 20;

/// Marks in a row, 20 pixels apart; the first one can be clicked.
class Row : public QWidget, public MarkedArea {
public:
    explicit Row(MarkNavigation::Pointer pointer) : navigation(*this, *this, pointer) {
        resize(10 * apart, apart);
        show();
    }
    int markCount() const override { return count; }
    int markAt(const QPointF& place) const override {
        const int mark = static_cast<int>(place.x()) / apart;
        return mark < count ? mark : -1;
    }
    QString wordsOf(int mark) const override { return mark < 0 ? "a row" : QString("mark %1").arg(mark); }
    QString tipOf(int mark) const override { return mark < 0 ? QString() : QString("tip of %1").arg(mark); }
    bool isClickable(int mark) const override { return mark == 0; }
    bool activate(int mark) override {
        activated = mark;
        return takesKeys;
    }

    QPoint place(int mark) const { return {mark * apart + apart / 2, apart / 2}; }
    void point(int mark, Qt::MouseButtons buttons = Qt::NoButton) {
        QMouseEvent move(QEvent::MouseMove, place(mark), mapToGlobal(place(mark)), Qt::NoButton, buttons,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(this, &move);
    }
    void leave() {
        QEvent event(QEvent::Leave);
        QCoreApplication::sendEvent(this, &event);
    }
    void focus(QEvent::Type type, Qt::FocusReason reason) {
        QFocusEvent event(type, reason);
        QCoreApplication::sendEvent(this, &event);
    }
    /// Whether the widget took the key.
    bool press(Qt::Key key) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QCoreApplication::sendEvent(this, &event);
        return event.isAccepted() && !left;
    }
    void keyPressEvent(QKeyEvent* event) override {
        left = true;
        event->ignore();
    }

    int count = 4, activated = -2;
    bool takesKeys = true, left = false;
    MarkNavigation navigation;
};

/// Tells where its mark is: at its top.
class TallRow : public Row {
public:
    using Row::Row;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override {
        return query == Qt::ImCursorRectangle ? QRect(0, 0, apart, apart) : Row::inputMethodQuery(query);
    }
};

constexpr auto describes = MarkNavigation::Pointer::Describes;
constexpr auto highlights = MarkNavigation::Pointer::Highlights;

}  // namespace

TEST_CASE("Left, right, home and end go through marks and stop at both ends") {
    for (const auto pointer : {describes, highlights}) {
        Row row(pointer);
        QStringList seen;
        for (const auto key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Left, Qt::Key_Left, Qt::Key_Left, Qt::Key_End,
                               Qt::Key_Right, Qt::Key_Home}) {
            CHECK(row.press(key));
            seen << QString::number(row.navigation.current());
            CHECK(row.accessibleDescription() == "mark " + seen.last());
        }
        CHECK(seen.join(' ') == "0 1 0 0 0 3 3 0");
    }
}

TEST_CASE("Keys that do not move are left to the widget, and so is activation that it does not take") {
    Row row(highlights);
    for (const auto key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter}) {
        row.press(Qt::Key_End);
        row.activated = -2;
        CHECK(row.press(key));
        CHECK(row.activated == 3);
    }
    row.takesKeys = false;
    CHECK_FALSE(row.press(Qt::Key_Space));
    row.left = false;
    CHECK_FALSE(row.press(Qt::Key_A));
    CHECK(row.left);
    CHECK(row.navigation.selected() == 3);
}

TEST_CASE("The keyboard's way in is the first mark, and a click's is the mark that it meets") {
    Row row(describes);
    row.focus(QEvent::FocusIn, Qt::MouseFocusReason);
    CHECK(row.navigation.selected() == -1);
    row.focus(QEvent::FocusOut, Qt::MouseFocusReason);
    row.focus(QEvent::FocusIn, Qt::TabFocusReason);
    CHECK(row.accessibleDescription() == "mark 0");
    row.navigation.select(2);
    CHECK(row.accessibleDescription() == "mark 2");
    row.focus(QEvent::FocusOut, Qt::TabFocusReason);
    CHECK(row.accessibleDescription() == "a row");
    row.focus(QEvent::FocusIn, Qt::TabFocusReason);
    CHECK(row.accessibleDescription() == "mark 2");
}

TEST_CASE("A pointer that describes comes before the keyboard's mark, and the keys continue from it") {
    Row row(describes);
    QSignalSpy described(&row.navigation, &MarkNavigation::described);
    row.press(Qt::Key_Home);
    row.point(2);
    CHECK(row.accessibleDescription() == "mark 2");
    row.leave();
    CHECK(row.accessibleDescription() == "mark 0");
    row.point(2);
    row.press(Qt::Key_Right);
    CHECK(row.accessibleDescription() == "mark 3");
    CHECK(row.navigation.hovered() == -1);
    row.point(1, Qt::LeftButton);  // a drag
    CHECK(row.accessibleDescription() == "mark 3");
    row.point(1);
    row.point(9);
    CHECK(row.accessibleDescription() == "mark 3");
    QStringList words;
    for (const auto& each : described)
        words << each.first().toString();
    CHECK(words == QStringList{"mark 0", "mark 2", "mark 0", "mark 2", "mark 3", "mark 1", "mark 3"});
}

TEST_CASE("A pointer that only highlights leaves the description to the selected mark") {
    Row row(highlights);
    row.press(Qt::Key_Home);
    QSignalSpy changed(&row.navigation, &MarkNavigation::changed);
    row.point(2);
    CHECK(changed.count() == 1);
    CHECK(row.navigation.hovered() == 2);
    CHECK(row.accessibleDescription() == "mark 0");
    row.press(Qt::Key_Right);
    CHECK(row.navigation.hovered() == 2);
    CHECK(row.accessibleDescription() == "mark 1");
    row.point(3, Qt::LeftButton);
    CHECK(row.navigation.hovered() == 3);
    row.leave();
    CHECK(row.navigation.hovered() == -1);
}

TEST_CASE("The pointer is a hand over a mark that can be clicked, and a tip is shown over every mark") {
    Row row(describes);
    row.point(0);
    CHECK(row.cursor().shape() == Qt::PointingHandCursor);
    row.point(1);
    CHECK(row.cursor().shape() == Qt::ArrowCursor);
    CHECK(tipAt(row, row.place(1)) == "tip of 1");
    tipAt(row, row.place(8));
    CHECK(becomes([] { return !QToolTip::isVisible(); }));
}

TEST_CASE("Marks that were made again keep the selection within their number") {
    Row row(describes);
    row.press(Qt::Key_End);
    row.point(1);
    row.count = 2;
    row.navigation.renumber(row.navigation.selected());
    CHECK(row.navigation.selected() == 1);
    CHECK(row.navigation.hovered() == -1);
    row.count = 0;
    row.navigation.renumber(1);
    CHECK(row.navigation.current() == -1);
    CHECK(row.accessibleDescription() == "a row");
    for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End})
        row.press(key);
    CHECK(row.navigation.current() == -1);
}

TEST_CASE("The keyboard scrolls the whole widget into view if it fits, and else its mark") {
    QScrollArea area;
    auto* content = new QWidget;
    content->resize(220, 900);
    auto* row = new TallRow(describes);
    row->setParent(content);
    area.setWidget(content);
    area.resize(300, 220);
    area.show();
    const auto shows = [&](const QRect& part) {
        return area.viewport()->rect().contains(part.translated(row->mapTo(area.viewport(), QPoint())));
    };
    row->show();
    for (const int from : {0, 900})
        for (const int height : {150, 500}) {
            CAPTURE(from, height);
            row->setGeometry(0, 300, 200, height);
            area.verticalScrollBar()->setValue(from);
            REQUIRE_FALSE(shows(row->rect()));
            row->focus(QEvent::FocusIn, Qt::TabFocusReason);
            CHECK(shows(height == 150 ? row->rect() : QRect(0, 0, apart, apart)));
        }
}

TEST_CASE("A widget that is switched off takes neither keys nor the pointer") {
    Row row(describes);
    row.setEnabled(false);
    row.point(1);
    row.press(Qt::Key_Right);
    CHECK(row.navigation.current() == -1);
}
