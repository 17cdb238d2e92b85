// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/pages/design/LayerDiagram.h"
#include "ui/widgets/FindingLabel.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A typed design sets the controls and a wrong one is explained and stays to be corrected") {
    DesignDesk desk;
    auto& text = desk.get<QLineEdit>("designText");
    CHECK(text.text() == "houlsby");
    type(text, "pfeiffer:m=16,sigma=1e-3");
    CHECK(desk.get<QSpinBox>("m").value() == 16);
    CHECK(desk.get<QComboBox>("methodChooser").currentText() == "pfeiffer");
    CHECK(text.text() == "pfeiffer:m=16,sigma=1e-3");
    type(text, "houlsbi");
    CHECK(desk.get<FindingLabel>("designTextFault").text().contains("houlsbi"));
    CHECK(desk.design() == "pfeiffer:m=16,sigma=0.001");
    QTest::keyClick(&text, Qt::Key_Return);
    CHECK(text.text() == "houlsbi");
    CHECK(desk.get<FindingLabel>("designTextFault").text().contains("houlsbi"));
    type(text, "pfeiffer:m=16,sigma=1e-3");
    QTest::keyClick(&text, Qt::Key_Return);
    CHECK(text.text() == "pfeiffer:m=16,sigma=0.001");
    CHECK(desk.get<FindingLabel>("designTextFault").text().isEmpty());
}

TEST_CASE("Design and command line are copied as they are") {
    DesignDesk desk;
    type(desk.get<QSpinBox>("m"), "16");
    QTest::mouseClick(&desk.get<QToolButton>("designTextCopy"), Qt::LeftButton);
    CHECK(QApplication::clipboard()->text() == "houlsby:m=16");
    QTest::mouseClick(&desk.get<QToolButton>("commandTextCopy"), Qt::LeftButton);
    const QString command = QApplication::clipboard()->text();
    CHECK(command.startsWith("adapterscope-cli train houlsby:m=16 --base "));
    CHECK(command.endsWith("/task.tsv"));
}

TEST_CASE("There is no command while what was typed is not a design") {
    DesignDesk desk;
    auto& command = desk.get<QLineEdit>("commandText");
    auto& copy = desk.get<QToolButton>("commandTextCopy");
    const QString before = command.text();
    auto& rate = desk.get<QLineEdit>("lr");
    type(rate, "fast");
    CHECK(command.text().isEmpty());
    CHECK(command.placeholderText().startsWith("No command: "));
    CHECK(command.placeholderText().contains("fast"));
    CHECK(command.toolTip().contains("fast"));
    CHECK_FALSE(copy.isEnabled());
    type(rate, "0.002");
    CHECK(command.text().contains("houlsby:lr=0.002"));
    CHECK(copy.isEnabled());
    desk.session.editDesign(parseDesign("houlsby"), "test");
    CHECK(command.text() == before);
    auto& text = desk.get<QLineEdit>("designText");
    type(text, "houlsbi");
    CHECK(command.text().isEmpty());
    CHECK(command.placeholderText().contains("houlsbi"));
    type(text, "houlsby");
    CHECK(command.text() == before);
    CHECK(command.toolTip() == "The command that trains this design on this task without a window");
}

TEST_CASE("Typed text that is not a design is neither counted nor drawn nor given as a command") {
    DesignDesk desk;
    auto& text = desk.get<QLineEdit>("designText");
    const auto shows = [&](const char* fault) {
        CAPTURE(fault);
        CHECK(desk.session.designFault().contains(fault));
        CHECK(desk.get<QLabel>("trainedParameters").text() == "–");
        CHECK(desk.get<QLabel>("trainedShare").text() == "Cannot be counted: " + desk.session.designFault());
        CHECK(desk.get<FindingLabel>("designTextFault").text() == desk.session.designFault());
        CHECK(desk.get<QLineEdit>("commandText").placeholderText() == "No command: " + desk.session.designFault());
        CHECK_FALSE(desk.get<QToolButton>("commandTextCopy").isEnabled());
        const std::string before = desk.design();
        clickPart(desk.get<LayerDiagram>("layerDiagram"), "head");
        CHECK(desk.design() == before);
    };
    type(text, "lora:r=3 & foo");
    shows("foo");
    type(text, "houlsby:m=2|8");
    shows("alternatives");
    type(text, "houlsby:m=0");
    shows("= 0: ");
    type(text, "houlsby:m=0 & foo");
    shows("foo");
    CHECK_FALSE(desk.session.designFault().contains("= 0: "));
    type(text, "houlsby:m=8");
    CHECK(desk.session.designFault().isEmpty());
    CHECK(desk.get<QLabel>("trainedParameters").text() == "20,163");
    text.selectAll();
    QTest::keyClick(&text, Qt::Key_Delete);
    shows("empty");
    desk.session.editDesign(parseDesign("lora:r=4"), "test");  // as any control does
    CHECK(desk.session.designFault().isEmpty());
    CHECK(text.text() == "lora:r=4");
    CHECK(desk.get<QLineEdit>("commandText").text().contains("lora:r=4"));
    CHECK(desk.get<QLabel>("trainedParameters").text() != "–");
}

TEST_CASE("While a control cannot be read the design is not counted and does not go to the sweep") {
    DesignDesk desk;
    QSignalSpy asked(&desk.session, &Session::sweepRequested);
    auto& number = desk.get<QLabel>("trainedParameters");
    const QString before = number.text();
    auto& rate = desk.get<QLineEdit>("lr");
    type(rate, "fast");
    CHECK(number.text() == "–");
    CHECK(desk.session.designFault().contains("fast"));
    QTest::mouseClick(&desk.get<QAbstractButton>("addToSweep"), Qt::LeftButton);
    CHECK(asked.isEmpty());
    CHECK(desk.get<FindingLabel>("designTextFault").text().contains("fast"));
    type(desk.get<QSpinBox>("m"), "8");
    CHECK(desk.session.designFault().contains("fast"));
    QTest::keyClick(&rate, Qt::Key_Escape);
    CHECK(desk.session.designFault().isEmpty());
    CHECK(number.text() == "20,163");
    QTest::mouseClick(&desk.get<QAbstractButton>("addToSweep"), Qt::LeftButton);
    CHECK(asked.count() == 1);
    type(rate, "fast");
    desk.session.editDesign(parseDesign("lora:r=4"), "test");  // which has controls of its own
    CHECK(desk.session.designFault().isEmpty());
}

TEST_CASE("The box of a size shows what was typed as text, however large, with the fault below it") {
    DesignDesk desk;
    type(desk.get<QLineEdit>("designText"), "houlsby:m=99999999");
    CHECK(desk.get<QSpinBox>("m").value() == 99999999);
    CHECK(desk.get<FindingLabel>("mFindings").text().contains("the largest allowed is 65536"));
    CHECK(desk.get<QLabel>("trainedParameters").text() == "–");
    type(desk.get<QSpinBox>("m"), "16");
    CHECK(desk.design() == "houlsby:m=16");
    CHECK(desk.get<QLabel>("trainedParameters").text() != "–");
    desk.session.editDesign(parseDesign("prefix:hidden=99999999"), "test");
    CHECK(desk.get<QSpinBox>("hidden").value() == 99999999);
    CHECK(desk.get<FindingLabel>("hiddenFindings").text().contains("up to 65536"));
}
