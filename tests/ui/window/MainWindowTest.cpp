// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <nlohmann/json.hpp>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/ScopedLook.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "tests/ui/window/WindowDesk.h"
#include "ui/look/ThemeMode.h"
#include "ui/pages/design/LayerDiagram.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/LayerMap.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageBar.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The colours of everything on all pages, shown or not, and the signs that are drawn in them.
QStringList coloursOf(const MainWindow& window) {
    QStringList lines;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        QString line = QString::fromLatin1(widget->metaObject()->className()) + " " + widget->objectName();
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::Window,
                                QPalette::Base, QPalette::Button, QPalette::Highlight})
            line += " " + widget->palette().color(QPalette::Active, role).name();
        if (const auto* label = qobject_cast<const QLabel*>(widget); label && !label->pixmap().isNull()) {
            const QImage sign = label->pixmap().toImage();
            line += " " + QString::number(qChecksum(
                              QByteArrayView(reinterpret_cast<const char*>(sign.constBits()), sign.sizeInBytes())));
        }
        lines << line;
    }
    return lines;
}

QStringList coloursOfPages(WindowDesk& desk) {
    for (Page* page : desk.window.pages()) {
        desk.window.showPage(page->key());
        REQUIRE(becomes([&] { return page->isLoaded(); }, 60000));
    }
    return coloursOf(desk.window);
}

}  // namespace

TEST_CASE("A window whose colours are switched looks like one that was opened in them") {
    const ScopedLook before;
    const auto [from, to] = GENERATE(table<theme::Mode, theme::Mode>(
        {{theme::Mode::Light, theme::Mode::Dark}, {theme::Mode::Dark, theme::Mode::Light}}));
    theme::apply(from);
    QStringList wrong;
    {
        WindowDesk desk;
        coloursOfPages(desk);
        theme::apply(to);
        QCoreApplication::processEvents();
        wrong = coloursOf(desk.window);
    }
    WindowDesk desk;
    const QStringList right = coloursOfPages(desk);
    wrong.removeIf([&](const QString& line) { return right.contains(line); });
    CHECK_THAT(wrong.join('\n').toStdString(), Catch::Equals(""));
}

TEST_CASE("The window lists its pages and Ctrl with a digit shows them") {
    WindowDesk desk;
    auto& list = desk.get<QListWidget>("pageList");
    REQUIRE(list.count() == 4);
    CHECK(list.item(0)->text() == "Design");
    QTest::keyClick(&desk.window, Qt::Key_3, Qt::ControlModifier);
    CHECK(desk.window.currentPage()->key() == "compare");
    QTest::keyClick(&desk.window, Qt::Key_4, Qt::ControlModifier);
    CHECK(desk.window.currentPage()->key() == "explain");
    CHECK(list.currentItem()->text() == "Explain");
    QTest::keyClick(&desk.window, Qt::Key_1, Qt::ControlModifier);
    CHECK(desk.window.currentPage()->key() == "design");
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(1)).center());
    CHECK(desk.window.currentPage()->key() == "sweep");
}

TEST_CASE("Ctrl F reaches the filter from anywhere on the Compare page, the list of pages too") {
    WindowDesk desk;
    filledProject(desk.folder / "p.adapterscope", fabricatedSweep());
    desk.session.openProject(desk.folder / "p.adapterscope");
    desk.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&desk.window));
    desk.window.showPage("compare");
    REQUIRE(becomes([&] { return desk.get<QWidget>("runFilter").isVisible(); }));
    for (const char* from : {"pageList", "runTable", "resetZoom"}) {
        auto& control = desk.get<QWidget>(from);
        control.setFocus();
        QTest::keyClick(&control, Qt::Key_F, Qt::ControlModifier);
        INFO("from " << from);
        CHECK(desk.get<QLineEdit>("runFilter").hasFocus());
    }
    desk.window.showPage("design");
    auto& pages = desk.get<QListWidget>("pageList");
    pages.setFocus();
    QTest::keyClick(&pages, Qt::Key_F, Qt::ControlModifier);
    CHECK(pages.hasFocus());
}

