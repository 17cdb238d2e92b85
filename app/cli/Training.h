// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/cli/Output.h"
#include "core/common/Error.h"
#include "core/experiment/project/Project.h"

namespace adapterscope::cli {

struct TrainingSettings {
    int workers = 1;
    bool keepAllWeights = false;
    // For the time left.
    std::map<std::string, double> steps;  ///< by run, as far as they are known
    double expectedSeconds = 0;           ///< the estimate for all runs, 0 if there is none
};

/// How training ended.
struct TrainingEnd {
    bool complete = true;        ///< false if it was stopped
    bool machineFailed = false;  ///< a run failed because the machine or the engine did

    /// What a run that did not end well counts as.
    ErrorKind kindOfFailure() const { return machineFailed ? ErrorKind::Machine : ErrorKind::Run; }
};

/// As many as there are cores or, if these are fewer, runs; at least one.
int workersFor(std::size_t runs);

/// Trains these waiting runs of the project and reports what happens. Ctrl-C stops the
/// running ones and leaves the waiting ones; what has finished is kept.
TrainingEnd trainRuns(Project& project, const std::vector<std::string>& ids, const TrainingSettings& settings,
                      Messages& messages);

/// "houlsby:m=8 on sentiment, seed 0".
std::string runLabel(const RunSpec& spec);

}  // namespace adapterscope::cli
