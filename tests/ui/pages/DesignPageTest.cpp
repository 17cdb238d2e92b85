// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>

#include "tests/support/ScopedVariable.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/NumberBox.h"
#include "ui/widgets/StepSlider.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The Design page counts the Houlsby adapter of a small base and shows the formula with its numbers") {
    DesignDesk desk;
    // 8 · (2·64·128 + 128 + 64) + 9 · 2·128 + 3 · (128 + 1) = 132,608 + 2,304 + 387
    CHECK(desk.get<QLabel>("trainedParameters").text() == "135,299");
    CHECK(desk.get<QLabel>("budgetFormula").text() == "2·64·128 + 128 + 64 = 16,576");
    CHECK(desk.get<QLabel>("budgetTotal").text() == "= 135,299");
    CHECK(desk.get<QLabel>("trainedShare").text().contains("of the base's"));
    CHECK(desk.get<QLabel>("baseChooserInformation").text().contains("4 layers, d\u00a0=\u00a0128"));
    CHECK(desk.get<QLabel>("taskChooserInformation").text().contains("3 classes"));
}

TEST_CASE("A design shows the formula of what it trains most with its numbers") {
    DesignDesk desk;
    const auto shows = [&](const char* design, const QString& symbols, const QString& numbers) {
        desk.session.editDesign(parseDesign(design), "Design");
        CAPTURE(design);
        CHECK(desk.get<QLabel>("budgetSymbols").isVisible());
        CHECK(desk.get<QLabel>("budgetSymbols").text().toStdString() == symbols.toStdString());
        CHECK(desk.get<QLabel>("budgetFormula").text().toStdString() == numbers.toStdString());
    };
    shows("prompt:length=20", "Prompt of 20 tokens: pd", "20·128 = 2,560");
    shows("prefix:length=30,hidden=0", "Prefixes of 4 layers, each 2pd:", "2·30·128 = 7,680");
    shows("lora:r=4", "8 low-rank updates, each 2rd:", "2·4·128 = 1,024");
    shows("ia3", "Scales of 4 layers, each 2d + f:", "2·128 + 512 = 768");
    shows("layernorm", "9 LayerNorms, each 2d:", "2·128 = 256");
    shows("prefix:length=30,hidden=0 & pfeiffer:m=8", "Prefixes of 4 layers, each 2pd:", "2·30·128 = 7,680");
    shows("prefix:length=1,hidden=0 & pfeiffer:m=8", "Prefixes of 4 layers, each 2pd:", "2·1·128 = 256");
    shows("head", "Head, 3 classes: C(d + 1)", "3·(128 + 1) = 387");
}

TEST_CASE("The count follows every step while the bottleneck slider is dragged, and one undo takes the drag back") {
    DesignDesk desk;
    auto& slider = desk.get<StepSlider>("mSlider");
    auto& number = desk.get<QLabel>("trainedParameters");
    const QString before = number.text();
    slider.setFocus();
    QStringList seen{before};
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(&slider, Qt::Key_Right);
        CHECK_FALSE(seen.contains(number.text()));
        seen << number.text();
    }
    CHECK(desk.get<QSpinBox>("m").value() > 64);
    CHECK(desk.session.undoStack()->count() == 1);
    desk.session.undoStack()->undo();
    CHECK(number.text() == before);
    CHECK(desk.get<QSpinBox>("m").value() == 64);
    desk.session.undoStack()->redo();
    CHECK(number.text() == seen.last());
}

TEST_CASE("Typing a bottleneck size counts it at once") {
    DesignDesk desk;
    type(desk.get<QSpinBox>("m"), "8");
    CHECK(desk.design() == "houlsby:m=8");
    // 8 · (2·8·128 + 128 + 8) + 2,304 + 387
    CHECK(desk.get<QLabel>("trainedParameters").text() == "20,163");
}

TEST_CASE("A bottleneck of 0 is a fault below its control and one beyond d a remark") {
    DesignDesk desk;
    auto& findings = desk.get<FindingLabel>("mFindings");
    CHECK(findings.text().isEmpty());
    type(desk.get<QSpinBox>("m"), "0");
    CHECK(findings.isVisible());
    CHECK(findings.text().startsWith("\"Bottleneck size m\" = 0: "));
    CHECK(findings.text().contains("write \"Layers: none\", or"));
    CHECK(desk.get<QLabel>("trainedParameters").text() == "–");
    type(desk.get<QSpinBox>("m"), "200");
    CHECK(findings.text().contains("d = 128"));
    CHECK(desk.get<QLabel>("trainedParameters").text() != "–");
}

