// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/StartedSweeps.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

#include "core/common/JsonReader.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/project/Project.h"

namespace adapterscope {

namespace {

/// A project may come from anybody, and each is planned.
constexpr std::size_t mostStarted = 20;

void keep(Project& project, const char* key, const nlohmann::json& value) {
    project.setValue(key, value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void keepStarted(Project& project, const std::vector<Sweep>& sweeps) {
    nlohmann::json list = nlohmann::json::array();
    for (const Sweep& sweep : sweeps)
        list.push_back(toJson(sweep));
    keep(project, startedKey, list);
}

bool isAmong(const Sweep& sweep, const std::vector<Sweep>& sweeps) {
    return std::find(sweeps.begin(), sweeps.end(), sweep) != sweeps.end();
}

}  // namespace

std::vector<Sweep> startedSweeps(const Project& project) {
    std::vector<Sweep> sweeps;
    const std::string kept = project.value(startedKey);
    if (kept.empty())
        return sweeps;
    try {
        for (const nlohmann::json& sweep : parseJson(kept))
            sweeps.push_back(sweepFromJson(sweep));
    } catch (const std::exception&) {
        return {};
    }
    if (sweeps.size() > mostStarted)
        sweeps.erase(sweeps.begin(), sweeps.end() - static_cast<std::ptrdiff_t>(mostStarted));
    return sweeps;
}

void rememberStarted(Project& project, const std::vector<Sweep>& sweeps) {
    const std::vector<Sweep> before = startedSweeps(project);
    std::vector<Sweep> after = before;
    for (const Sweep& sweep : sweeps)
        if (sweep.choosesRates && !isAmong(sweep, after))
            after.push_back(sweep);
    if (after.size() > before.size())
        keepStarted(project, after);
}

void forgetStarted(Project& project, const std::vector<Sweep>& sweeps) {
    std::vector<Sweep> left = startedSweeps(project);
    if (std::erase_if(left, [&](const Sweep& sweep) { return isAmong(sweep, sweeps); }) > 0)
        keepStarted(project, left);
}

bool Continuation::hasAnyOf(const std::set<std::string>& runs) const {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return runs.contains(id); });
}

std::optional<Sweep> lastPlanned(const Project& project) {
    try {
        const std::string kept = project.value(lastPlannedKey);
        return kept.empty() ? std::nullopt : std::optional(sweepFromJson(parseJson(kept)));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

void rememberPlanned(Project& project, const Sweep& sweep) {
    keep(project, lastPlannedKey, toJson(sweep));
}

Continuation continuationOf(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known) {
    std::map<std::string, const RunRecord*> records;
    for (const RunRecord& run : known)
        records[run.id] = &run;
    const RatePlan plan = withRates(planned, known);
    std::map<std::string, std::size_t> knownPilots;  // by setting
    for (const PlannedRun& run : plan.runs)
        knownPilots[settingId(run.spec)] += run.isPilot && records.contains(run.id);
    const std::size_t ladder = rateLadder(1).size();
    Continuation continuation;
    continuation.ids = idsOf(plan.runs);
    bool mayChange = false;
    for (const PlannedRun& run : plan.runs) {
        const bool isGivenUp = run.isPilot && knownPilots[settingId(run.spec)] < ladder;
        const auto record = records.find(run.id);
        const bool isMissing = record == records.end() ? !isGivenUp : record->second->isPilot && !run.isPilot;
        if (isMissing)
            continuation.due.push_back(run);
        else if (record != records.end() && run.isPilot && !isGivenUp)
            mayChange = mayChange || !endedWell(record->second->result.status, true);
    }
    continuation.isOver = continuation.due.empty() && (plan.undecided.empty() || !mayChange);
    return continuation;
}

}  // namespace adapterscope
