// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/runs/PlannedRun.h"
#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// `--learning-rate auto`. The rate of a setting (a design on a base and a task, with its hyperparameters) is chosen by
/// pilots: runs with the seeds (0,0) that end after a third of the epochs, one for each rung of a ladder around the
/// method's own rate. A pilot is a run like any other, and known as a pilot. docs/comparison.md states what the choice
/// can and cannot do.

/// 1/10, 3/10, 1, 3 and 10 times the rate, rising: two decades in the half-decade steps that papers sweep in.
std::vector<double> rateLadder(double own);
/// A third of the epochs of a run, at least one.
int pilotEpochs(int epochs);
/// The pilot of a planned run at that rate.
PlannedRun pilotOf(const PlannedRun& planned, double rate);

/// The rate with the best score on dev, which has that many rows; absent if none has one. Of those that are within one
/// standard error of it, so that dev cannot tell them apart, the method's own, else the smallest (the
/// one-standard-error rule, Hastie et al. 2009, section 7.10.1): a run of full length makes more steps, with other
/// seeds, and it is large rates that diverge.
std::optional<double> chosenRate(const std::vector<TriedRate>& tried, double own, std::int64_t devRows);
/// A rung beyond the end of the ladder; absent unless the best score is at that end and better than every other.
std::optional<double> rungBeyond(const std::vector<TriedRate>& ladder);

/// What is left to do of a plan, given what is known of its runs.
struct RatePlan {
    std::vector<PlannedRun> runs;       ///< to be trained, or trained: pilots first, then those with a rate
    std::vector<PlannedRun> undecided;  ///< those whose rate the pilots have not decided yet
    std::vector<Sentence> faults;       ///< why others get no rate: every pilot diverged
};

/// A pure function of the plan and the project's runs: to continue, even after an interruption, call it again. Best
/// rates at an end of their ladder get one more rung; one that is still at the end gets a remark.
RatePlan withRates(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known);

/// Whether a run in that state is not to be trained again. A pilot may well find that a rate diverges.
bool endedWell(Status status, bool isPilot);

/// How a run came by its rate: "auto", "given", or "default", the method's own.
std::string rateOrigin(const RunSpec& spec, const std::vector<TriedRate>& tried);
/// Pilots are not results: tables and figures leave them out.
std::vector<RunRecord> withoutPilots(std::vector<RunRecord> runs);

/// How the rate of a run was chosen: "3e-3 of 5 rates on dev: 1e-4 0.5120, …, 1e-2 diverged".
std::string choiceText(const PlannedRun& run);

}  // namespace adapterscope
