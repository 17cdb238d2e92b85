// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace adapterscope {

/// For a wrapped label: the text with zero-width spaces in words too long for a line (a design with its settings, a
/// file's name), which a label would cut or widen for: after the signs of a design's text, or anywhere if there are
/// none. Other texts come back unchanged.
QString breakable(const QString& text);
/// The same for a layout that breaks anywhere by itself: only after the signs.
QString breakableAtSigns(const QString& text);
/// The text that either was given.
QString withoutBreakPlaces(QString text);

/// The text with spaces at which no line breaks within a value: "n = 3", "95 %", "2 min", "lr 1e-2", "seed 0".
QString keptTogether(QString text);

/// The text shortened in the middle to that many characters, for places where pixels are not known, such as a window's
/// title.
QString shortened(const QString& text, qsizetype most);

}  // namespace adapterscope