TEST_CASE("Sigma takes exponents and zero, and shows beside it what is not a standard deviation") {
    DesignDesk desk;
    auto& sigma = desk.get<NumberBox>("sigma");
    auto& findings = desk.get<FindingLabel>("sigmaFindings");
    type(sigma, "1e-7");
    CHECK(desk.design() == "houlsby:sigma=1e-7");
    type(sigma, "0");
    CHECK(desk.design() == "houlsby:sigma=0");
    CHECK(findings.text().contains("identity"));
    type(sigma, "-1");
    CHECK(findings.text().startsWith("\"Sigma\" = -1: "));
    type(sigma, "abc");
    CHECK(findings.text().contains("'abc'"));
    CHECK(findings.isVisible());
    type(sigma, "0.5");
    CHECK(desk.design() == "houlsby:sigma=0.5");
    CHECK(findings.text().contains("0.5 is large"));
}

TEST_CASE("Text that is not a number stays with its sentence until it is corrected or abandoned") {
    DesignDesk desk;
    auto& sigma = desk.get<NumberBox>("sigma");
    auto& findings = desk.get<FindingLabel>("sigmaFindings");
    for (const char* word : {"abc", "inf"}) {
        CAPTURE(word);
        type(sigma, word);
        QTest::keyClick(&sigma, Qt::Key_Return);
        QTest::keyClick(&sigma, Qt::Key_Tab);
        desk.get<QComboBox>("activation").setFocus();
        type(desk.get<QSpinBox>("m"), QString(word) == "abc" ? "16" : "24");
        CHECK(sigma.text() == word);
        CHECK(findings.text().contains('\'' + QString(word) + '\''));
    }
    CHECK(desk.design() == "houlsby:m=24");
    sigma.setFocus();
    QTest::keyClick(&sigma, Qt::Key_Escape);
    CHECK(sigma.text() == "0.01");
    CHECK(findings.text().isEmpty());
    type(sigma, "abc");
    type(sigma, "0.01");
    CHECK(findings.text().isEmpty());
    type(sigma, "abc");
    auto& slider = desk.get<StepSlider>("sigmaSlider");
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Home);
    CHECK(sigma.text() == "0");
    CHECK(desk.design() == "houlsby:m=24,sigma=0");
    auto& rate = desk.get<QLineEdit>("lr");
    type(rate, "fast");
    type(desk.get<QSpinBox>("m"), "8");
    CHECK(rate.text() == "fast");
    CHECK(desk.get<FindingLabel>("lrFindings").text().contains("fast"));
    QTest::keyClick(&rate, Qt::Key_Escape);
    CHECK(rate.text().isEmpty());
    CHECK(desk.get<FindingLabel>("lrFindings").text().isEmpty());
}

TEST_CASE("The sigma slider has a place for zero below its decades") {
    DesignDesk desk;
    auto& slider = desk.get<StepSlider>("sigmaSlider");
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Home);
    CHECK(desk.design() == "houlsby:sigma=0");
    QTest::keyClick(&slider, Qt::Key_Right);
    CHECK(desk.design() == "houlsby:sigma=1e-7");
    QTest::keyClick(&slider, Qt::Key_End);
    CHECK(desk.design() == "houlsby:sigma=1");
}

TEST_CASE("Every method can be chosen and shows the controls of its own settings") {
    DesignDesk desk;
    auto& method = desk.get<QComboBox>("methodChooser");
    choose(method, "top");
    CHECK(desk.design() == "top");
    CHECK(desk.page.findChild<QSpinBox*>("m") == nullptr);
    CHECK(desk.get<QSpinBox>("k").value() == 1);
    // one layer 4(d² + d) + 2df + f + d + 4d = 198,272, and the head
    CHECK(desk.get<QLabel>("trainedParameters").text() == "198,659");
    choose(method, "head");
    CHECK(desk.get<QLabel>("trainedParameters").text() == "387");
    choose(method, "adapter");
    CHECK(desk.page.findChild<QCheckBox*>("gating") != nullptr);
    QTest::mouseClick(&desk.get<QCheckBox>("gating"), Qt::LeftButton, {}, QPoint(8, 8));
    CHECK(desk.design() == "adapter:gating=on");
    CHECK(desk.get<QLabel>("budgetFormula").text().startsWith("2·64·128 + 128 + 64 + (128 + 1)"));
}

