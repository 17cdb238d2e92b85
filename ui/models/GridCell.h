// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "core/experiment/comparison/RunGrid.h"

namespace adapterscope {

/// "✓ 0.880", "▶ 45 %", "planned", "archived"; of several runs "✓ 0.880 (2)" and, in further lines, what became of the
/// others: "↗ 1 diverged". If that would be too many, "▶ 1  ↗ 1  · 1".
QStringList cellLines(const GridCell& cell);
/// All that is known about them, in lines, after those that name the cell.
QString cellTip(const QStringList& names, const GridCell& cell);

}  // namespace adapterscope
