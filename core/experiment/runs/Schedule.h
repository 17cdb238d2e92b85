// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/experiment/runs/RunSpec.h"

namespace adapterscope {

/// Steps of the optimizer that the learning rate's schedule has over that many training rows.
std::int64_t scheduledSteps(const Hyperparameters& hyperparameters, std::int64_t rows);
/// Those of them in which the rate rises; it is 0 at the first of them.
std::int64_t warmupSteps(const Hyperparameters& hyperparameters, std::int64_t scheduled);
/// Epochs that are trained, of those that the schedule has, unless patience ends training earlier.
int trainedEpochs(const Hyperparameters& hyperparameters);
/// Steps in those epochs.
std::int64_t trainingSteps(const Hyperparameters& hyperparameters, std::int64_t rows);

/// Whether a run over that many training rows can train anything: a fault if it clearly cannot, a remark if that is
/// doubtful.
std::vector<Finding> checkTraining(const RunSpec& spec, std::int64_t rows);

}  // namespace adapterscope