TEST_CASE("The runs of a fusion are typed as their ids and what is missing is stated below them") {
    DesignDesk desk;
    choose(desk.get<QComboBox>("methodChooser"), "fusion");
    auto& runs = desk.get<QLineEdit>("of");
    auto& findings = desk.get<FindingLabel>("ofFindings");
    CHECK(runs.text().isEmpty());
    CHECK(findings.text().contains("none is named"));
    CHECK_FALSE(runs.accessibleName().isEmpty());
    CHECK(runs.toolTip().size() > 60);
    type(runs, "fedcba9876543210");
    CHECK(desk.design() == "fusion:of=fedcba9876543210");
    CHECK(findings.text().contains("only one is named"));
    type(runs, "fedcba9876543210+0123");
    CHECK(findings.text().contains("'0123' is not the id of a run"));
    type(runs, "fedcba9876543210+0123456789abcdef");
    CHECK(desk.design() == "fusion:of=0123456789abcdef+fedcba9876543210");
    CHECK(runs.text() == "fedcba9876543210+0123456789abcdef");
    CHECK(findings.text().isEmpty());
    // 4 layers of 3d² + 2d, and the head
    CHECK(desk.get<QLabel>("trainedParameters").text() == "198,019");
}

TEST_CASE("A preset sets every control and is named while the design is that preset") {
    DesignDesk desk;
    auto& preset = desk.get<QComboBox>("presetChooser");
    CHECK(preset.currentData().toString() == "houlsby");
    choose(preset, preset.itemText(preset.findData("pfeiffer")));
    CHECK(desk.design() == "pfeiffer");
    CHECK(desk.get<QComboBox>("activation").currentText() == "relu");
    CHECK(desk.get<QSpinBox>("m").value() == 48);
    type(desk.get<QSpinBox>("m"), "12");
    CHECK(preset.currentIndex() == -1);
}

TEST_CASE("The design goes to the sweep as its text") {
    DesignDesk desk;
    QSignalSpy asked(&desk.session, &Session::sweepRequested);
    type(desk.get<QSpinBox>("m"), "32");
    QTest::mouseClick(&desk.get<QAbstractButton>("addToSweep"), Qt::LeftButton);
    REQUIRE(asked.count() == 1);
    CHECK(asked.first().first().toStringList() == QStringList{"houlsby:m=32"});
}

TEST_CASE("A design that cannot be trained does not go to the sweep and the reason is the one beside its control") {
    DesignDesk desk;
    QSignalSpy asked(&desk.session, &Session::sweepRequested);
    type(desk.get<NumberBox>("sigma"), "-1");
    QTest::mouseClick(&desk.get<QAbstractButton>("addToSweep"), Qt::LeftButton);
    CHECK(asked.isEmpty());
    CHECK(desk.get<FindingLabel>("designTextFault").text() == desk.get<FindingLabel>("sigmaFindings").text());
    CHECK(desk.get<FindingLabel>("designTextFault").text().startsWith("\"Sigma\" = -1: "));
    type(desk.get<NumberBox>("sigma"), "0.1");
    CHECK(desk.get<FindingLabel>("designTextFault").text().isEmpty());
    QTest::mouseClick(&desk.get<QAbstractButton>("addToSweep"), Qt::LeftButton);
    CHECK(asked.count() == 1);
}

TEST_CASE("Tab goes down the form in the order that is seen") {
    DesignDesk desk;
    desk.page.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&desk.page));
    choose(desk.get<QComboBox>("methodChooser"), "adapter");
    desk.get<QComboBox>("presetChooser").setFocus();
    QStringList order;
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        order << QApplication::focusWidget()->objectName();
    }
    CHECK(order.join(' ').toStdString() ==
          "methodChooser addPart mSlider m mByLayer sites form activation init "
          "sigmaSlider");
}

