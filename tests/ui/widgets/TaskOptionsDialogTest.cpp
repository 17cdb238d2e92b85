// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QTableWidget>
#include <QThreadPool>

#include "core/experiment/plan/KnownSources.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/TaskOptionsDialog.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A file whose label could be in two columns, and the dialog of how it is read.
struct OptionsDesk {
    TempFolder folder;
    TaskSource source;
    std::unique_ptr<TaskOptionsDialog> dialog;
    std::optional<TaskSource> chosen;

    OptionsDesk() {
        std::string rows = "id,words,mood,weather\n";
        for (int i = 0; i < 40; ++i)
            rows += std::to_string(1000 + i) + ",some words about thing " + std::to_string(i) +
                    (i % 2 ? ",glad" : ",sad") + (i % 4 < 2 ? ",sun\n" : ",rain\n");
        writeFile(folder / "moods.csv", rows);
        source.name = (folder / "moods.csv").string();
        KnownSources::ofUser().add(placesOfTask(source));
    }
    void open() {
        dialog = std::make_unique<TaskOptionsDialog>(source);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        QObject::connect(dialog.get(), &TaskOptionsDialog::chosen, [this](const TaskSource& given) { chosen = given; });
        dialog->show();
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(*dialog, name);
    }
    void choose(const char* name, const QString& text) {
        auto& box = get<QComboBox>(name);
        const int at = box.findText(text);
        INFO(name << ": " << text.toStdString());
        REQUIRE(at >= 0);
        box.setCurrentIndex(at);
    }
    QString first(const char* name) { return get<QComboBox>(name).itemText(0); }
    QString fault() { return get<FindingLabel>("taskPreviewFault").text(); }
    QString remarks() { return get<QPlainTextEdit>("taskRemarks").toPlainText(); }
    QString column(int place) { return get<QTableWidget>("taskRows").horizontalHeaderItem(place)->text(); }
    bool hasPreview() { return get<QTableWidget>("taskLabels").isVisible(); }
    void press(QDialogButtonBox::StandardButton button) {
        dialog->findChild<QDialogButtonBox*>()->button(button)->click();
    }
};

/// Keeps every thread of the pool busy, as somebody else's slow disk would.
class BusyPool {
public:
    BusyPool() : m_threads(QThreadPool::globalInstance()->maxThreadCount()) {
        QThreadPool::globalInstance()->setMaxThreadCount(1);
        QThreadPool::globalInstance()->start([this] { m_end.acquire(); });
    }
    ~BusyPool() {
        release();
        QThreadPool::globalInstance()->waitForDone();
        QThreadPool::globalInstance()->setMaxThreadCount(m_threads);
    }
    BusyPool(const BusyPool&) = delete;
    BusyPool& operator=(const BusyPool&) = delete;
    void release() { m_end.release(); }

private:
    int m_threads;
    QSemaphore m_end;
};

}  // namespace

TEST_CASE("The settings of a task that sentences name are labels in its dialog") {
    TaskOptionsDialog dialog({});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QStringList labels;
    for (const auto* label : dialog.findChildren<QLabel*>())
        labels << '"' + label->text().remove('&') + '"';
    for (const Setting setting :
         {Setting::TextColumn, Setting::PairColumn, Setting::LabelColumn, Setting::Separator, Setting::Header,
          Setting::Quotes, Setting::Encoding, Setting::Positive, Setting::Split})
        CHECK(labels.contains(QString::fromStdString(WindowPhrasing().phrase({setting}))));
}

TEST_CASE("A wrong word is refused in the dialog without stating where the dialog is") {
    TaskSource source;
    source.separator = "abc";
    TaskOptionsDialog dialog(source);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
    CHECK(
        named<FindingLabel>(dialog, "taskOptionsFault").text().startsWith("The separator \"abc\" is not a separator:"));
    CHECK_FALSE(named<FindingLabel>(dialog, "taskOptionsFault").text().contains("beside the task"));
    CHECK(dialog.isVisible());
}

