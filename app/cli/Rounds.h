// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "app/cli/Output.h"
#include "core/common/Error.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/Sweep.h"
#include "core/experiment/project/Project.h"

namespace adapterscope::cli {

/// Adds a plan's runs to the project and trains them in rounds: if rates are to be chosen, first the pilots, then the
/// runs at the rates that they chose. `train` is given the runs of a round, each once; it returns false if it was
/// stopped. Returns what the plan came to. Throws Error (requireFusable) before anything is added.
RatePlan inRounds(Project& project, const std::vector<PlannedRun>& planned, Messages& messages,
                  const std::function<bool(const std::vector<PlannedRun>& round)>& train);

/// The same for sweeps, which the project keeps as started until their rates are chosen (StartedSweeps.h); `planned`
/// are their runs.
RatePlan inRounds(Project& project, const std::vector<Sweep>& sweeps, const std::vector<PlannedRun>& planned,
                  Messages& messages, const std::function<bool(const std::vector<PlannedRun>& round)>& train);

/// Throws Error of that kind naming every setting whose pilots chose no rate.
void requireRates(const RatePlan& plan, ErrorKind kind);

}  // namespace adapterscope::cli
