// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

#include "tests/support/Support.h"
#include "ui/widgets/NumberBox.h"
#include "ui/widgets/StepSlider.h"

using namespace adapterscope;

TEST_CASE("Whole steps rise without repeats from 1 to the largest") {
    const auto steps = wholeSteps(512);
    CHECK(steps.front() == 1);
    CHECK(steps.back() == 512);
    for (std::size_t i = 1; i < steps.size(); ++i)
        CHECK(steps[i] > steps[i - 1]);
    for (const double power : {1, 2, 4, 8, 16, 32, 64, 128, 256})
        CHECK(std::count(steps.begin(), steps.end(), power) == 1);
    CHECK(wholeSteps(4) == std::vector<double>{1, 2, 3, 4});
    CHECK(wholeSteps(1) == std::vector<double>{1});
}

TEST_CASE("Decade steps hold zero and the very numbers that are typed") {
    const auto steps = decadeSteps(-7, 0);
    CHECK(steps.front() == 0);
    CHECK(steps[1] == 1e-7);
    CHECK(steps.back() == 1);
    for (const double value : {1e-5, 3e-4, 1e-2, 0.5})
        CHECK(std::count(steps.begin(), steps.end(), value) == 1);
}

TEST_CASE("A slider shows the nearest step by factor and keeps zero apart") {
    StepSlider slider;
    slider.setSteps(decadeSteps(-7, 0), 5);
    QSignalSpy moved(&slider, &StepSlider::stepped);
    slider.showValue(0.0105);
    CHECK(slider.stepValue() == 0.01);
    slider.showValue(1e-12);
    CHECK(slider.stepValue() == 1e-7);
    slider.showValue(0);
    CHECK(slider.stepValue() == 0);
    slider.showValue(-3);
    CHECK(slider.stepValue() == 0);
    CHECK(moved.isEmpty());
    QTest::keyClick(&slider, Qt::Key_Right);
    REQUIRE(moved.count() == 1);
    CHECK(moved.first().first().toDouble() == 1e-7);
}

TEST_CASE("A number box shows small numbers as they are written and steps by factors") {
    NumberBox box;
    box.setSteps(decadeSteps(-7, 0));
    box.setValue(1e-7);
    CHECK(box.text() == "1e-7");
    box.stepBy(1);
    CHECK(box.value() == 2e-7);
    box.stepBy(-2);
    CHECK(box.value() == 0);
    box.stepBy(-1);
    CHECK(box.value() == 0);
    box.setValue(0.01);
    CHECK(box.text() == "0.01");
}

TEST_CASE("A number box lets words be typed and reports them and keeps them until it is given a number") {
    NumberBox box;
    box.setValue(0.5);
    QSignalSpy typed(&box, &NumberBox::typed);
    box.selectAll();
    QTest::keyClicks(&box, "abc");
    CHECK(box.text() == "abc");
    REQUIRE(typed.count() == 3);
    CHECK(typed.last().first().toString() == "abc");
    QTest::keyClick(&box, Qt::Key_Return);
    CHECK(box.text() == "abc");
    box.showValue(0.5);
    CHECK(box.text() == "0.5");
}