TEST_CASE("Ctrl Z takes a design edit back even while the spin box has the focus") {
    WindowDesk desk;
    auto& box = desk.get<QSpinBox>("m");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&box, "32");
    REQUIRE(toText(desk.session.design()) == "houlsby:m=32");
    CHECK(desk.action("undo").text().contains("Bottleneck"));
    QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier);
    CHECK(toText(desk.session.design()) == "houlsby");
    CHECK(box.value() == 64);
    QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(toText(desk.session.design()) == "houlsby:m=32");
}

TEST_CASE("A design is exported into a folder for AdapterScope, AdapterHub and PEFT") {
    WindowDesk desk;
    desk.setSize(15);
    desk.action("exportDesignAction").trigger();
    desk.answer("exportDialog", desk.path("own"));
    const auto own = nlohmann::json::parse(readFile(desk.folder / "own/design.json"));
    CHECK(own.dump().find("houlsby:m=15") != std::string::npos);
    CHECK(desk.message().contains("own/design.json"));
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);

    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    desk.action("exportDesignAction").trigger();
    auto& dialog = desk.get<QFileDialog>("exportDialog");
    dialog.selectNameFilter(dialog.nameFilters().at(1));
    desk.answer("exportDialog", desk.path("hub"));
    const auto hub = nlohmann::json::parse(readFile(desk.folder / "hub/adapter_config.json"));
    // AdapterHub computes int(hidden // factor).
    CHECK(static_cast<int>(128 / hub.at("config").at("reduction_factor").get<double>()) == 15);
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);

    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    desk.session.editDesign(parseDesign("lora:r=4,head=off"), "test");
    desk.action("exportDesignAction").trigger();
    auto& last = desk.get<QFileDialog>("exportDialog");
    last.selectNameFilter(last.nameFilters().last());
    desk.answer("exportDialog", desk.path("peft"));
    CHECK(nlohmann::json::parse(readFile(desk.folder / "peft/adapter_config.json")).at("peft_type") == "LORA");
    CHECK(desk.message().contains(": off\" is not part of a PEFT configuration: freeze the head by hand."));
}

TEST_CASE("Exporting a design overwrites nothing unasked") {
    WindowDesk desk;
    std::filesystem::create_directory(desk.folder / "there");
    writeFile(desk.folder / "there/design.json", "{}");
    desk.action("exportDesignAction").trigger();
    desk.answer("exportDialog", desk.path("task.tsv"));
    CHECK(desk.message().endsWith("task.tsv cannot be written: it is a file, not a folder. Choose another folder."));
    CHECK(std::filesystem::is_regular_file(desk.folder / "task.tsv"));
    QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);

    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    writeFile(desk.folder / "there/notes.txt", "mine");
    for (const bool agrees : {false, true}) {
        desk.action("exportDesignAction").trigger();
        desk.answer("exportDialog", desk.path("there"));
        auto& box = desk.get<QMessageBox>("replaceDialog");
        CHECK(box.text() == "Replace design.json in " + desk.path("there") + "?");
        CHECK(readFile(desk.folder / "there/design.json") == "{}");
        for (auto* button : box.buttons())
            if ((box.buttonRole(button) == QMessageBox::DestructiveRole) == agrees)
                button->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    CHECK(desk.message().contains("there/design.json"));
    CHECK(readFile(desk.folder / "there/design.json").find("houlsby") != std::string::npos);
    CHECK(readFile(desk.folder / "there/notes.txt") == "mine");
}

TEST_CASE("Every menu opens with a letter of its own") {
    WindowDesk desk;
    QMap<QChar, int> letters;
    for (QAction* top : desk.window.menuBar()->actions()) {
        CAPTURE(top->text().toStdString());
        const auto mark = top->text().indexOf('&');
        REQUIRE(mark >= 0);
        CHECK(++letters[top->text()[mark + 1].toLower()] == 1);
        CHECK_FALSE(top->menu()->actions().isEmpty());
    }
    CHECK(letters.size() >= 4);
}

TEST_CASE("The menu with the actions for runs shows their tips, which tell why one cannot be used") {
    WindowDesk desk;
    int menus = 0;
    for (QAction* top : desk.window.menuBar()->actions())
        for (QAction* each : top->menu()->actions())
            if (each->objectName() == "exportRun") {
                ++menus;
                CHECK(top->menu()->toolTipsVisible());
                CHECK_FALSE(each->isEnabled());
                CHECK(each->toolTip().contains("select one"));
            }
    CHECK(menus >= 1);
}

