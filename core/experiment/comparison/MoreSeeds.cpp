// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/MoreSeeds.h"

#include <algorithm>

namespace adapterscope {
namespace {

constexpr std::uint64_t lastSeed = 10'000;

enum class State { Scored, Coming, Missing, Lost };

State stateOf(const RunSpec& spec, const std::map<std::string, Status>& known) {
    const auto found = known.find(runId(spec));
    if (found == known.end())
        return State::Missing;
    switch (found->second) {
        case Status::Done:
            return State::Scored;
        case Status::Waiting:
        case Status::Running:
        case Status::Interrupted:
            return State::Coming;
        default:
            return State::Lost;
    }
}

}  // namespace

std::vector<PlannedRun> runsForMoreSeeds(const ComparedDesign& a, const ComparedDesign& b, int seeds,
                                         const std::map<std::string, Status>& known) {
    std::vector<PlannedRun> runs;
    for (std::uint64_t seed = 0; seeds > 0 && seed < lastSeed; ++seed) {
        std::vector<PlannedRun> missing;
        int scored = 0, lost = 0;
        for (const ComparedDesign* design : {&a, &b}) {
            PlannedRun run;
            run.spec = design->spec;
            run.spec.seed = run.spec.dataSeed = seed;
            run.id = runId(run.spec);
            run.parameters = design->trained;
            run.tried = design->pilots;
            const State state = stateOf(run.spec, known);
            scored += state == State::Scored;
            lost += state == State::Lost;
            if (state == State::Missing)
                missing.push_back(std::move(run));
        }
        if (scored == 2 || lost > 0)
            continue;
        std::move(missing.begin(), missing.end(), std::back_inserter(runs));
        --seeds;
    }
    return runs;
}

}  // namespace adapterscope
