// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/Output.h"
#include "core/experiment/Project.h"

namespace adapterscope::cli {

struct TrainingSettings {
    int workers = 1;
    bool keepAllWeights = false;
};

/// Trains these runs of the project, which are waiting there, and says on the way what happens. Ctrl-C stops the
/// running ones and leaves what waits; what was finished is kept. True where it came to the end, false where it was
/// stopped.
bool trainRuns(Project& project, const std::vector<std::string>& ids, const TrainingSettings& settings,
               Messages& messages);

/// "houlsby:m=8 on sentiment, seed 0".
std::string runLabel(const RunSpec& spec);

}  // namespace adapterscope::cli