TEST_CASE("No two actions of the menus share a shortcut") {
    WindowDesk desk;
    QMap<QString, int> shortcuts;
    for (QAction* top : desk.window.menuBar()->actions())
        for (QAction* each : top->menu()->actions())
            for (const QKeySequence& keys : each->shortcuts()) {
                CAPTURE(keys.toString().toStdString());
                CHECK(++shortcuts[keys.toString()] == 1);
            }
}

TEST_CASE("Size and page come back with the next window") {
    WindowDesk desk;
    desk.window.resize(1111, 711);
    desk.window.showPage("compare");
    desk.window.close();
    MainWindow next(desk.session);
    next.restoreLast();
    CHECK(next.size() == QSize(1111, 711));
    CHECK(next.currentPage()->key() == "compare");
}

TEST_CASE("What is reported about the sweep's list goes when the Sweep page is reached") {
    WindowDesk desk;
    desk.get<QPushButton>("addToSweep").click();
    CHECK(desk.message() == "houlsby is in the sweep's list of designs.");
    desk.setSize(16);
    desk.get<QPushButton>("addToSweep").click();
    CHECK(desk.message() == "houlsby:m=16 is in the sweep's list of designs.");
    desk.window.showPage("compare");
    CHECK_FALSE(desk.message().isEmpty());
    QTest::keyClick(&desk.window, Qt::Key_2, Qt::ControlModifier);
    CHECK(desk.message().isEmpty());
}

TEST_CASE("A typed design with a fault is neither added to the sweep, by its shortcut either, nor exported") {
    WindowDesk desk;
    QSignalSpy asked(&desk.session, &Session::sweepRequested);
    auto& text = desk.get<QLineEdit>("designText");
    for (const char* wrong : {"lora:r=0", "lora:r=two"}) {
        type(text, wrong);
        CHECK_FALSE(desk.get<FindingLabel>("designTextFault").text().isEmpty());
        CHECK_FALSE(desk.get<QPushButton>("addToSweep").isEnabled());
        CHECK_FALSE(desk.get<QPushButton>("exportDesign").isEnabled());
        QTest::keyClick(&desk.window, Qt::Key_D, Qt::ControlModifier);
        CHECK(asked.isEmpty());
    }
    desk.window.showPage("compare");
    QTest::keyClick(&desk.window, Qt::Key_D, Qt::ControlModifier);
    CHECK(asked.isEmpty());
    CHECK(desk.message().contains("two"));
    desk.window.showPage("design");
    CHECK(desk.message().isEmpty());  // the page shows the reason itself
    desk.action("exportDesignAction").trigger();
    CHECK(desk.message().contains("two"));
    type(text, "lora:r=2");
    CHECK(desk.message().isEmpty());
    CHECK(desk.get<QPushButton>("exportDesign").isEnabled());
    QTest::keyClick(&desk.window, Qt::Key_D, Qt::ControlModifier);
    CHECK(asked.count() == 1);
}

TEST_CASE("No action of the menus takes what was last read of typed text for the design") {
    WindowDesk desk;
    auto& text = desk.get<QLineEdit>("designText");
    type(text, "lora:r=3 & foo");
    REQUIRE(toText(desk.session.design()) == "lora:r=3");
    QApplication::clipboard()->setText("before");
    for (const char* name : {"exportDesignAction", "copyDesign", "copyCommand"}) {
        CAPTURE(name);
        desk.action(name).trigger();
        CHECK(desk.message().contains("foo"));
        CHECK(QApplication::clipboard()->text() == "before");
        QTest::mouseClick(&desk.get<QToolButton>("messageClose"), Qt::LeftButton);
    }
    CHECK(desk.window.findChild<QFileDialog*>("exportDialog") == nullptr);
    type(text, "lora:r=0");
    desk.action("copyCommand").trigger();
    CHECK(desk.message().startsWith("\"Rank r\" = 0: "));
    desk.action("copyDesign").trigger();
    CHECK(QApplication::clipboard()->text() == "lora:r=0");
    type(text, "lora:r=2");
    desk.action("copyCommand").trigger();
    CHECK(QApplication::clipboard()->text().startsWith("adapterscope-cli train lora:r=2 "));
}

