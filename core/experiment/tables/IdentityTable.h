// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/comparison/IdentityCourse.h"
#include "core/experiment/comparison/SigmaSweep.h"
#include "core/experiment/tables/FlatTable.h"

namespace adapterscope {

/// One row per run of a sigma sweep: sigma, skip, run, seed, status, metric, dev, distance (before training). Cells
/// without a value are empty.
FlatTable sigmaTable(const SigmaSweep& sweep);

/// One row per run, step and adapter: run, seed, step, layer, site, distance, median, p95.
FlatTable identityTable(const IdentityCourse& course);

}  // namespace adapterscope
