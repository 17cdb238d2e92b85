// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/common/Sentence.h"
#include "core/experiment/runs/RunResult.h"

namespace adapterscope {

/// How many of some runs ended in each way: what a figure states if it has nothing to draw.
class RunCounts {
public:
    void add(Status status) { ++m_counts[status]; }
    int of(Status status) const;
    int all() const;
    int ended() const;  ///< neither being trained nor waiting for it

    /// "No run has finished: 3 diverged, 2 wait."; "3 runs finished, but without a score on dev." if `missing` is
    /// "a score on dev".
    Sentence whyNothing(const Sentence& missing) const;
    /// "No run has finished: 1 diverged. Diverged at step 3: …", "Not finished: 2 diverged, 1 waits. One of them: …" if
    /// `reason` is why one of them did not; empty if all have finished.
    Sentence whyUnfinished(const Sentence& reason) const;

private:
    Sentence unfinished() const;

    std::map<Status, int> m_counts;
};

}  // namespace adapterscope
