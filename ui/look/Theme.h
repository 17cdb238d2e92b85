// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

class QWidget;

namespace adapterscope::theme {

/// Whether the palette is a dark one. Widgets ask again in changeEvent (QEvent::PaletteChange).
bool isDark(const QPalette& palette);

/// Okabe and Ito's blue, vermilion, green and purple, which reach a contrast of 3:1 on the light and on the dark
/// background. Never the only cue: add a marker, a dash or a word.
QColor categorical(int index);

QColor plainText(const QPalette& palette);
QColor quietText(const QPalette& palette);  ///< for secondary text; 4.5:1 on the window's background
QColor fault(const QPalette& palette);
QColor warning(const QPalette& palette);
QColor good(const QPalette& palette);
QColor line(const QPalette& palette);  ///< thin rules, grids and borders
QColor card(const QPalette& palette);  ///< background of a card on the window's background

/// Paints a button in the highlight's colours: the one thing to do on its page. Call this again when the palette
/// changes.
void emphasise(QWidget& button, const QPalette& palette);
/// Whether a button with that palette is painted so: it is not while it is disabled.
bool isEmphasised(const QPalette& palette);

}  // namespace adapterscope::theme
