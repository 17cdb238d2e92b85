// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/project/Project.h"

namespace adapterscope {

/// Names of the values that the window keeps in a project: the current design with its base and task, and the Sweep
/// page's form.
inline constexpr auto choiceKey = "design";
inline constexpr auto draftKey = "sweep";

/// The places of bases and tasks (core/experiment/plan/SourcePlaces.h) that the project names in its runs, its design,
/// its sweep's form and its started sweeps, each once. What cannot be read names none.
std::vector<std::string> placesNamedBy(const Project& project);
/// Only those of its runs.
std::vector<std::string> placesNamedByRuns(const Project& project);

}  // namespace adapterscope
