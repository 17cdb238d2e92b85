// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/experiment/runs/RunMarks.h"
#include "core/experiment/runs/RunResult.h"
#include "core/experiment/runs/RunSpec.h"
#include "core/experiment/runs/TriedRate.h"

namespace adapterscope {

/// A run as the project knows it. The curve is left empty in listings.
struct RunRecord {
    std::string id;
    RunSpec spec;
    RunResult result;
    std::int64_t parameters = 0;  ///< trained parameters by closed form, known before the run
    std::int64_t order = 0;       ///< place in the queue
    bool hasTuning = false;
    std::string group;                  ///< groupId of the spec, computed once for all seeds; empty in one made by hand
    std::vector<Sentence> remarks;      ///< what was worth knowing about it when it was last planned (inWords)
    RunMarks marks = {};                ///< what the person keeps with it
    bool isPilot = false;               ///< serves only to choose a learning rate (RatePlan)
    std::vector<TriedRate> tried = {};  ///< those among which its rate was chosen, rising; empty if it was not
};

/// A run in the file that this program cannot read: damaged, or of a later version. It is left as it is.
struct UnreadableRun {
    std::string id, design, base, task, status;  ///< as stored, shortened
    Sentence reason;
};

/// Why a run of that status that has no tuning has none.
Sentence whyNoTuning(const std::string& id, Status status);

/// The group of a run, stored or computed.
std::string groupOf(const RunRecord& run);

}  // namespace adapterscope
