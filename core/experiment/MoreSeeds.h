// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/experiment/Comparison.h"
#include "core/experiment/Sweep.h"

namespace adapterscope {

/// The runs that are missing until two designs have that many more seeds in common: pairs (0,0), (1,1), … that not both
/// of them were scored with, without those whose runs can get no score. `known` holds the status of every run there is;
/// runs that wait already are not planned again.
std::vector<PlannedRun> runsForMoreSeeds(const ComparedDesign& a, const ComparedDesign& b, int seeds,
                                         const std::map<std::string, Status>& known);

}  // namespace adapterscope
