// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/hand/Hand.h"

#include <QAbstractNativeEventFilter>
#include <QApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QWindow>
#include <xcb/xcb.h>

#include "tests/ui/Ui.h"

namespace adapterscope::test::hand {

namespace {

/// Reports when everything that the X server had sent before has arrived: the server keeps the order, so a change
/// requested now is reported last.
class Marker : public QAbstractNativeEventFilter {
public:
    Marker() {
        m_window.create();
        QCoreApplication::instance()->installNativeEventFilter(this);
    }

    void wait() {
        m_window.setTitle(QStringLiteral("now"));
        if (!becomes([this] { return m_isHeard; }, 30000))
            throw std::runtime_error("The X server does not answer.");
        QCoreApplication::processEvents();  // what arrived before it may still be on its way to a widget
    }

    bool nativeEventFilter(const QByteArray& type, void* message, qintptr*) override {
        const auto* event = static_cast<const xcb_property_notify_event_t*>(message);
        constexpr auto sentByClient = 0x80;
        if (type == "xcb_generic_event_t" && (event->response_type & ~sentByClient) == XCB_PROPERTY_NOTIFY)
            m_isHeard = m_isHeard || event->window == m_window.winId();
        return false;
    }

private:
    QWindow m_window;  // never shown: its title is a property that nobody else looks at
    bool m_isHeard = false;
};

void tool(const QStringList& words) {
    QProcess process;
    process.start("xdotool", words);
    // The window must keep running while the tool waits for the server.
    while (process.state() != QProcess::NotRunning)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    if (process.exitCode() != 0)
        throw std::runtime_error("xdotool " + words.join(' ').toStdString() + ": " +
                                 process.readAllStandardError().toStdString());
    Marker().wait();
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