TEST_CASE("What is wrong with a file takes the place of its preview and its columns can be chosen all the same") {
    OptionsDesk desk;
    desk.open();
    REQUIRE(becomes([&] { return !desk.fault().isEmpty(); }));
    CHECK(
        desk.fault().endsWith("several columns could hold the label (mood, weather); give one under \"Label "
                              "column\"."));
    CHECK_FALSE(desk.hasPreview());
    CHECK(desk.get<QTableWidget>("taskRows").isVisible());
    CHECK(desk.column(2) == "mood\n ");
    CHECK(desk.get<QTableWidget>("taskRows").verticalHeaderItem(1)->text() == "line 3");
    CHECK(desk.get<QTableWidget>("taskRows").item(1, 1)->text() == "some words about thing 1");
    CHECK(desk.get<QComboBox>("labelColumn").count() == 5);
    CHECK(desk.first("labelColumn") == "as guessed");
    CHECK(desk.first("taskSeparator") == "as guessed (comma ,)");
    CHECK(desk.first("taskHeader") == "as guessed (yes)");
    CHECK(desk.first("taskEncoding") == "as guessed (UTF-8)");

    desk.choose("labelColumn", "mood");
    REQUIRE(becomes([&] { return desk.hasPreview(); }));
    CHECK(desk.fault().isEmpty());
    CHECK(desk.column(0) == "id\n ");
    CHECK(desk.column(1) == "words\ntext");
    CHECK(desk.column(2) == "mood\nlabel");
    CHECK(desk.first("textColumn") == "as guessed (words)");
    CHECK(desk.first("pairColumn") == "as guessed (none)");
    CHECK(desk.first("taskMetric") == "as guessed (accuracy)");
    CHECK(desk.get<QComboBox>("positiveLabel").count() == 3);
    const auto& labels = desk.get<QTableWidget>("taskLabels");
    CHECK(labels.horizontalHeaderItem(1)->text() == "train: 32 rows\n ");
    CHECK(labels.item(0, 0)->text() == "glad");
    CHECK(labels.item(0, 1)->text() == "16");
    CHECK(desk.remarks().contains("The text is read from column \"words\": no other column has as many words"));
    CHECK(desk.remarks().contains("\n\nmoods.csv: split into 32/4/4 rows"));
    CHECK_FALSE(desk.remarks().contains("The label is read"));  // it was chosen
    CHECK_FALSE(desk.remarks().contains("refused"));            // no row was
    desk.press(QDialogButtonBox::Ok);
    REQUIRE(desk.chosen.has_value());
    CHECK(desk.chosen->labelColumn == "mood");
    CHECK(desk.chosen->textColumn.empty());
}

TEST_CASE("A preview follows each choice and names the rows that were refused") {
    OptionsDesk desk;
    writeFile(desk.folder / "moods.csv", readFile(desk.folder / "moods.csv") + "1040,a row without a mood\n");
    desk.source.labelColumn = "3";
    desk.open();
    REQUIRE(becomes([&] { return desk.hasPreview(); }));
    CHECK(desk.get<QComboBox>("labelColumn").currentText() == "mood");
    CHECK(desk.remarks().contains("moods.csv, line 42: refused, "));
    CHECK_FALSE(desk.remarks().contains("beside the task"));
    desk.choose("labelColumn", "weather");
    REQUIRE(becomes([&] { return desk.column(3) == "weather\nlabel"; }));
    CHECK(desk.column(2) == "mood\n ");
    CHECK(desk.get<QTableWidget>("taskLabels").item(0, 0)->text() == "rain");
    desk.choose("labelColumn", "mood");
    desk.get<QLineEdit>("taskSplit").setText("60/20/20");
    REQUIRE(becomes([&] { return desk.remarks().contains("24/8/8"); }));
    desk.choose("textColumn", "mood");
    REQUIRE(becomes([&] { return desk.fault().contains("is given for two things at once"); }));
    CHECK_FALSE(desk.hasPreview());
    desk.choose("textColumn", "words");
    REQUIRE(becomes([&] { return desk.hasPreview(); }));
    desk.press(QDialogButtonBox::Ok);
    REQUIRE(desk.chosen.has_value());
    CHECK(desk.chosen->labelColumn == "mood");
}

