// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>

#include "core/design/Fit.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/NumberBox.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The ruler of budgets has the design beside landmarks, from the cheapest to the most expensive") {
    DesignDesk desk;
    // 3 · (128 + 1) = 387; 387 + 9 · 2·128; 387 + 12·128² + 13·128
    CHECK(desk.get<QWidget>("budgetRuler")
              .accessibleDescription()
              .startsWith("This design: 135,299, head: 387, LayerNorms: 2,691, top layer: 198,659, full: "));
}

TEST_CASE("A budget lists the designs that fit it and a click takes one") {
    DesignDesk desk;
    type(desk.get<QLineEdit>("budgetWanted"), "20,000");
    auto& list = desk.get<QListWidget>("budgetFits");
    REQUIRE(list.count() > 3);
    CHECK(list.isVisible());
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(0)).center());
    QString number = desk.get<QLabel>("trainedParameters").text();
    CHECK(list.item(0)->text().startsWith(number));
    CHECK(number.remove(',').toInt() <= 20000);
    type(desk.get<QLineEdit>("budgetWanted"), "many");
    CHECK(desk.get<FindingLabel>("budgetWantedFault").text().contains("many"));
    CHECK(desk.get<QWidget>("sweepAtBudget").isHidden());
    type(desk.get<QLineEdit>("budgetWanted"), "50");
    CHECK(desk.get<FindingLabel>("budgetWantedFault").text().contains("into 50 trained parameters"));
    type(desk.get<QLineEdit>("budgetWanted"), "50.000");
    CHECK(desk.get<FindingLabel>("budgetWantedFault").text().contains("reads as 50 parameters"));
    type(desk.get<QLineEdit>("budgetWanted"), "80 kB");
    REQUIRE(list.count() > 3);
    CHECK(list.item(1)->text().contains("kB  "));
}

TEST_CASE("The current design comes first among those that fit a budget, at its largest size and with its settings") {
    DesignDesk desk;
    const QListWidget& list = desk.get<QListWidget>("budgetFits");
    type(desk.get<QLineEdit>("budgetWanted"), "20,000");
    CHECK(list.item(0)->text().contains(QRegularExpression("  houlsby:m=[0-9]+$")));
    type(desk.get<NumberBox>("sigma"), "0.1");
    type(desk.get<QLineEdit>("budgetWanted"), "30,000");
    CHECK(list.item(0)->text().contains(QRegularExpression("  houlsby:m=[0-9]+,sigma=0.1$")));
}

TEST_CASE("The answers to a budget follow the design unless it is one of them") {
    DesignDesk desk;
    type(desk.get<QLineEdit>("budgetWanted"), "20,000");
    const auto& list = desk.get<QListWidget>("budgetFits");
    const QStringList before = cellsOf(*list.model());
    REQUIRE(before.size() > 3);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(2)).center());
    CHECK(before[2].endsWith("  " + QString::fromStdString(desk.design())));
    CHECK(cellsOf(*list.model()) == before);
    desk.session.editDesign(parseDesign("bitfit & lora:r=1"), "test");
    CHECK(list.item(0)->text().contains(QRegularExpression("  bitfit & lora:r=[2-9]+$")));
    CHECK(list.count() >= before.size());
    type(desk.get<QLineEdit>("designText"), "bitfit & lora:r=1 & foo");
    CHECK(list.item(0)->text().contains("  bitfit & lora:r="));
    desk.session.editDesign(parseDesign("houlsby"), "test");
    CHECK(cellsOf(*list.model()) == before);
}

TEST_CASE("A design that fits a budget at no size is named above those that do") {
    DesignDesk desk;
    type(desk.get<QLineEdit>("budgetWanted"), "20,000");
    const auto& fault = desk.get<FindingLabel>("budgetWantedFault");
    CHECK(fault.text().isEmpty());
    desk.session.editDesign(parseDesign("prefix & pfeiffer"), "test");
    CHECK(fault.text() ==
          "prefix & pfeiffer does not fit into 20,000 trained parameters, whichever part's size is "
          "lowered; write smaller sizes of the others.");
    CHECK(desk.get<QListWidget>("budgetFits").count() > 3);
    desk.session.editDesign(parseDesign("full"), "test");
    CHECK(fault.text() == "full does not fit into 20,000 trained parameters.");
    desk.session.editDesign(parseDesign("houlsby:sigma=0.1"), "test");
    CHECK(fault.text().isEmpty());
}

TEST_CASE("The designs that are listed for a budget, and no others, go into the sweep in one click") {
    DesignDesk desk;
    QSignalSpy asked(&desk.session, &Session::sweepRequested);
    type(desk.get<QLineEdit>("budgetWanted"), "20,000");
    const QListWidget& list = desk.get<QListWidget>("budgetFits");
    QTest::mouseClick(&desk.get<QAbstractButton>("sweepAtBudget"), Qt::LeftButton);
    REQUIRE(asked.count() == 1);
    const QStringList designs = asked.first().first().toStringList();
    REQUIRE(designs.size() == list.count());
    const auto fits = fit({20000}, *desk.session.baseConfig(), desk.session.classes(), desk.session.pooling());
    REQUIRE(list.count() >= std::ssize(fits));
    REQUIRE(list.count() > 12);
    QSet<QString> methods, ofFirst;
    for (const Fit& each : fits)
        methods.insert(QString::fromStdString(each.design.name()));
    for (int row = 0; row < list.count(); ++row) {
        CHECK(list.item(row)->text().endsWith("  " + designs[row]));
        const Design design = parseDesign(designs[row].toStdString());
        CHECK(count(design, *desk.session.baseConfig(), desk.session.classes(), desk.session.pooling()).trained <=
              20000);
        if (row <= methods.size())  // after the current design's own answer comes the closest of each method
            ofFirst.insert(QString::fromStdString(design.name()));
    }
    CHECK(ofFirst.contains(methods));
    CHECK(QSet<QString>(designs.begin(), designs.end()).size() == designs.size());
}
