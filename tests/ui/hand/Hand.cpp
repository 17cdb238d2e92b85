// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/hand/Hand.h"

#include <QApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace adapterscope::test::hand {

namespace {

void tool(const QStringList& words) {
    QProcess process;
    process.start("xdotool", words);
    // The window must go on while the tool waits for the server.
    while (process.state() != QProcess::NotRunning)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    if (process.exitCode() != 0)
        throw std::runtime_error("xdotool " + words.join(' ').toStdString() + ": " +
                                 process.readAllStandardError().toStdString());
    QTest::qWait(50);
}

}  // namespace

bool isThere() {
    return QGuiApplication::platformName() == "xcb" && !QStandardPaths::findExecutable("xdotool").isEmpty();
}

void clickAt(const QWidget& widget, const QPoint& position) {
    const QPoint at = widget.mapToGlobal(position);
    tool({"mousemove", QString::number(at.x()), QString::number(at.y()), "click", "1"});
}

void click(const QWidget& widget) {
    clickAt(widget, widget.rect().center());
}

void drag(const QWidget& widget, const QPoint& from, const QList<QPoint>& by, const std::function<void(int)>& at) {
    const auto moveTo = [&widget](const QPoint& position) {
        const QPoint to = widget.mapToGlobal(position);
        tool({"mousemove", QString::number(to.x()), QString::number(to.y())});
    };
    moveTo(from);
    tool({"mousedown", "1"});
    for (int i = 0; i < by.size(); ++i) {
        moveTo(by[i]);
        at(i);
    }
    tool({"mouseup", "1"});
}

void press(const QString& key) {
    tool({"key", "--clearmodifiers", key});
}

void type(const QString& text) {
    tool({"type", "--delay", "5", text});
}

void replace(const QWidget& widget, const QString& text) {
    click(widget);
    press("ctrl+a");
    type(text);
}

}  // namespace adapterscope::test::hand
