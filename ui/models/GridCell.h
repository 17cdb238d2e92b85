// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "core/experiment/comparison/RunGrid.h"

namespace adapterscope {

/// "✓ 0.880", "▶ 45 %", "planned", "archived"; of several runs "✓ 0.880 (2)" and, in further lines, what became of the
/// others, the most important first: "↗ 1 diverged". If there are more states than lines, how many runs are in them:
/// "↗ 1 diverged +2".
QStringList cellLines(const GridCell& cell);
/// All that is known about them, in lines, after those that name the cell: every state in words.
QString cellTip(const QStringList& names, const GridCell& cell);

}  // namespace adapterscope
