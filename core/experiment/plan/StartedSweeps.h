// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/experiment/plan/Sweep.h"

namespace adapterscope {

class Project;
struct RunRecord;

/// A sweep whose learning rates are chosen by pilots is planned again after these have ended. A project keeps such
/// sweeps from their start until their rates are chosen, so that whoever trains its waiting runs can continue them:
/// the window, `sweep --project FILE`, or the process that *Keep Training* leaves behind.

/// The name of the value that holds them (Project::value).
inline constexpr auto startedKey = "started";

/// From the first to the last that was started. What cannot be read is left out.
std::vector<Sweep> startedSweeps(const Project& project);
/// Keeps those of the sweeps whose rates are chosen by pilots; each is kept once.
void rememberStarted(Project& project, const std::vector<Sweep>& sweeps);
void forgetStarted(Project& project, const std::vector<Sweep>& sweeps);

/// The name of the value that holds the sweep that the command line planned last, which the window's form shows.
inline constexpr auto lastPlannedKey = "last_planned";

/// Nothing if there is none or it cannot be read.
std::optional<Sweep> lastPlanned(const Project& project);
void rememberPlanned(Project& project, const Sweep& sweep);

/// How a started sweep continues.
struct Continuation {
    /// What the project lacks: pilots at further rates, and runs at rates that were chosen (also one that was a pilot).
    std::vector<PlannedRun> due;
    std::set<std::string> ids;  ///< of its pilots and of the runs whose rates are chosen
    bool isOver = false;        ///< nothing is due, and no pilot can still end that would change that

    /// Whether one of these is a run of the sweep.
    bool hasAnyOf(const std::set<std::string>& runs) const;
};
/// `planned` are the runs of the sweep, `known` those of the project. Pilots that were deleted are not due again: with
/// them, the choice of that rate was given up.
Continuation continuationOf(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known);

}  // namespace adapterscope
