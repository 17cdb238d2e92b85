// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/TimeEstimate.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "core/design/Methods.h"
#include "core/experiment/runs/Schedule.h"

namespace adapterscope {
namespace {

// Fitted to two bases measured on one core of a Zen 5, Houlsby m=16, batch 32 (17 ms a step for 0.79 million
// parameters in the layers, 122 ms for 10.6 million), and half as much again: most machines are slower.
constexpr double defaultSecondsPerRow = 1.5 * 0.0086 / 32;
constexpr double defaultSecondsPerRowAndParameter = 1.5 * 10.7e-9 / 32;

/// A row that is only scored, not trained on, needs no backward pass: a third of the products.
constexpr double scoredRow = 1.0 / 3;

/// What a run has in common with others, most informative first.
std::array<std::string, 3> likenesses(const RunSpec& spec) {
    const std::string base = spec.baseHash;
    std::string method = base;
    for (const Part& part : spec.design.parts)
        method += "/" + methodOf(part).general;
    return {method + "/" + spec.taskHash, method, base};
}

/// Rows that one or several runs pass through the network.
struct Work {
    double trained = 0;
    double evaluations = 0;  ///< of dev
    double runs = 0;         ///< test is scored once in each

    static Work of(const Hyperparameters& hyperparameters, std::int64_t steps) {
        return {static_cast<double>(steps) * hyperparameters.batch,
                1.0 + trainedEpochs(hyperparameters) * hyperparameters.evaluations, 1};
    }
    /// In equivalents of a training row, if the task's dev and test are as large as the planned run's.
    double rows(const PlannedRun& like) const {
        return trained + scoredRow * (evaluations * static_cast<double>(like.devRows) +
                                      runs * static_cast<double>(like.testRows));
    }
};

struct MeasuredTime {
    double seconds = 0;
    Work work;
};

}  // namespace

TimeEstimate estimateTime(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known, int workers) {
    std::map<std::string, MeasuredTime> measured;
    std::set<std::string> done;
    for (const RunRecord& run : known) {
        if (run.result.status != Status::Done)
            continue;
        done.insert(run.id);
        if (run.result.steps <= 0 || !(run.result.seconds > 0))
            continue;
        for (const std::string& likeness : likenesses(run.spec)) {
            MeasuredTime& sum = measured[likeness];
            sum.seconds += run.result.seconds;
            const Work work = Work::of(run.spec.hyperparameters, run.result.steps);
            sum.work.trained += work.trained;
            sum.work.evaluations += work.evaluations;
            sum.work.runs += work.runs;
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
                perRow = it->second.seconds / it->second.work.rows(run);
                isMeasured = true;
            }
        const double seconds = perRow * Work::of(run.spec.hyperparameters, run.steps).rows(run);
        ++estimate.runs;
        estimate.measured = estimate.measured && isMeasured;
        total += seconds;
        longest = std::max(longest, seconds);
    }
    estimate.seconds = std::max(longest, total / std::max(workers, 1));
    return estimate;
}

}  // namespace adapterscope
