// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/Output.h"
#include "core/common/Error.h"
#include "core/experiment/plan/Sweep.h"
#include "core/experiment/runs/RunRecord.h"

namespace adapterscope::cli {

/// A run as it ended.
struct TrainedRun {
    RunRecord record;
    PlannedRun planned;  ///< with the rate that was chosen
    ErrorKind kindOfFailure = ErrorKind::Run;

    /// Throws Error if it was not finished.
    void requireDone() const;
};
/// Trains a run, unless it was finished before, into the project file; empty = one that is not kept.
TrainedRun trainOne(const PlannedRun& planned, const std::string& project, Messages& messages);
/// The only run of a sweep. Throws Error if there are several.
PlannedRun onlyRun(const std::vector<Sweep>& sweeps);

}  // namespace adapterscope::cli
