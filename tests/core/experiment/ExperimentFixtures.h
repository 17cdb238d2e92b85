// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/plan/Sweep.h"
#include "core/experiment/project/Project.h"

namespace adapterscope::test {

/// A run of a design on a base and task that need not exist.
RunSpec specOf(const std::string& design, std::uint64_t seed = 0);

/// Adds such a run to the project; returns its id.
std::string addRun(Project& project, const std::string& design = "houlsby:m=8", std::uint64_t seed = 0);

/// A finished run's result.
RunResult resultOf(double dev, Status status = Status::Done);

CurvePoint pointAt(std::int64_t step, double dev = 0.5);

/// The plan of a sweep on a small base and its first task, neither of which need exist.
std::vector<PlannedRun> plannedOf(const Sweep& sweep, std::int64_t devRows = 200);

}  // namespace adapterscope::test
