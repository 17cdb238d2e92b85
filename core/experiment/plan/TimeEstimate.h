// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/experiment/plan/Sweep.h"
#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// How long planned runs will take, estimated before they start.
struct TimeEstimate {
    int runs = 0;           ///< still to train: without those that `known` has as done
    double seconds = 0;     ///< with all workers at work
    bool measured = false;  ///< from finished runs on the same bases; else (in part) from what other machines needed
};

/// Based on the seconds per row, trained on or scored, of finished runs that share base, task and method with a planned
/// one, else base and method, else the base; if there are none, on the size of the base.
TimeEstimate estimateTime(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known, int workers);

}  // namespace adapterscope
