// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/Project.h"

namespace adapterscope::test {

/// A finished run without an engine: design, seed, and a made score.
RunRecord fabricatedRun(const std::string& design, std::uint64_t seed, double dev, std::int64_t parameters,
                        Status status = Status::Done);

/// The quick sweep with three seeds, scores by a fixed rule: 21 runs, two of them diverged.
std::vector<RunRecord> fabricatedSweep();

/// Puts fabricated runs into a project, finished ones with a curve of three points.
void fill(Project& project, const std::vector<RunRecord>& runs);

}  // namespace adapterscope::test
