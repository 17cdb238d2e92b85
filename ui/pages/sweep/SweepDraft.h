// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/plan/Sweep.h"
#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// The Sweep page's form as it is, valid or not: kept in the project, turned into a Sweep when it is shown.
struct SweepDraft {
    Sweep sweep;                ///< all but the free text fields
    std::string learningRates;  ///< as typed: "1e-3|3e-3", "auto", empty for each method's own
    int limitTrain = 0;         ///< training rows of every task, 0 = all
    int workers = 1;
    bool operator==(const SweepDraft&) const = default;
};

/// An empty form: three seeds, as many workers as the machine has cores.
SweepDraft emptyDraft();
/// houlsby:m=2|8|32, top:k=1, layernorm, head and full on the built-in base and the sentiment task.
SweepDraft quickDraft();

/// The form of a sweep, without its start and its early end, which the form does not hold.
SweepDraft draftOf(const Sweep& sweep);
/// The form that would have made these runs of one sweep (core/experiment/plan/SweptRuns.h). Of several sweeps, it is
/// the form of their product.
SweepDraft draftOf(const std::vector<RunRecord>& runs);

/// Throws Error naming typed text that is not a number.
Sweep sweepOf(const SweepDraft& draft);

std::string toJsonText(const SweepDraft& draft);
/// Throws Error if the text is not what toJsonText writes.
SweepDraft draftFromJsonText(const std::string& text);

}  // namespace adapterscope
