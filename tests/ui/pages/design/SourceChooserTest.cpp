// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QThreadPool>
#include <QToolButton>

#include "tests/support/BaseWeights.h"
#include "tests/support/FetchMachine.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/session/ShellCommand.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/RemarkLabel.h"
#include "ui/widgets/TaskOptionsDialog.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A base or a task that cannot be read is named below its chooser and the page stays usable") {
    DesignDesk desk;
    auto& base = desk.get<QComboBox>("baseChooser");
    type(*base.lineEdit(), "/nowhere/at/all");
    QTest::keyClick(base.lineEdit(), Qt::Key_Return);
    REQUIRE(becomes([&] { return desk.page.isLoaded(); }));
    CHECK(desk.get<FindingLabel>("baseChooserFault").text().contains("/nowhere/at/all"));
    CHECK(desk.get<QLabel>("trainedParameters").text() == "–");
    desk.session.undoStack()->undo();
    REQUIRE(becomes([&] { return desk.get<QLabel>("trainedParameters").text() == "135,299"; }));
    auto& task = desk.get<QComboBox>("taskChooser");
    type(*task.lineEdit(), QString::fromStdString((desk.folder / "absent.tsv").string()));
    QTest::keyClick(task.lineEdit(), Qt::Key_Return);
    REQUIRE(becomes([&] { return desk.page.isLoaded(); }));
    CHECK(desk.get<FindingLabel>("taskChooserFault").text().contains("absent.tsv"));
}

TEST_CASE("Of a long path the end is in view and the tool tip has all of it") {
    DesignDesk desk;
    const QString path = "/home/somebody/" + QStringLiteral("of many folders/").repeated(12) + "reviews.tsv";
    desk.session.editTask(taskNamed(path.toStdString()));
    desk.session.editBase(path);
    for (const char* name : {"baseChooser", "taskChooser"}) {
        auto& box = desk.get<QComboBox>(name);
        const QLineEdit& line = *box.lineEdit();
        REQUIRE(line.text() == path);
        CHECK(line.fontMetrics().horizontalAdvance(path) > line.width());
        CHECK(line.cursorPosition() == path.size());
        CHECK(box.toolTip() == path);
    }
}

TEST_CASE("What is wrong with a task is reported in the words of the window") {
    DesignDesk desk;
    auto& fault = desk.get<FindingLabel>("taskChooserFault");
    const auto open = [&](const TaskSource& source, const char* words) {
        desk.session.editTask(source);
        CHECK(becomes([&] { return fault.text().contains(words); }));
        INFO(fault.text().toStdString());
        CHECK_FALSE(fault.text().contains("--"));
    };
    std::string rows = "label\n", same = "text,label\n";
    for (int i = 0; i < 40; ++i) {
        rows += i % 2 ? "good\n" : "bad\n";
        same += "sentence number " + std::to_string(i) + ",good\n";
    }
    writeFile(desk.folder / "same.csv", same);
    open(taskNamed((desk.folder / "same.csv").string()),
         "Give another under \"Columns, split and sample…\" beside the task.");
    writeFile(desk.folder / "labels.csv", rows);
    open(taskNamed((desk.folder / "labels.csv").string()),
         "give another separator under \"Columns, split and sample…\" beside the task.");
    writeFile(desk.folder / "twice.csv", "text,label,label\na b c,1,2\nd e f,2,1\ng h i,1,1\n");
    open(taskNamed((desk.folder / "twice.csv").string()), "\"Label column: 2 or 3\"");
    TaskSource source = taskNamed((desk.folder / "task.tsv").string());
    source.labelColumn = "mood";
    open(source, "The label column \"mood\": ");
}

TEST_CASE("Weights that end too early are named beside the base") {
    DesignDesk desk;
    const std::string header = R"({"w": {"dtype": "F32", "shape": [250], "data_offsets": [0, 1000]}})";
    const auto folder = desk.folder / "short";
    writeSmallBase(folder);
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
    writeFile(folder / "model.safetensors", static_cast<char>(header.size()) + std::string(7, '\0') + header);
    desk.session.editBase(QString::fromStdString(folder.string()));
    REQUIRE(becomes([&] { return desk.page.isLoaded(); }));
    const QString size = QString::number(8 + header.size()), whole = QString::number(1008 + header.size());
    CHECK(desk.get<FindingLabel>("baseChooserFault")
              .text()
              .contains(QString("model.safetensors is truncated (%1 of %2 bytes)").arg(size, whole)));
}

TEST_CASE("Columns and split of a task are chosen in a dialog and a wrong split is refused there") {
    DesignDesk desk;
    TaskOptionsDialog dialog(desk.session.choice().task);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    TaskSource chosen;
    QObject::connect(&dialog, &TaskOptionsDialog::chosen, [&](const TaskSource& source) { chosen = source; });
    dialog.show();
    auto& label = named<QComboBox>(dialog, "labelColumn");
    REQUIRE(becomes([&] { return label.count() == 3; }));
    choose(label, "label");
    QTest::keyClicks(&named<QLineEdit>(dialog, "taskSplit"), "80/30");
    QTest::keyClick(&dialog, Qt::Key_Return);
    CHECK(named<FindingLabel>(dialog, "taskOptionsFault").text().contains("80/30"));
    CHECK(dialog.isVisible());
    type(named<QLineEdit>(dialog, "taskSplit"), "60/20/20");
    QTest::keyClick(&dialog, Qt::Key_Return);
    CHECK_FALSE(dialog.isVisible());
    CHECK(chosen.labelColumn == "label");
    CHECK(chosen.split == std::vector<int>{60, 20, 20});
    CHECK(chosen.name == desk.session.choice().task.name);
    desk.session.editTask(chosen);
    REQUIRE(becomes([&] { return desk.page.isLoaded(); }));
    CHECK(desk.get<QLabel>("taskChooserInformation").text().contains("36 / 12 / 12"));
}

