// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/Output.h"
#include "core/experiment/plan/Sweep.h"

namespace adapterscope::cli {

/// The runs of several grids as one, without repeats, seeds still outermost. Throws Error for an incomplete base.
std::vector<PlannedRun> planAll(const std::vector<Sweep>& sweeps);
/// Throws Error if one of the runs refers to others of a project and there is no project file of that name.
void requireProjectOfFusions(const std::vector<PlannedRun>& planned, const std::string& project);
/// Prints every remark on the runs once; returns them.
std::vector<Sentence> sayRemarks(const std::vector<PlannedRun>& planned, Messages& messages);

/// A base or task as typed; a path becomes one that means the same from every folder.
std::string anchored(const std::string& name);

}  // namespace adapterscope::cli