TEST_CASE("A column that is chosen comes into view") {
    OptionsDesk desk;
    std::string rows = "words,mood", cells;
    for (int i = 0; i < 12; ++i) {
        rows += ",a measured quantity " + std::to_string(i);
        cells += ",10" + std::to_string(i);
    }
    rows += ",weather\n";
    for (int i = 0; i < 40; ++i)
        rows += "some words about thing " + std::to_string(i) + (i % 2 ? ",glad" : ",sad") + cells +
                (i % 4 < 2 ? ",sun\n" : ",rain\n");
    writeFile(desk.folder / "moods.csv", rows);
    desk.source.textColumn = "words";
    desk.source.labelColumn = "mood";
    desk.open();
    REQUIRE(becomes([&] { return desk.hasPreview(); }));
    const auto& table = desk.get<QTableWidget>("taskRows");
    const auto isInView = [&](int column) {
        const int left = table.columnViewportPosition(column);
        return left >= 0 && left + table.columnWidth(column) <= table.viewport()->width();
    };
    CHECK(isInView(0));
    REQUIRE_FALSE(isInView(14));
    desk.choose("labelColumn", "weather");
    REQUIRE(becomes([&] { return desk.column(14) == "weather\nlabel"; }));
    CHECK(isInView(14));
    CHECK(table.rowAt(0) == 0);
    desk.choose("labelColumn", "mood");
    REQUIRE(becomes([&] { return desk.column(1) == "mood\nlabel"; }));
    CHECK(isInView(1));
}

TEST_CASE("A split that is not one is reported in place of the preview at once") {
    OptionsDesk desk;
    desk.source.labelColumn = "3";
    desk.open();
    REQUIRE(becomes([&] { return desk.hasPreview(); }));
    desk.get<QLineEdit>("taskSplit").setText("80/30");
    CHECK(desk.fault().contains("80/30"));
    CHECK_FALSE(desk.hasPreview());
    desk.get<QLineEdit>("taskSplit").clear();
    CHECK(becomes([&] { return desk.hasPreview(); }));
    CHECK(desk.fault().isEmpty());
    desk.press(QDialogButtonBox::Ok);
    REQUIRE(desk.chosen.has_value());
    CHECK(desk.chosen->labelColumn == "3");  // as it was written
}

TEST_CASE("The texts of a built-in task are previewed although it has no columns to choose") {
    OptionsDesk desk;
    desk.source = {};
    desk.source.name = "sentiment";
    desk.open();
    REQUIRE(becomes([&] { return desk.hasPreview(); }));
    CHECK(desk.column(0) == "text\n ");
    CHECK_FALSE(desk.get<QTableWidget>("taskRows").item(0, 0)->text().isEmpty());
    CHECK(desk.get<QComboBox>("labelColumn").count() == 1);
}

TEST_CASE("A file that takes long to read is announced and nobody waits for it") {
    OptionsDesk desk;
    desk.source.labelColumn = "mood";
    {
        BusyPool pool;
        desk.open();
        CHECK_FALSE(desk.get<QWidget>("taskPreviewProgress").isVisible());
        REQUIRE(becomes([&] { return desk.get<QWidget>("taskPreviewProgress").isVisible(); }));
        CHECK_FALSE(desk.hasPreview());
        pool.release();
        REQUIRE(becomes([&] { return desk.hasPreview(); }));
        CHECK_FALSE(desk.get<QWidget>("taskPreviewProgress").isVisible());
    }
    const BusyPool pool;
    desk.open();
    REQUIRE(becomes([&] { return desk.get<QWidget>("taskPreviewProgress").isVisible(); }));
    desk.dialog.reset();  // while its file is still to be read
    CHECK_FALSE(desk.chosen.has_value());
}

TEST_CASE("A file that only a project names is not read for a preview") {
    OptionsDesk desk;
    desk.source.name = (desk.folder / "theirs.csv").string();
    std::filesystem::copy_file(desk.folder / "moods.csv", desk.folder / "theirs.csv");
    desk.source.labelColumn = "mood";
    desk.open();
    CHECK(desk.fault().startsWith("Not read yet, because only the project names it"));
    desk.choose("taskHeader", "no");
    CHECK(desk.fault().startsWith("Not read yet, because only the project names it"));
    CHECK_FALSE(desk.get<QTableWidget>("taskRows").isVisible());
}
