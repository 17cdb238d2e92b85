// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>
#include <vector>

#include "core/experiment/Project.h"

namespace adapterscope {

/// A run in the sweep's grid.
struct GridRun {
    RunRecord record;
    bool isPlanned = false;           ///< not in the project yet
    double progress = 0;              ///< of a running run, from 0 to 1
    Status status = Status::Waiting;  ///< as shown: a run that nobody trains any more is interrupted

    /// Whether it is among the results: in the project, and not archived.
    bool isCounted() const { return !isPlanned && !record.marks.archived; }
};

/// The runs in one place of the grid, which differ only in their seeds.
using GridCell = std::vector<const GridRun*>;

/// Its score on dev, if it is done and has one, and is not archived.
std::optional<double> scoreOf(const GridRun& run);
/// Mean score on dev of those that have one.
std::optional<double> scoreOf(const GridCell& cell);
/// The state of all of them; absent if they differ, or if some are archived or only planned.
std::optional<Status> commonStatus(const GridCell& cell);
bool areAllPlanned(const GridCell& cell);
/// How much of a cell is trained, from 0 to 1; absent unless one of its runs is being trained.
std::optional<double> progressOf(const GridCell& cell);

/// "✓ 0.880", "▶ 45 %", "planned", "archived"; of several runs "✓ 0.880 (2)" and, in further lines, what became of the
/// others: "↗ 1 diverged". If that would be too many, "▶ 1  ↗ 1  · 1".
QStringList cellLines(const GridCell& cell);
/// All that is known about them, in lines, after those that name the cell.
QString cellTip(const QStringList& names, const GridCell& cell);

}  // namespace adapterscope
