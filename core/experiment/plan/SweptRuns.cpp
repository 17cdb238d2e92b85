// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/SweptRuns.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace adapterscope {

namespace {

/// How the rate of a run came about, which is the same for all designs of a sweep that have no lr= of their own.
enum class RateKind { Own, Default, Auto, Given };

RateKind rateKindOf(const RunRecord& run) {
    if (run.spec.design.learningRate)
        return RateKind::Own;
    if (!run.tried.empty())
        return RateKind::Auto;
    return run.spec.hyperparameters.learningRate > 0 ? RateKind::Given : RateKind::Default;
}

/// Sweeps give no adapters to start from, no early ends, and one number as both seeds.
bool canBeSwept(const RunRecord& run) {
    const Hyperparameters& hyperparameters = run.spec.hyperparameters;
    return !run.isPilot && !run.marks.archived && !hyperparameters.start && hyperparameters.stopAfter == 0 &&
           hyperparameters.defaults == defaultsVersion && run.spec.seed == run.spec.dataSeed;
}

/// How the runs of a sweep are trained, apart from their rates.
Hyperparameters trainingOf(const RunRecord& run) {
    Hyperparameters common = run.spec.hyperparameters;
    common.learningRate = 0;
    return common;
}

/// What the runs of a sweep share.
class Shared {
public:
    explicit Shared(const RunRecord& first) : m_training(trainingOf(first)) { take(first); }

    bool isOf(const RunRecord& run) const {
        const RateKind kind = rateKindOf(run);
        const auto base = m_bases.find(run.spec.base);
        const auto task = m_tasks.find(run.spec.task.name);
        return trainingOf(run) == m_training && (kind == RateKind::Own || !m_kind || *m_kind == kind) &&
               (base == m_bases.end() || base->second == baseOf(run)) &&
               (task == m_tasks.end() || task->second == taskOf(run));
    }
    void take(const RunRecord& run) {
        if (const RateKind kind = rateKindOf(run); kind != RateKind::Own)
            m_kind = kind;
        m_bases.try_emplace(run.spec.base, baseOf(run));
        m_tasks.try_emplace(run.spec.task.name, taskOf(run));
    }

private:
    using Base = std::pair<std::string, Pooling>;
    using Task = std::pair<std::string, TaskSource>;
    static Base baseOf(const RunRecord& run) { return {run.spec.baseHash, run.spec.pooling}; }
    static Task taskOf(const RunRecord& run) { return {run.spec.taskHash, run.spec.task}; }

    Hyperparameters m_training;
    std::optional<RateKind> m_kind;
    std::map<std::string, Base> m_bases;  ///< by name
    std::map<std::string, Task> m_tasks;
};

}  // namespace

std::vector<RunRecord> ofOneSweep(const std::vector<RunRecord>& runs) {
    const auto last = std::find_if(runs.rbegin(), runs.rend(), &canBeSwept);
    if (last == runs.rend())
        return {};
    Shared shared(*last);
    for (auto run = last; run != runs.rend(); ++run)
        if (canBeSwept(*run) && shared.isOf(*run))
            shared.take(*run);
    std::vector<RunRecord> swept;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(swept),
                 [&](const RunRecord& run) { return canBeSwept(run) && shared.isOf(run); });
    return swept;
}

}  // namespace adapterscope
