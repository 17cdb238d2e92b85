// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// Of these runs, the last one that a Sweep can give, and those that can be of the same Sweep: they were trained in the
/// same way, on one version of each task. It does not matter which runs of its grid are there.
std::vector<RunRecord> ofOneSweep(const std::vector<RunRecord>& runs);

}  // namespace adapterscope
