// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/experiment/RunSpec.h"

namespace adapterscope {

/// Steps of the optimizer over that many training rows, unless patience ends them earlier.
std::int64_t trainingSteps(const Hyperparameters& hyperparameters, std::int64_t rows);
/// Those of them in which the learning rate rises; it is 0 at the first of them.
std::int64_t warmupSteps(const Hyperparameters& hyperparameters, std::int64_t steps);

/// Whether a run over that many training rows can train anything: a fault if it clearly cannot, a remark if that is
/// doubtful.
std::vector<Finding> checkTraining(const RunSpec& spec, std::int64_t rows);

}  // namespace adapterscope
