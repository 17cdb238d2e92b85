// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// What the rows or the columns of a grid stand for besides factors (Factor): designs, with all of their settings that
/// vary, or seeds.
inline constexpr auto byDesign = "design", bySeed = "seed";

struct GridAxes {
    std::string rows, columns;  ///< the name of a factor, byDesign or bySeed; empty: chosen by what varies
    bool operator==(const GridAxes&) const = default;
};

/// Runs in rows and columns. Tasks and bases, if they are not axes themselves, divide the rows into groups, and so does
/// whatever else varies if neither rows nor columns are designs: runs in one place differ only in their seeds. The
/// title of a group also states the hyperparameters that its runs share and those of other groups do not.
struct RunGrid {
    struct Row {
        std::string title;       ///< "m=8", "houlsby:m=8, lr 1e-2"; of a heading, the group's: "sentiment"
        std::string group;       ///< the title of its group; empty if there are no groups
        bool isHeading = false;  ///< is above the rows of a group and holds no runs
    };
    struct Place {
        int row = 0, column = 0;
    };
    GridAxes axes;                     ///< with nothing left open
    std::vector<std::string> columns;  ///< their titles
    std::vector<Row> rows;
    std::vector<Place> places;         ///< of the i-th run
    std::vector<std::string> factors;  ///< names of what varies, which rows and columns can stand for
};

/// If left open, the columns are learning rates if several designs were trained at several, and the rows a number of
/// the designs (m) that all of these have several of, or else designs; without such rates, designs by seeds. The
/// columns stay so if only the rows are chosen. Values are in the order of their numbers, and so are designs that
/// differ only in numbers; other designs, and groups, are in that of the runs. Pilots are in rows of their own, after
/// all others.
RunGrid arrangedRuns(const std::vector<const RunRecord*>& runs, const GridAxes& wanted = {});

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

}  // namespace adapterscope