TEST_CASE("Going through the methods opens no stray window and leaves the focus where it is") {
    DesignDesk desk;
    desk.page.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&desk.page));
    choose(desk.get<QComboBox>("methodChooser"), "head");
    for (const QWidget* window : QApplication::topLevelWidgets())
        CHECK((window == &desk.page || !window->isVisible()));
    CHECK(QApplication::focusWidget() == &desk.get<QComboBox>("methodChooser"));
}

TEST_CASE("Every control of the Design page has a name for screen readers and a tip that teaches") {
    DesignDesk desk;
    for (const char* name :
         {"methodChooser", "presetChooser", "baseChooser", "taskChooser", "m",           "mSlider",    "sites",
          "form",          "activation",    "init",        "sigma",       "sigmaSlider", "layers",     "layernorm",
          "skip",          "scale",         "dropout",     "head",        "lr",          "designText", "commandText",
          "layerDiagram",  "layerMap"}) {
        CAPTURE(name);
        CHECK_FALSE(desk.get<QWidget>(name).accessibleName().isEmpty());
    }
    for (const char* name :
         {"m", "sites", "form", "activation", "init", "sigma", "layernorm", "skip", "scale", "dropout", "head"}) {
        CAPTURE(name);
        CHECK(desk.get<QWidget>(name).toolTip().size() > 60);
    }
}

TEST_CASE("At every size of the window the parts of the Design page are side by side and as high as they need to be") {
    DesignDesk desk;
    auto& budget = desk.get<QLabel>("budgetMeaning");
    for (const QSize size : {QSize(896, 580), QSize(1152, 740), QSize(1152, 700), QSize(1792, 1020)}) {
        CAPTURE(size.width(), size.height());
        desk.page.resize(size);
        type(desk.get<QLineEdit>("budgetWanted"), "20,000");
        QCoreApplication::processEvents();
        const auto placeOf = [&](const QWidget& part) { return QRect(part.mapTo(&desk.page, QPoint()), part.size()); };
        const std::vector<QRect> parts{
            placeOf(*desk.get<QWidget>("methodChooser").parentWidget()), placeOf(desk.get<QWidget>("layerDiagram")),
            placeOf(desk.get<QWidget>("budgetCard")), placeOf(*desk.get<QWidget>("identityStrip").parentWidget())};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            CHECK(parts[i].right() < size.width());
            for (std::size_t j = 0; j < i; ++j)
                CHECK_FALSE(parts[i].intersects(parts[j]));
        }
        CHECK(budget.height() >= budget.heightForWidth(budget.width()));
        auto& fits = desk.get<QListWidget>("budgetFits");
        CHECK(fits.visualItemRect(fits.item(4)).bottom() < fits.viewport()->height());
        type(desk.get<QLineEdit>("budgetWanted"), "");
        QTest::keyClick(&desk.get<QLineEdit>("budgetWanted"), Qt::Key_Backspace);
    }
}

TEST_CASE("Nothing moves sideways when the form gets a scroll bar") {
    DesignDesk desk;
    desk.page.resize(1152, 500);
    QCoreApplication::processEvents();
    const int before = desk.get<QWidget>("sigmaSlider").width();
    desk.page.resize(1152, 1000);
    QCoreApplication::processEvents();
    CHECK(desk.get<QWidget>("sigmaSlider").width() == before);
}

TEST_CASE("Nothing of the Design page needs a scroll bar at the default size") {
    const TempFolder home;
    const ScopedVariable cache("XDG_CACHE_HOME", home.path().string());  // a user's first start
    DesignDesk desk;
    desk.session.editBase("builtin");
    desk.session.editTask(taskNamed("sentiment"));
    REQUIRE(becomes([&] { return desk.page.isLoaded(); }, 60000));
    REQUIRE(desk.get<QWidget>("baseChooserOffer").isVisible());
    for (QScrollBar* bar : desk.page.findChildren<QScrollBar*>())
        if (bar->isVisibleTo(&desk.page)) {
            CAPTURE(bar->parent()->parent()->objectName().toStdString());
            CHECK(bar->maximum() == 0);
        }
}
