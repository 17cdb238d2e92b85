// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTest>

#include <optional>

#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/widgets/FileDialog.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A folder with "there/inner", and the dialog of an export in it.
struct FolderDesk {
    TempFolder folder;
    QWidget window;
    QStringList chosen;
    QPointer<QFileDialog> dialog;

    FolderDesk() {
        std::filesystem::create_directories(folder / "there/inner");
        writeFile(folder / "file", "mine");
    }
    QString path(const std::string& name = {}) const {
        return QString::fromStdString((name.empty() ? folder.path() : folder / name).string());
    }
    void open() {
        dialog = makeFolderDialog(&window, "Export", {{"json", "Design (design.json)", "my-design"}},
                                  [this](const std::string&, const QString& place) { chosen << place; });
        dialog->setDirectory(path());
        dialog->open();
    }
    QLineEdit& name() { return named<QLineEdit>(*dialog, "fileNameEdit"); }
    QPushButton& save() { return *dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save); }
    bool isOpen() const { return dialog && dialog->isVisible(); }
};

}  // namespace

TEST_CASE("A typed folder is chosen whether it exists or not, and the next dialog starts above it") {
    FolderDesk desk;
    const bool byReturn = GENERATE(true, false);
    const auto [typed, place] = GENERATE(table<std::string, std::string>(
        {{"there", "there"}, {"there/inner", "there/inner"}, {"new", "new"}, {".", ""}, {"file", "file"}}));
    CAPTURE(byReturn, typed);
    desk.open();
    desk.name().setText(QString::fromStdString(typed));
    CHECK(desk.save().isEnabled());
    CHECK(desk.save().text() == "&Save");
    if (byReturn)
        QTest::keyClick(&desk.name(), Qt::Key_Return);
    else
        desk.save().click();
    CHECK_FALSE(desk.isOpen());
    CHECK(desk.chosen == QStringList{desk.path(place)});
    CHECK(QFileDialog().directory().path() == QFileInfo(desk.path(place)).absolutePath());
}

TEST_CASE("No name and two dots choose no folder") {
    FolderDesk desk;
    for (const char* typed : {"", ".."}) {
        desk.open();
        desk.name().setText(typed);
        QTest::keyClick(&desk.name(), Qt::Key_Return);
        CHECK(desk.isOpen());
        delete desk.dialog.data();
    }
    CHECK(desk.chosen.isEmpty());
}

TEST_CASE("A double click on a folder enters it") {
    FolderDesk desk;
    desk.open();
    desk.name().setText("inner");
    auto& list = named<QListView>(*desk.dialog, "listView");
    const auto first = [&] { return list.model()->index(0, 0, list.rootIndex()); };
    REQUIRE(becomes([&] { return first().data().toString() == "there"; }));
    emit list.activated(first());
    CHECK(desk.isOpen());
    CHECK(desk.dialog->directory().path() == desk.path("there"));
    CHECK(desk.save().text() == "&Save");
    QTest::keyClick(&desk.name(), Qt::Key_Return);
    CHECK(desk.chosen == QStringList{desk.path("there/inner")});
}

TEST_CASE("Files that are there are replaced only if the person agrees") {
    QWidget window;
    std::optional<bool> written;
    const auto ask = [&](const std::vector<std::string>& there) {
        writeIfAgreed(&window, "/a/<b>", there, [&](bool overwrite) { written = overwrite; });
    };
    ask({});
    CHECK(written == false);
    written.reset();
    for (const bool agrees : {false, true}) {
        ask({"one.json", "two.bin"});
        auto& box = named<QMessageBox>(window, "replaceDialog");
        CHECK(box.text() == "Replace one.json and two.bin in /a/<b>?");
        CHECK(box.textFormat() == Qt::PlainText);
        CHECK_FALSE(written);
        for (auto* button : box.buttons())
            if ((box.buttonRole(button) == QMessageBox::DestructiveRole) == agrees)
                button->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    CHECK(written == true);
}