TEST_CASE("F1 shows what the pointer would show over the control with the focus, else the keys") {
    WindowDesk desk;
    auto& control = desk.get<QSpinBox>("m");
    control.setFocus();
    REQUIRE(QApplication::focusWidget() == &control);
    REQUIRE_FALSE(control.toolTip().isEmpty());
    QTest::keyClick(&desk.window, Qt::Key_F1);
    CHECK(QToolTip::text() == control.toolTip());
    CHECK(desk.window.findChild<QDialog*>("shortcutsDialog") == nullptr);

    control.clearFocus();
    QTest::keyClick(&desk.window, Qt::Key_F1);
    CHECK(desk.window.findChild<QDialog*>("shortcutsDialog") != nullptr);
}

TEST_CASE("F1 is about the part of a drawing and the cell of a map that the keyboard is at") {
    WindowDesk desk;
    auto& drawing = desk.get<LayerDiagram>("layerDiagram");
    drawing.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&drawing, Qt::Key_End);
    QTest::keyClick(&desk.window, Qt::Key_F1);
    CHECK(QToolTip::text().contains(drawing.selectedPart(), Qt::CaseInsensitive));

    auto& map = desk.get<LayerMap>("layerMap");
    map.setFocus(Qt::TabFocusReason);
    for (const int layer : {0, 1}) {
        QTest::keyClick(&map, layer == 0 ? Qt::Key_Home : Qt::Key_Right);
        QTest::keyClick(&desk.window, Qt::Key_F1);
        CHECK(QToolTip::text().startsWith(QString("Layer %1").arg(layer)));
    }
}

TEST_CASE("F1 brings a control that was scrolled away into view and shows its tip beside it") {
    WindowDesk desk;
    auto& control = desk.get<QSpinBox>("m");
    control.setFocus();
    QScrollArea* area = nullptr;
    for (QWidget* around = control.parentWidget(); around && !area; around = around->parentWidget())
        area = qobject_cast<QScrollArea*>(around);
    REQUIRE(area);
    desk.window.setMinimumSize(400, 300);
    desk.window.resize(1024, 420);
    REQUIRE(becomes([&] { return area->verticalScrollBar()->maximum() > 0; }));
    for (const int end : {area->verticalScrollBar()->maximum(), 0}) {
        area->verticalScrollBar()->setValue(end);
        QTest::keyClick(&desk.window, Qt::Key_F1);
        CHECK(QToolTip::text() == control.toolTip());
        CHECK(control.visibleRegion().boundingRect() == control.rect());
    }
}

TEST_CASE("The next key ends what F1 shows, and Esc does nothing else then") {
    WindowDesk desk;
    QAction& presentation = desk.action("presentation");
    presentation.trigger();
    desk.get<QSpinBox>("m").setFocus();
    QTest::keyClick(&desk.window, Qt::Key_F1);
    REQUIRE(QToolTip::isVisible());
    QTest::keyClick(&desk.window, Qt::Key_Escape);
    CHECK(becomes([] { return !QToolTip::isVisible(); }));
    CHECK(presentation.isChecked());
    QTest::keyClick(&desk.window, Qt::Key_Escape);
    CHECK_FALSE(presentation.isChecked());
}

TEST_CASE("A message goes when what it is about is settled and others stay") {
    MessageBar bar;
    bar.post({Message::Level::Warning, "about nothing", {}, {}});
    bar.post({Message::Level::Warning, "the engine is lost", {}, {}, "engine"});
    bar.post({Message::Level::Warning, "the engine is lost again", {}, {}, "engine"});
    bar.settle("disk");
    bar.settle({});
    CHECK(bar.sentence() == "the engine is lost again");
    bar.settle("engine");
    CHECK(bar.sentence() == "about nothing");
}

TEST_CASE("A message bar shows the newest message and keeps earlier ones but information") {
    MessageBar bar;
    bar.post({Message::Level::Information, "first", {}, {}});
    bar.post({Message::Level::Warning, "second", {}, {}});
    bar.post({Message::Level::Warning, "second", {}, {}});
    CHECK(bar.sentence() == "second");
    bar.post({Message::Level::Fault, "worse", {}, {}});
    bar.post({Message::Level::Information, "written", {}, {}});
    CHECK(bar.sentence() == "written");
    auto& close = named<QToolButton>(bar, "messageClose");
    close.click();
    CHECK(bar.sentence() == "worse");
    close.click();
    CHECK(bar.sentence() == "second");
    close.click();
    CHECK(bar.sentence().isEmpty());
}