TEST_CASE("How a file is written is chosen or typed in the task's dialog and a wrong word is refused there") {
    TaskSource source;
    source.name = "reviews.csv";
    source.separator = "^";
    source.header = "no";
    source.positive = "bad";
    TaskOptionsDialog dialog(source);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    TaskSource chosen;
    QObject::connect(&dialog, &TaskOptionsDialog::chosen, [&](const TaskSource& given) { chosen = given; });
    dialog.show();
    auto& separator = named<QComboBox>(dialog, "taskSeparator");
    CHECK(separator.currentText() == "^");
    CHECK(separator.accessibleName() == "Separator");
    CHECK(named<QComboBox>(dialog, "taskHeader").currentData().toString() == "no");
    auto& encoding = named<QComboBox>(dialog, "taskEncoding");
    encoding.setFocus();
    encoding.lineEdit()->selectAll();
    QTest::keyClicks(&encoding, "utf-9000");
    QTest::keyClick(&dialog, Qt::Key_Return);
    CHECK(named<FindingLabel>(dialog, "taskOptionsFault").text().contains("utf-9000"));
    CHECK(dialog.isVisible());
    encoding.setCurrentIndex(encoding.findData("shift_jis"));
    separator.setCurrentIndex(separator.findData(";"));
    named<QComboBox>(dialog, "taskQuotes").setCurrentIndex(1);
    CHECK(named<QComboBox>(dialog, "positiveLabel").currentText() == "bad");
    QTest::keyClick(&dialog, Qt::Key_Return);
    CHECK_FALSE(dialog.isVisible());
    CHECK(chosen.separator == ";");
    CHECK(chosen.header == "no");
    CHECK(chosen.quotes == "yes");
    CHECK(chosen.encoding == "shift_jis");
    CHECK(chosen.positive == "bad");
    CHECK(taskOptions(chosen).join(' ') ==
          "--positive bad --separator ';' --header no --quotes yes --encoding shift_jis");
}

TEST_CASE("What was noticed about the task is shown below its chooser, all of it one press away") {
    DesignDesk desk;
    auto& remarks = desk.get<RemarkLabel>("taskChooserRemarks");
    REQUIRE(remarks.remarks().filter("split into").size() == 1);
    CHECK(remarks.remarks().filter("split into")[0].startsWith("task.tsv: "));
    CHECK(remarks.isVisible());
    CHECK(remarks.findChild<FindingLabel*>()->text().contains("split into"));
    CHECK_FALSE(desk.get<QLabel>("taskChooserInformation").text().contains("refused"));
    const auto file = desk.folder / "task2.tsv";
    writeFile(file, readFile(desk.folder / "task.tsv") + "no label\nnone here\nnor here\n");
    desk.session.editTask(taskNamed(file.string()));
    REQUIRE(becomes([&] { return remarks.remarks().filter("refused").size() == 3; }));
    CHECK(remarks.findChild<FindingLabel*>()->text().contains("task2.tsv, line 62: refused"));
    CHECK_FALSE(desk.get<QLabel>("taskChooserInformation").text().contains("refused"));
    auto& all = desk.get<QToolButton>("taskChooserRemarksAll");
    CHECK(all.isVisible());
    CHECK(all.text() == QString("All %1 remarks…").arg(remarks.remarks().size()));
    all.click();
    auto& dialog = named<QDialog>(desk.page, "taskChooserRemarksDialog");
    CHECK(dialog.isVisible());
    CHECK(dialog.findChild<QPlainTextEdit*>()->toPlainText() == remarks.remarks().join("\n\n"));
}

TEST_CASE("A base that can be fetched is offered below the bases and chosen once it is there") {
    const FetchMachine machine("exit 9\n");
    {
        DesignDesk desk;
        auto& offer = desk.get<QToolButton>("baseChooserOffer");
        REQUIRE(becomes([&] { return offer.isVisible(); }));
        CHECK(offer.text() == "Get MiniLM…");
        CHECK_FALSE(offer.toolTip().isEmpty());
        offer.click();
        auto& dialog = named<QDialog>(desk.page, "baseFetchDialog");
        CHECK_FALSE(dialog.isModal());
        writeFetched(machine.bases() / "minilm");  // somebody else was faster
        named<QPushButton>(dialog, "baseFetchStart").click();
        REQUIRE(becomes([&] { return desk.session.choice().base == "minilm"; }));
        CHECK(becomes([&] { return !offer.isVisible(); }));
        CHECK(desk.get<QComboBox>("baseChooser").currentText() == "minilm");
        CHECK(desk.get<QComboBox>("baseChooser").findText("minilm") > 0);
    }
    QThreadPool::globalInstance()->waitForDone();  // what reads the variables of this machine
}

TEST_CASE("What was noticed about the base is shown below its chooser") {
    DesignDesk desk;
    CHECK_FALSE(desk.get<RemarkLabel>("baseChooserRemarks").isVisible());
    const auto folder = desk.folder / "max";
    writeSmallBase(folder);
    writeFile(folder / "1_Pooling/config.json", R"({"pooling_mode_max_tokens": true})");
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngood\n");
    writeWeights(folder, removePooler);
    desk.session.editBase(QString::fromStdString(folder.string()));
    REQUIRE(becomes([&] { return desk.get<RemarkLabel>("baseChooserRemarks").isVisible(); }));
    const QString remark = desk.get<RemarkLabel>("baseChooserRemarks").remarks().at(0);
    CHECK(remark.contains("(max)"));
    CHECK_FALSE(remark.contains("--pooling"));
}
