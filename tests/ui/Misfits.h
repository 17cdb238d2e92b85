// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace adapterscope::test {

/// What of the shown widgets a person cannot read or reach, one sentence for each, which names the widget and its text:
/// text larger than its widget, a control that its surroundings cut off although they do not scroll, neighbours on top
/// of each other. Empty if everything fits.
QStringList misfits(const QWidget& window);

/// The same of what a widget draws itself: text beyond its edges or over other text.
QStringList drawnMisfits(QWidget& widget);

/// Letters that are pressed with Alt in the menu bar and among the shown widgets and that two of them have: "E: Edit,
/// Export…".
QStringList sharedAltLetters(const QWidget& window);

}  // namespace adapterscope::test
