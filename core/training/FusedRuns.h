// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/experiment/runs/FusedRun.h"
#include "core/experiment/runs/RunSpec.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// The runs that a request names, with their tensors. Throws Error naming a file that cannot be read.
TrainedRuns readFusedRuns(const std::vector<FusedRun>& fused);

/// What a tuning file states about its run. This includes the designs of fused runs: with them and their tensors, which
/// the file also has, it can be used without the project.
std::map<std::string, std::string> tuningMetadata(const RunSpec& spec, const std::vector<FusedRun>& fused);
/// The runs that the run of a kept tuning fused, from which Tuning makes it again; none for most.
TrainedRuns fusedRunsIn(const SafeTensors& kept);

}  // namespace adapterscope
