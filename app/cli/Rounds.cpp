// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "app/cli/Table.h"
#include "core/experiment/plan/Fusions.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "core/experiment/runs/Factors.h"

namespace adapterscope::cli {

namespace {

void sayPilots(const std::vector<PlannedRun>& round, const RatePlan& plan, Messages& messages) {
    const auto pilots = std::count_if(round.begin(), round.end(), [](const auto& run) { return run.isPilot; });
    if (!plan.undecided.empty())
        messages.say(fmt::format("First {} on one seed, to choose the learning rates of {}", counted(pilots, "pilot"),
                                 counted(std::ssize(plan.undecided), "run")));
}

/// What varies among the runs beside design, task and rate: ", base minilm, pooling mean"; empty if nothing does.
std::string circumstances(const Factors& factors, std::size_t run) {
    std::string text;
    for (const Factor& factor : factors.varying()) {
        const std::string value = factors.valueOf(run, factor.name);
        if (factor.name == "base")
            text += ", base " + value;
        else if (isSetting(factor.name) && factor.name != "learning_rate")
            text += ", " + factorText(factor.name, value);
    }
    return text;
}

/// Each choice once, and what was worth knowing about it.
void sayChoices(const RatePlan& plan, std::set<std::string>& said, Messages& messages) {
    std::vector<const PlannedRun*> runs;
    for (const PlannedRun& run : plan.runs)
        if (!run.isPilot)
            runs.push_back(&run);
    const Factors factors = Factors::of(runs);
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (const PlannedRun& run = *runs[i]; !run.tried.empty() && said.insert(run.group).second)
            messages.say(fmt::format("Learning rate of {} on {}{}: {}", toText(run.spec.design),
                                     factors.valueOf(i, "task"), circumstances(factors, i), choiceText(run)));
}

}  // namespace

void requireRates(const RatePlan& plan, ErrorKind kind) {
    if (!plan.faults.empty())
        throw Error(joined(plan.faults, "\n"), kind);
}

RatePlan inRounds(Project& project, const std::vector<PlannedRun>& planned, Messages& messages,
                  const std::function<bool(const std::vector<PlannedRun>& round)>& train) {
    requireFusable(planned, project.runs());
    std::set<std::string> met, said;
    for (;;) {
        RatePlan plan = withRates(planned, project.runs());
        project.addRuns(plan.runs);
        std::vector<PlannedRun> round;
        for (const PlannedRun& run : plan.runs)
            if (met.insert(run.id).second)
                round.push_back(run);
        sayChoices(plan, said, messages);
        if (round.empty())
            return plan;
        sayPilots(round, plan, messages);
        if (!train(round))
            return plan;
    }
}

RatePlan inRounds(Project& project, const std::vector<Sweep>& sweeps, const std::vector<PlannedRun>& planned,
                  Messages& messages, const std::function<bool(const std::vector<PlannedRun>& round)>& train) {
    RatePlan plan = inRounds(project, planned, messages, [&](const std::vector<PlannedRun>& round) {
        rememberStarted(project, sweeps);
        rememberPlanned(project, sweeps.back());
        return train(round);
    });
    rememberPlanned(project, sweeps.back());  // also one that leaves nothing to train
    if (continuationOf(planned, project.runs()).isOver)
        forgetStarted(project, sweeps);
    return plan;
}

}  // namespace adapterscope::cli
