// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <catch2/catch.hpp>

#include "ui/look/Style.h"

using namespace adapterscope;

namespace {

/// One notch towards the person.
void turnWheel(QWidget& over) {
    const QPointF place = over.rect().center();
    QWheelEvent wheel(place, over.mapToGlobal(place), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&over, &wheel);
}

}  // namespace

TEST_CASE("The wheel scrolls the form and changes the value of a control only if it has the focus") {
    QScrollArea area;
    auto* form = new QWidget;
    auto* layout = new QVBoxLayout(form);
    auto* list = new QComboBox;
    list->addItems({"a", "b", "c"});
    list->setCurrentIndex(1);
    auto* number = new QSpinBox;
    number->setValue(5);
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setValue(50);
    for (QWidget* control : {static_cast<QWidget*>(list), static_cast<QWidget*>(number), static_cast<QWidget*>(slider)})
        layout->addWidget(control);
    form->setMinimumHeight(2000);
    area.setWidget(form);
    area.resize(300, 200);
    Style style;
    for (QWidget* widget : area.findChildren<QWidget*>())
        widget->setStyle(&style);
    area.show();
    REQUIRE(QTest::qWaitForWindowExposed(&area));
    form->setFocus();

    const auto values = [&] { return std::vector{list->currentIndex(), number->value(), slider->value()}; };
    const auto before = values();
    for (QWidget* control :
         {static_cast<QWidget*>(list), static_cast<QWidget*>(number), static_cast<QWidget*>(slider)}) {
        const int scrolled = area.verticalScrollBar()->value();
        turnWheel(*control);
        CHECK(values() == before);
        CHECK_FALSE(control->hasFocus());
        CHECK(area.verticalScrollBar()->value() > scrolled);
    }
    for (QWidget* control :
         {static_cast<QWidget*>(list), static_cast<QWidget*>(number), static_cast<QWidget*>(slider)}) {
        const auto untouched = values();
        control->setFocus();
        turnWheel(*control);
        CHECK(values() != untouched);
    }
    for (QWidget* widget : area.findChildren<QWidget*>())
        widget->setStyle(nullptr);
}
