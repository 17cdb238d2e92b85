// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/experiment/Project.h"

namespace adapterscope {

/// A project keeps runs, not the sweeps that they came from. These are the runs of the sweep that was planned last, as
/// far as the runs tell: those at the end of the queue that one Sweep gives, all of whose runs the project has. Empty
/// if no Sweep gives any of them. `runs` are all of the project, in the order of its queue; archived ones and pilots
/// are left out, but count as there.
std::vector<RunRecord> lastSweep(const std::vector<RunRecord>& runs);

/// Of these runs, the last one that a Sweep can give, and those that can be of the same Sweep: they were trained in the
/// same way, on one version of each task. It does not matter which runs of its grid are there.
std::vector<RunRecord> ofOneSweep(const std::vector<RunRecord>& runs);

}  // namespace adapterscope
