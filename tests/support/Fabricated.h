// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/experiment/project/Project.h"

namespace adapterscope::test {

/// A finished run without an engine: design, seed, and a made-up score.
RunRecord fabricatedRun(const std::string& design, std::uint64_t seed, double dev, std::int64_t parameters,
                        Status status = Status::Done);

/// The quick sweep with three seeds, scores by a fixed rule: 21 runs, two of them diverged.
std::vector<RunRecord> fabricatedSweep();

/// houlsby:m=16 from sigma 0, 1e-3, 1e-2 and 1, with the skip connection and without, three seeds: 24 runs, those at
/// sigma 1 without the skip diverged. Curves of four points hold distances of two layers: before training sigma squared
/// times 2 with the skip and 1 without; then rising with the step.
std::vector<RunRecord> fabricatedSigmaSweep();

/// Puts fabricated runs into a project, with their marks and their curve, or one of three points if a finished one has
/// none.
void fill(Project& project, const std::vector<RunRecord>& runs);
/// A new project with them.
std::unique_ptr<Project> filledProject(const std::filesystem::path& file, const std::vector<RunRecord>& runs);

}  // namespace adapterscope::test
