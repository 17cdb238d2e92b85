// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/experiment/comparison/Comparison.h"
#include "core/experiment/plan/Sweep.h"

namespace adapterscope {

/// The runs that two designs lack to have that many more seeds in common: of the pairs (0,0), (1,1), …, those that not
/// both were scored with, except those whose runs can get no score. `known` holds the status of every run there is;
/// runs that wait already are not planned again.
std::vector<PlannedRun> runsForMoreSeeds(const ComparedDesign& a, const ComparedDesign& b, int seeds,
                                         const std::map<std::string, Status>& known);

}  // namespace adapterscope
