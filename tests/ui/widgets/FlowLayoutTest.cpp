// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "tests/support/Support.h"
#include "ui/widgets/FlowLayout.h"

using namespace adapterscope;

TEST_CASE("A label and its control are in the same row at every width") {
    QWidget bar;
    auto* flow = new FlowLayout(&bar);
    auto* button = new QPushButton("Before");
    auto* list = new QComboBox;
    list->addItem("a choice");
    auto* last = new QPushButton("Last");
    flow->addWidget(button);
    flow->addLabelled("&Label", list);
    flow->addWidget(last);
    const auto* label = bar.findChild<QLabel*>();
    REQUIRE(label);
    CHECK(label->buddy() == list);
    bool isBesideButton = false, isBelowButton = false;
    for (int width = flow->minimumSize().width(); width <= flow->sizeHint().width() + 20; width += 5) {
        flow->setGeometry({0, 0, width, flow->heightForWidth(width)});
        INFO(width);
        CHECK(label->geometry().right() < list->x());
        CHECK(label->geometry().center().y() >= list->y());
        CHECK(label->geometry().center().y() <= list->geometry().bottom());
        CHECK(list->geometry().right() < width);
        isBesideButton = isBesideButton || list->y() <= button->geometry().bottom();
        isBelowButton = isBelowButton || label->y() > button->geometry().bottom();
    }
    CHECK(isBesideButton);
    CHECK(isBelowButton);
}
