// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSet>
#include <QSpinBox>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

#include "tests/support/Fabricated.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/pages/design/LayerDiagram.h"
#include "ui/widgets/FindingLabel.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The Design page with a design that was typed as text.
struct UnionDesk : DesignDesk {
    explicit UnionDesk(const QString& text) {
        type(get<QLineEdit>("designText"), text);
        QCoreApplication::processEvents();
    }
    QTabBar& tabs() { return get<QTabBar>("partTabs"); }
    QWidget& part(int i) { return named<QWidget>(page, ("part" + std::to_string(i)).c_str()); }
    QString findingsOf(int i, const char* key) {
        return named<FindingLabel>(part(i), (std::string(key) + "Findings").c_str()).text();
    }
    void goTo(int tab) {
        tabs().setFocus();
        for (int i = 0; i < tabs().count() && tabs().currentIndex() != tab; ++i)
            QTest::keyClick(&tabs(), tabs().currentIndex() < tab ? Qt::Key_Right : Qt::Key_Left);
        REQUIRE(tabs().currentIndex() == tab);
    }
    QMenu& offered() {
        QTest::mouseClick(&get<QAbstractButton>("addPart"), Qt::LeftButton);
        for (QMenu* menu : page.findChildren<QMenu*>("addPartMenu"))
            if (menu->isVisible())
                return *menu;
        throw std::runtime_error("Add Part opens no menu.");
    }
    /// Chooses one of the methods that "Add Part" offers, with the keyboard.
    void add(const QString& method) {
        QMenu& menu = offered();
        for (int i = 0; i < menu.actions().size(); ++i) {
            QTest::keyClick(&menu, Qt::Key_Down);
            if (menu.activeAction() && menu.activeAction()->text() == method)
                break;
        }
        REQUIRE(menu.activeAction());
        REQUIRE(menu.activeAction()->text() == method);
        QTest::keyClick(&menu, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
};

}  // namespace

TEST_CASE("A union shows a tab for each part with that part's settings") {
    UnionDesk desk("houlsby:m=8,layernorm=none & lora:r=4");
    REQUIRE(desk.tabs().count() == 2);
    CHECK(desk.tabs().isVisible());
    CHECK(desk.tabs().tabText(0) == "houlsby");
    CHECK(desk.tabs().tabText(1) == "lora");
    CHECK(desk.part(0).isVisible());
    CHECK_FALSE(desk.part(1).isVisible());
    CHECK(named<QSpinBox>(desk.part(0), "m").value() == 8);
    CHECK(desk.get<QComboBox>("methodChooser").currentText() == "houlsby");
    desk.goTo(1);
    CHECK_FALSE(desk.part(0).isVisible());
    CHECK(desk.part(1).isVisible());
    CHECK(named<QSpinBox>(desk.part(1), "r").value() == 4);
    CHECK(desk.get<QComboBox>("methodChooser").currentText() == "lora");
    // 8 · (2·8·128 + 128 + 8) + 4 · 2 · 2·4·128 + 3 · (128 + 1) = 17,472 + 8,192 + 387
    CHECK(desk.get<QLabel>("trainedParameters").text() == "26,051");
    CHECK(desk.get<QLabel>("budgetTotal").text() == "= 26,051");
}

TEST_CASE("The formula of a union is that of the part whose tab is open") {
    UnionDesk desk("houlsby:m=8 & lora:r=4");
    auto& symbols = desk.get<QLabel>("budgetSymbols");
    auto& numbers = desk.get<QLabel>("budgetFormula");
    CHECK(symbols.text() == "One adapter has 2md + d + m parameters:");
    CHECK(numbers.text() == "2·8·128 + 128 + 8 = 2,184");
    desk.goTo(1);
    CHECK(symbols.text() == "8 low-rank updates, each 2rd:");
    CHECK(numbers.text() == "2·4·128 = 1,024");
    type(named<QSpinBox>(desk.part(1), "r"), "2");
    CHECK(numbers.text() == "2·2·128 = 512");
    QTest::mouseClick(&desk.get<QToolButton>("removePart"), Qt::LeftButton);
    CHECK(numbers.text() == "2·8·128 + 128 + 8 = 2,184");
}

TEST_CASE("An edit in a tab changes only that part, and undo takes it back") {
    UnionDesk desk("houlsby:m=8,layernorm=none & lora:r=4");
    desk.goTo(1);
    type(named<QSpinBox>(desk.part(1), "r"), "2");
    CHECK(desk.design() == "houlsby:m=8,layernorm=none & lora:r=2");
    CHECK(desk.get<QLabel>("trainedParameters").text() == "21,955");
    CHECK(desk.get<QLineEdit>("designText").text() == "houlsby:m=8,layernorm=none & lora:r=2");
    desk.session.undoStack()->undo();
    CHECK(desk.design() == "houlsby:m=8,layernorm=none & lora:r=4");
    CHECK(named<QSpinBox>(desk.part(1), "r").value() == 4);
    CHECK(desk.tabs().currentIndex() == 1);
    desk.goTo(0);
    type(named<QSpinBox>(desk.part(0), "m"), "16");
    CHECK(desk.design() == "houlsby:m=16,layernorm=none & lora:r=4");
}

TEST_CASE("A click in the drawing of a union changes the part that has it") {
    UnionDesk desk("lora:r=4 & houlsby:m=8,layernorm=none");
    auto& diagram = desk.get<LayerDiagram>("layerDiagram");
    REQUIRE_FALSE(diagram.partRect("attention.adapter").isEmpty());
    QTest::mouseClick(&diagram, Qt::LeftButton, {}, diagram.partRect("attention.adapter").center());
    CHECK(desk.design() == "lora:r=4 & houlsby:m=8,sites=ffn,layernorm=none");
    CHECK(named<QComboBox>(desk.part(1), "sites").currentText() == "ffn");
}

TEST_CASE("What belongs to the design as a whole is below the tabs and there once") {
    UnionDesk desk("houlsby:m=8,layernorm=none & lora:r=4");
    auto& whole = desk.get<QWidget>("wholeDesign");
    for (int i = 0; i < 2; ++i) {
        CHECK(desk.part(i).findChild<QWidget*>("head") == nullptr);
        CHECK(desk.part(i).findChild<QWidget*>("lr") == nullptr);
    }
    auto& head = named<QCheckBox>(whole, "head");
    QTest::mouseClick(&head, Qt::LeftButton, {}, QPoint(8, 8));
    CHECK(desk.design() == "houlsby:m=8,layernorm=none,head=off & lora:r=4");
    CHECK(named<FindingLabel>(whole, "headFindings").text().startsWith("\"Train the head: off\" leaves"));
    QTest::mouseClick(&head, Qt::LeftButton, {}, QPoint(8, 8));
    auto& rate = named<QLineEdit>(whole, "lr");
    type(rate, "fast");
    CHECK(named<FindingLabel>(whole, "lrFindings").text().contains("fast"));
    CHECK(desk.tabs().tabIcon(0).isNull());
    type(rate, "0.002");
    CHECK(desk.design() == "houlsby:m=8,layernorm=none,lr=0.002 & lora:r=4");
}

TEST_CASE("What is wrong with a part is shown in its tab, which has a sign") {
    UnionDesk desk("lora:r=4 & lora:r=0,targets=ffn-in");
    CHECK(desk.tabs().tabText(0) == "lora");
    CHECK(desk.tabs().tabText(1) == "lora 2");
    CHECK(desk.findingsOf(0, "r").isEmpty());
    CHECK(desk.findingsOf(1, "r").startsWith("\"Rank r\" = 0: "));
    CHECK(desk.tabs().tabIcon(0).isNull());
    CHECK_FALSE(desk.tabs().tabIcon(1).isNull());
    CHECK(desk.tabs().tabToolTip(1).contains(QString("\"Rank r\" = 0: ").toHtmlEscaped()));
    CHECK(desk.tabs().accessibleTabName(1).contains("fault"));
    CHECK(desk.get<QLabel>("trainedParameters").text() == "–");
    desk.goTo(1);
    type(named<QSpinBox>(desk.part(1), "r"), "2");
    CHECK(desk.findingsOf(1, "r").isEmpty());
    CHECK(desk.tabs().tabIcon(1).isNull());
    CHECK(desk.tabs().accessibleTabName(1) == "lora 2");
}

TEST_CASE("A clash of two parts is explained above the settings and marks both tabs") {
    UnionDesk desk("houlsby & lora & bitfit");
    CHECK(desk.get<FindingLabel>("partsFindings").text().contains("houlsby and bitfit cannot be combined"));
    CHECK(desk.get<FindingLabel>("partsFindings").isVisible());
    CHECK_FALSE(desk.tabs().tabIcon(0).isNull());
    CHECK(desk.tabs().tabIcon(1).isNull());
    CHECK_FALSE(desk.tabs().tabIcon(2).isNull());
    choose(named<QComboBox>(desk.part(0), "layernorm"), "none");
    CHECK(desk.design() == "houlsby:layernorm=none & lora & bitfit");
    CHECK(desk.get<FindingLabel>("partsFindings").text().isEmpty());
    CHECK(desk.tabs().tabIcon(2).isNull());
}

TEST_CASE("Add Part offers what can be combined and shows the part that was added") {
    UnionDesk desk("houlsby:m=8");
    CHECK_FALSE(desk.tabs().isVisible());
    QStringList names;
    QMenu& menu = desk.offered();
    for (const QAction* action : menu.actions()) {
        names << action->text();
        CHECK_FALSE(action->toolTip().isEmpty());
    }
    CHECK(names.contains("lora"));
    CHECK_FALSE(names.contains("pfeiffer"));
    CHECK_FALSE(names.contains("bitfit"));
    CHECK_FALSE(names.contains("head"));
    QTest::keyClick(&menu, Qt::Key_Escape);
    desk.add("lora");
    CHECK(desk.design() == "houlsby:m=8 & lora");
    CHECK(desk.tabs().isVisible());
    CHECK(desk.tabs().currentIndex() == 1);
    CHECK(desk.get<QComboBox>("methodChooser").currentText() == "lora");
    CHECK(desk.session.undoStack()->undoText().contains("Add Part"));
    desk.session.undoStack()->undo();
    QCoreApplication::processEvents();
    CHECK(desk.design() == "houlsby:m=8");
    CHECK_FALSE(desk.tabs().isVisible());
    CHECK(named<QSpinBox>(desk.part(0), "m").value() == 8);
    CHECK(named<QCheckBox>(desk.part(0), "head").isVisible());
}

TEST_CASE("A union with one part left is that method's plain design") {
    UnionDesk desk("houlsby:m=8,layernorm=none,lr=0.002 & lora:r=4 & ia3");
    desk.goTo(0);
    QTest::keyClick(&desk.tabs(), Qt::Key_Delete);
    CHECK(desk.design() == "lora:r=4,lr=0.002 & ia3");
    CHECK(desk.tabs().count() == 2);
    desk.goTo(1);
    QTest::mouseClick(&desk.get<QToolButton>("removePart"), Qt::LeftButton);
    CHECK(desk.design() == "lora:r=4,lr=0.002");
    CHECK_FALSE(desk.tabs().isVisible());
    CHECK(named<QLineEdit>(desk.part(0), "lr").text() == "0.002");
    desk.session.undoStack()->undo();
    CHECK(desk.design() == "lora:r=4,lr=0.002 & ia3");
    CHECK(desk.tabs().count() == 2);
}

TEST_CASE("The method of the part that is shown can be changed and the others stay") {
    UnionDesk desk("houlsby:m=8,layernorm=none & lora:r=4");
    desk.goTo(1);
    choose(desk.get<QComboBox>("methodChooser"), "ia3");
    CHECK(desk.design() == "houlsby:m=8,layernorm=none & ia3");
    CHECK(desk.tabs().currentIndex() == 1);
    CHECK(desk.tabs().tabText(1) == "ia3");
}

TEST_CASE("The runs that a fusion combines are ticked in a list, which the text follows and is followed by") {
    DesignDesk desk;
    const auto file = desk.folder / "runs.adapterscope";
    std::vector<std::string> ids;
    {
        const auto project = Project::open(file);
        writeFile(desk.folder / "tensors", "kept");
        const std::filesystem::path tensors = desk.folder / "tensors";
        for (const char* design : {"pfeiffer:m=4", "pfeiffer:m=8", "lora"}) {
            RunRecord run = fabricatedRun(design, 0, 0.8, 1000);
            run.spec.base = (desk.folder / "base").string();
            run.id = runId(run.spec);
            project->addRuns({run.spec}, {run.parameters});
            project->finish(run.id, run.result, &tensors);
            ids.push_back(run.id);
        }
    }
    desk.session.openProject(file);
    desk.session.editBase(QString::fromStdString((desk.folder / "base").string()));
    REQUIRE(becomes([&] { return desk.session.baseConfig().has_value(); }, 60000));
    choose(desk.get<QComboBox>("methodChooser"), "fusion");
    auto& list = desk.get<QListWidget>("finishedRuns");
    REQUIRE(becomes([&] { return list.count() == 3 && list.isVisible(); }, 60000));
    CHECK(list.item(0)->text().contains("0.800"));
    CHECK(list.item(0)->text().startsWith(QString::fromStdString(ids[0].substr(0, 6))));
    CHECK(list.item(0)->text().contains("m=4"));
    CHECK(desk.get<QLabel>("noFinishedRuns").isHidden());
    CHECK_FALSE(list.item(2)->flags().testFlag(Qt::ItemIsEnabled));
    CHECK(list.item(2)->toolTip().contains("no bottleneck adapters"));
    for (int row = 0; row < 2; ++row) {
        list.setCurrentRow(row);
        QTest::keyClick(&list, Qt::Key_Space);
    }
    const std::string both = std::min(ids[0], ids[1]) + "+" + std::max(ids[0], ids[1]);
    CHECK(desk.design() == "fusion:of=" + both);
    CHECK(desk.get<QLineEdit>("of").text().toStdString() == both);
    type(desk.get<QLineEdit>("of"), QString::fromStdString(ids[1] + "+0123456789abcdef"));
    CHECK(list.item(0)->checkState() == Qt::Unchecked);
    CHECK(list.item(1)->checkState() == Qt::Checked);
    list.item(1)->setCheckState(Qt::Unchecked);
    CHECK(desk.design() == "fusion:of=0123456789abcdef");  // what is not in the list stays
}

TEST_CASE("Without finished runs a fusion tells what to do") {
    DesignDesk desk;
    choose(desk.get<QComboBox>("methodChooser"), "fusion");
    const auto& empty = desk.get<QLabel>("noFinishedRuns");
    REQUIRE(becomes([&] { return empty.isVisible(); }, 60000));
    CHECK(empty.text().startsWith("No run of this project is finished yet. Train two or more designs"));
    CHECK(desk.get<QListWidget>("finishedRuns").isHidden());
}

TEST_CASE("Tab goes from the tabs through the part that is shown to the whole design") {
    UnionDesk desk("houlsby:m=8,layernorm=none & bitfit");
    desk.page.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&desk.page));
    desk.goTo(1);
    desk.get<QAbstractButton>("addPart").setFocus();
    QStringList order;
    for (int i = 0; i < 2; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        order << QApplication::focusWidget()->objectName();
    }
    CHECK(order.join(' ').toStdString() == "partTabs removePart");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    CHECK(desk.part(1).isAncestorOf(QApplication::focusWidget()));
    QString last;
    for (int i = 0; i < 20 && last != "lr"; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        last = QApplication::focusWidget()->objectName();
        CHECK_FALSE(desk.part(0).isAncestorOf(QApplication::focusWidget()));
    }
    CHECK(last == "lr");
}

