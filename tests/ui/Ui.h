// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QStringList>
#include <QTimer>
#include <QToolTip>
#include <QWidget>

namespace adapterscope::test {

/// Lets the event loop run until the condition holds; false if it does not within the time.
template <typename Condition>
bool becomes(Condition condition, int milliseconds = 10000) {
    const QDeadlineTimer deadline(milliseconds);
    QTimer look;  // what another process does is not an event
    look.start(20);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// The widget of that object name, as a test finds what a person sees.
template <typename Widget>
Widget& named(QWidget& parent, const char* name) {
    auto* found = parent.findChild<Widget*>(QString::fromLatin1(name));
    if (!found)
        throw std::runtime_error(std::string("There is no widget named ") + name + ".");
    return *found;
}

/// The tool tip that a widget shows if the pointer rests there.
inline QString tipAt(QWidget& widget, const QPoint& place) {
    QHelpEvent help(QEvent::ToolTip, place, widget.mapToGlobal(place));
    QCoreApplication::sendEvent(&widget, &help);
    return QToolTip::text();
}

/// Whether the widget takes the key for itself, so that it is not a shortcut.
inline bool takes(QWidget& widget, Qt::KeyboardModifiers modifiers, int key) {
    QKeyEvent event(QEvent::ShortcutOverride, key, modifiers);
    event.ignore();
    QCoreApplication::sendEvent(&widget, &event);
    return event.isAccepted();
}

/// The texts of a model's cells, row by row.
inline QStringList cellsOf(const QAbstractItemModel& model) {
    QStringList cells;
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
    return cells;
}

}  // namespace adapterscope::test
