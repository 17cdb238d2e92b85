// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/TimeEstimate.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace adapterscope {
namespace {

// Fitted through two bases measured on one core of a Zen 5, Houlsby m=16, batch 32 (17 ms a step for 0.79 million
// parameters in the layers, 122 ms for 10.6 million), and twice that: most machines are slower, and evaluation comes on
// top.
constexpr double defaultSecondsPerRow = 2 * 0.0086 / 32;
constexpr double defaultSecondsPerRowAndParameter = 2 * 10.7e-9 / 32;

/// What a run has in common with others, most telling first.
std::array<std::string, 3> likenesses(const RunSpec& spec) {
    const std::string base = spec.baseHash;
    const std::string method = base + "/" + std::to_string(spec.design.settings.index());
    return {method + "/" + spec.taskHash, method, base};
}

struct Measured {
    double seconds = 0, rows = 0;
};

}  // namespace

TimeEstimate estimateTime(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known, int workers) {
    std::map<std::string, Measured> measured;
    std::set<std::string> done;
    for (const RunRecord& run : known) {
        if (run.result.status != Status::Done)
            continue;
        done.insert(run.id);
        if (run.result.steps <= 0 || !(run.result.seconds > 0))
            continue;
        for (const std::string& likeness : likenesses(run.spec)) {
            Measured& sum = measured[likeness];
            sum.seconds += run.result.seconds;
            sum.rows += static_cast<double>(run.result.steps) * run.spec.hyperparameters.batch;
        }
    }

    TimeEstimate estimate;
    estimate.measured = true;
    double total = 0, longest = 0;
    for (const PlannedRun& run : planned) {
        if (done.contains(run.id))
            continue;
        double perRow =
            defaultSecondsPerRow + defaultSecondsPerRowAndParameter * static_cast<double>(run.layerParameters);
        bool isMeasured = false;
        for (const std::string& likeness : likenesses(run.spec))
            if (const auto it = measured.find(likeness); it != measured.end() && !isMeasured) {
                perRow = it->second.seconds / it->second.rows;
                isMeasured = true;
            }
        const double seconds = perRow * static_cast<double>(run.steps) * run.spec.hyperparameters.batch;
        ++estimate.runs;
        estimate.measured = estimate.measured && isMeasured;
        total += seconds;
        longest = std::max(longest, seconds);
    }
    estimate.seconds = std::max(longest, total / std::max(workers, 1));
    return estimate;
}

}  // namespace adapterscope
