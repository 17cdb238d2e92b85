// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStyleOptionButton>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <catch2/catch.hpp>

#include "tests/ui/Contrast.h"
#include "tests/ui/ScopedLook.h"
#include "tests/ui/Ui.h"
#include "ui/look/Style.h"
#include "ui/look/Theme.h"
#include "ui/look/ThemeMode.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// One notch towards the person. Returns whether the widget took it; what it leaves goes to those around it.
bool turnWheel(QWidget& over) {
    const QPointF place = over.rect().center();
    QWheelEvent wheel(place, over.mapToGlobal(place), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&over, &wheel);
    return wheel.isAccepted();
}

/// The least contrast of a button's text with the ground that the style paints for it in that state.
double leastContrast(const QPushButton& button, QStyle::State state, QPalette::ColorGroup group) {
    QStyleOptionButton option;
    option.initFrom(&button);
    option.state = QStyle::State_Enabled | state;
    option.palette.setCurrentColorGroup(group);
    option.rect = QRect(0, 0, 120, 40);
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(option.palette.color(QPalette::Window));
    QPainter painter(&image);
    QApplication::style()->drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, nullptr);
    painter.end();
    const QColor text = option.palette.color(QPalette::ButtonText);
    double least = 21;
    for (int y = 5; y < image.height() - 5; ++y)
        least = std::min(least, contrast(text, image.pixelColor(image.width() / 2, y)));
    return least;
}

/// Takes every key, as fields under X11 take more than elsewhere.
class GreedyField : public QLineEdit {
protected:
    bool event(QEvent* event) override {
        if (event->type() != QEvent::ShortcutOverride)
            return QLineEdit::event(event);
        event->accept();
        return true;
    }
};

}  // namespace

TEST_CASE("Of Ctrl with a letter a text field takes only what everybody edits with") {
    Style style;
    GreedyField field;
    field.setStyle(&style);
    field.show();
    for (int key = Qt::Key_A; key <= Qt::Key_Z; ++key) {
        CAPTURE(QChar(key).toLatin1());
        CHECK(takes(field, Qt::ControlModifier, key) == QString("ACVXYZ").contains(QChar(key)));
        CHECK(takes(field, Qt::NoModifier, key));
        CHECK(takes(field, Qt::ShiftModifier, key));
    }
    for (const int key : {Qt::Key_Left, Qt::Key_Home, Qt::Key_Backspace})
        CHECK(takes(field, Qt::ControlModifier, key));
    field.setStyle(nullptr);
}

TEST_CASE("Enter presses a tool button and shows its menu") {
    Style style;
    QWidget window;
    auto* plain = new QToolButton(&window);
    auto* withMenu = new QToolButton(&window);
    QMenu menu;
    menu.addAction("File");
    withMenu->setMenu(&menu);
    withMenu->setPopupMode(QToolButton::InstantPopup);
    for (QToolButton* button : {plain, withMenu})
        button->setStyle(&style);
    window.show();
    int presses = 0, menus = 0;
    QObject::connect(plain, &QToolButton::clicked, [&] { ++presses; });
    QObject::connect(&menu, &QMenu::aboutToShow, [&] {
        ++menus;
        QTimer::singleShot(0, &menu, &QWidget::close);  // the button waits for it
    });
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
        QTest::keyClick(plain, key);
        QTest::keyClick(withMenu, key);
    }
    CHECK(presses == 3);
    CHECK(menus == 3);
    for (QToolButton* button : {plain, withMenu})
        button->setStyle(nullptr);
}

TEST_CASE("The text of an enabled button stands out from its ground in both palettes and in every state") {
    const ScopedLook before;
    for (const theme::Mode mode : {theme::Mode::Light, theme::Mode::Dark}) {
        theme::apply(mode);
        QPushButton plain, emphasised;
        theme::emphasise(emphasised, QApplication::palette());
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            for (const QStyle::State state : std::initializer_list<QStyle::State>{
                     QStyle::State_None, QStyle::State_Raised, QStyle::State_MouseOver, QStyle::State_Sunken,
                     QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange}) {
                INFO("mode " << static_cast<int>(mode) << ", state " << state.toInt() << ", group " << group);
                CHECK(leastContrast(plain, state, group) >= 4.5);
                CHECK(leastContrast(emphasised, state, group) >= 4.5);
            }
        // What is selected in lists and texts has the same colours.
        const QPalette palette = QApplication::palette();
        CHECK(contrast(palette.color(QPalette::Highlight), palette.color(QPalette::HighlightedText)) >= 4.5);
    }
}

TEST_CASE("The wheel scrolls the form and changes the value of a control only if it has the focus") {
    QWidget form;
    auto* layout = new QVBoxLayout(&form);
    auto* list = new QComboBox;
    list->addItems({"a", "b", "c"});
    list->setCurrentIndex(1);
    auto* number = new QSpinBox;
    number->setValue(5);
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setValue(50);
    for (QWidget* control : {static_cast<QWidget*>(list), static_cast<QWidget*>(number), static_cast<QWidget*>(slider)})
        layout->addWidget(control);
    Style style;
    for (QWidget* widget : form.findChildren<QWidget*>())
        widget->setStyle(&style);
    form.show();
    REQUIRE(QTest::qWaitForWindowExposed(&form));
    form.setFocus();

    const auto values = [&] { return std::vector{list->currentIndex(), number->value(), slider->value()}; };
    const auto before = values();
    for (QWidget* control :
         {static_cast<QWidget*>(list), static_cast<QWidget*>(number), static_cast<QWidget*>(slider)}) {
        CHECK_FALSE(turnWheel(*control));
        CHECK(values() == before);
        CHECK_FALSE(control->hasFocus());
    }
    for (QWidget* control :
         {static_cast<QWidget*>(list), static_cast<QWidget*>(number), static_cast<QWidget*>(slider)}) {
        const auto untouched = values();
        control->setFocus();
        CHECK(turnWheel(*control));
        CHECK(values() != untouched);
    }
    for (QWidget* widget : form.findChildren<QWidget*>())
        widget->setStyle(nullptr);
}

TEST_CASE("Texts in a table without lines keep a distance from those in the next column") {
    const Style style;
    QTableView table;
    const int beside = style.pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &table);
    table.setShowGrid(false);
    CHECK(style.pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &table) >= beside + 4);
}
