// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "core/experiment/Project.h"

namespace adapterscope {

/// Throws one Error that names every run whose adapters a planned design fuses and cannot: it is not among the
/// project's
/// (`known`), not done, on another base, without its tensors, or its adapters do not fit the fusion.
void requireFusable(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known);

/// Copies the runs whose adapters a design fuses, with their tensors, into another project; `scratch` is a folder for
/// the files on their way. Throws Error naming a run that is not there or has no tensors.
void copyFusedRuns(const Design& design, const Project& from, Project& to, const std::filesystem::path& scratch);

}  // namespace adapterscope
