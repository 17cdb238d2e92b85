// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/experiment/plan/TimeEstimate.h"
#include "core/experiment/runs/PlannedRun.h"

namespace adapterscope::cli {

/// Lists the runs of a plan, what there is to know about them and how long they take, as a table or as JSON.
/// `finished` are the ids of those that need no training any more.
void printPlan(const std::vector<PlannedRun>& planned, const std::vector<Sentence>& remarks,
               const std::set<std::string>& finished, const TimeEstimate& estimate, bool json);

}  // namespace adapterscope::cli
