// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QStringList>
#include <QWidget>

#include <functional>

/// A person's hand: moves the X server's pointer and presses its keys, so that every event comes the way it does at a
/// desk.
namespace adapterscope::test::hand {

/// Whether there is a display and the tool that moves its pointer.
bool isThere();
void click(const QWidget& widget);
void clickAt(const QWidget& widget, const QPoint& position);
/// Presses the button, moves through the points in turn and releases; `at` is called after each move, with the button
/// down.
void drag(const QWidget& widget, const QPoint& from, const QList<QPoint>& by, const std::function<void(int)>& at);
/// Keys by their X names, as in "ctrl+a", "Return".
void press(const QString& key);
void type(const QString& text);
/// Selects everything in the widget and types over it.
void replace(const QWidget& widget, const QString& text);

}  // namespace adapterscope::test::hand