TEST_CASE("The controls of a union have names for screen readers, tips that teach and letters of their own") {
    UnionDesk desk("houlsby:m=8,layernorm=none & lora:r=4");
    CHECK_FALSE(desk.tabs().accessibleName().isEmpty());
    CHECK(desk.tabs().tabToolTip(1).contains("Hu et al. 2022"));
    CHECK_FALSE(desk.get<QToolButton>("removePart").accessibleName().isEmpty());
    CHECK(desk.get<QToolButton>("removePart").toolTip().size() > 40);
    CHECK(desk.get<QAbstractButton>("addPart").toolTip().size() > 40);
    QSet<QChar> letters;
    const auto take = [&](const QString& text) {
        const qsizetype sign = text.indexOf('&');
        if (sign < 0)
            return;
        CAPTURE(text.toStdString());
        CHECK_FALSE(letters.contains(text[sign + 1].toLower()));
        letters.insert(text[sign + 1].toLower());
    };
    for (const QAbstractButton* button : desk.page.findChildren<QAbstractButton*>())
        take(button->text());
    for (const QLabel* label : desk.page.findChildren<QLabel*>())
        if (label->buddy())
            take(label->text());
    CHECK(letters.contains('r'));
}

TEST_CASE("A prompt starts as a text that is typed below the choice") {
    UnionDesk desk("prompt:length=3");
    auto& init = desk.get<QComboBox>("init");
    auto& line = desk.get<QLineEdit>("initText");
    CHECK_FALSE(line.isVisible());
    choose(init, "a text");
    CHECK(line.isVisible());
    CHECK(desk.get<FindingLabel>("initFindings").text().contains("the text is empty"));
    CHECK(desk.get<QLabel>("trainedParameters").text() == "–");
    type(line, "good, bad: \"a|b\" & c");
    CHECK(desk.design() == R"(prompt:length=3,init="good, bad: \"a|b\" & c")");
    CHECK(line.text() == "good, bad: \"a|b\" & c");
    CHECK(desk.get<FindingLabel>("initFindings").text().isEmpty());
    // 3·128 + 3 · (128 + 1)
    CHECK(desk.get<QLabel>("trainedParameters").text() == "771");
    choose(init, "random");
    CHECK(desk.design() == "prompt:length=3,init=random");
    CHECK_FALSE(line.isVisible());
    type(desk.get<QLineEdit>("designText"), R"(prompt:init="two words")");
    CHECK(init.currentText() == "a text");
    CHECK(line.text() == "two words");
    CHECK_FALSE(line.accessibleName().isEmpty());
}
