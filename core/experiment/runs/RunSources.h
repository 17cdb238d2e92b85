// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// What a stored run was trained on, read again.

/// Throws Error if the base with that name or in that folder is not the run's, or has changed.
void requireBaseOf(const RunRecord& run, const std::string& base);
/// The names of the classes of the run's task. Throws Error if the task cannot be read or has changed.
std::vector<std::string> labelsOf(const RunRecord& run);

}  // namespace adapterscope
