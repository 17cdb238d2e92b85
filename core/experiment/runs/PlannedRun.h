// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/experiment/runs/Remarks.h"
#include "core/experiment/runs/RunSpec.h"
#include "core/experiment/runs/TriedRate.h"

namespace adapterscope {

/// A run of a sweep before it is in a project, with what planning found out about it.
struct PlannedRun {
    RunSpec spec;
    std::string id, group;              ///< runId and groupId of the spec, once its rate is known
    std::int64_t parameters = 0;        ///< trained, by closed form
    std::int64_t steps = 0;             ///< of the optimiser, unless patience ends it earlier
    std::int64_t devRows = 0;           ///< scored before the first step and at every evaluation
    std::int64_t testRows = 0;          ///< scored once, at the end
    std::int64_t layerParameters = 0;   ///< of the base's layers: determines the seconds per step
    std::vector<Remark> remarks;        ///< on its base, its task and its design
    bool rateIsAuto = false;            ///< its rate is still to be chosen (withRates); `group` is its settingId
    bool isPilot = false;               ///< serves only to choose a rate
    std::vector<TriedRate> tried = {};  ///< those among which its rate was chosen, rising; empty if it was not
};

inline std::set<std::string> idsOf(const std::vector<PlannedRun>& runs) {
    std::set<std::string> ids;
    for (const PlannedRun& run : runs)
        ids.insert(run.id);
    return ids;
}

}  // namespace adapterscope
