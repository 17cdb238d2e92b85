// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QSettings>
#include <QSpinBox>
#include <QTest>

#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageBar.h"

namespace adapterscope::test {

/// The window over an untitled project with a small base and task, and the scripted engine.
struct WindowDesk {
    TempFolder folder;
    ScopedVariable engine{"ADAPTERSCOPE_ENGINE", inQuotes(fakeEngine().words.front())};
    Session session;
    MainWindow window{session};

    WindowDesk() {
        QSettings().clear();
        writeSmallBase(folder / "base");
        writeSmallTask(folder / "task.tsv");
        session.editBase(path("base"));
        session.editTask(taskNamed((folder / "task.tsv").string()));
        window.show();
        REQUIRE(becomes([this] { return window.pages().first()->isLoaded(); }, 60000));
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(window, name);
    }
    QString path(const std::string& name) const { return QString::fromStdString((folder / name).string()); }
    QString message() { return get<MessageBar>("messageBar").sentence(); }
    QAction& action(const char* name) {
        auto* found = window.findChild<QAction*>(name);
        REQUIRE(found != nullptr);
        return *found;
    }
    void setSize(int m) { get<QSpinBox>("m").setValue(m); }
    void drop(const QString& file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({50, 300}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&window, &enter);
        CHECK(enter.isAccepted());
        QDropEvent dropped(QPointF(50, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&window, &dropped);
    }
    /// Types a file into the dialog that an action opened and accepts it.
    void answer(const char* dialogName, const QString& file) {
        auto& dialog = named<QFileDialog>(window, dialogName);
        named<QLineEdit>(dialog, "fileNameEdit").setText(file);
        QTest::keyClick(&named<QLineEdit>(dialog, "fileNameEdit"), Qt::Key_Return);
    }
};

}  // namespace adapterscope::test
