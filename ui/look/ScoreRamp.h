// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace adapterscope {

/// The ground for a share from 0 to 1, from pale yellow to dark blue, or on dark palettes the other way round, so that
/// the highest stands out. A straight line in Oklab (Ottosson 2020): equal steps look equal, and since the lightness
/// never reverses and yellow and blue are not confused, it reads the same with any colour vision.
QColor scoreGround(double share, const QPalette& palette);
/// Black or white, whichever contrasts more with the ground: at least 4.5:1.
QColor textOn(const QColor& ground);

}  // namespace adapterscope
