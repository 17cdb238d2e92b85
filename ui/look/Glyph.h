// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

class QPalette;

namespace adapterscope {

/// The window's small signs, from resources/icons, drawn in the palette's text colour at any size, so that they follow
/// light and dark. In their files that colour is called currentColor.
enum class Glyph { Design, Sweep, Compare, Explain, Fault, Warning, Information, Close, Copy, Add, Folder };

QIcon glyphIcon(Glyph glyph);
/// The same in a colour of its own: theme::quietText, theme::fault, …
QIcon glyphIcon(Glyph glyph, QColor (*tone)(const QPalette&));

}  // namespace adapterscope
