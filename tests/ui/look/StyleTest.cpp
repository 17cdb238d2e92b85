// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <catch2/catch.hpp>

#include "ui/look/Style.h"

using namespace adapterscope;

namespace {

/// One notch towards the person. Returns whether the widget took it; what it leaves goes to those around it.
bool turnWheel(QWidget& over) {
    const QPointF place = over.rect().center();
    QWheelEvent wheel(place, over.mapToGlobal(place), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&over, &wheel);
    return wheel.isAccepted();
}

}  // namespace

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
