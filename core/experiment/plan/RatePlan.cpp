// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/RatePlan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "core/common/NumberFromText.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/runs/Schedule.h"

namespace adapterscope {

namespace {

constexpr std::array ladderFactors = {0.1, 0.3, 1.0, 3.0, 10.0};
constexpr std::size_t middleRung = 2;
constexpr double factorBelow = 0.03, factorAbove = 30;

/// Two digits are enough for a rate, and 3e-4 is easier to read and to type than 0.00030000000000000003.
double rung(double own, double factor) {
    return factor == 1 ? own : numberFromText(fmt::format("{:.2g}", own * factor));
}

using RunsById = std::map<std::string, const RunRecord*>;

/// The pilots of one setting, and what is known of them.
struct Trials {
    std::vector<PlannedRun> pilots;
    std::vector<TriedRate> tried;  ///< those that ended, from the smallest rate to the largest
    bool areOver() const { return pilots.size() == tried.size(); }

    void add(PlannedRun pilot, const RunsById& known) {
        const auto found = known.find(pilot.id);
        const Status status = found == known.end() ? Status::Waiting : found->second->result.status;
        if (endedWell(status, true))
            tried.push_back({pilot.spec.hyperparameters.learningRate,
                             status == Status::Diverged ? std::nullopt : found->second->result.dev, pilot.id});
        std::sort(tried.begin(), tried.end(), [](const auto& a, const auto& b) { return a.rate < b.rate; });
        pilots.push_back(std::move(pilot));
    }
};

Trials trialsOf(const PlannedRun& planned, const RunsById& known) {
    Trials trials;
    for (const double rate : rateLadder(effectiveLearningRate(planned.spec)))
        trials.add(pilotOf(planned, rate), known);
    if (trials.areOver())
        if (const auto rate = rungBeyond(trials.tried))
            trials.add(pilotOf(planned, *rate), known);
    return trials;
}

bool isBest(const TriedRate& one, const std::vector<TriedRate>& tried) {
    return one.dev && std::all_of(tried.begin(), tried.end(), [&](const TriedRate& other) {
               return &other == &one || !other.dev || *other.dev < *one.dev;
           });
}

/// The standard error of the difference of two shares of that many rows, as if each had rows of its own; metrics other
/// than accuracy are treated as shares.
double errorOfDifference(double a, double b, std::int64_t rows) {
    const auto variance = [](double score) {
        const double share = std::clamp(score, 0.0, 1.0);
        return share * (1 - share);
    };
    return std::sqrt((variance(a) + variance(b)) / static_cast<double>(std::max<std::int64_t>(rows, 1)));
}

/// "smallest" or "largest" if it is at an end of those that were tried, else empty.
std::string endOf(const std::vector<TriedRate>& tried, double rate) {
    return rate == tried.front().rate ? "smallest" : rate == tried.back().rate ? "largest" : "";
}

PlannedRun decided(PlannedRun run, const std::vector<TriedRate>& tried, double rate) {
    run.rateIsAuto = false;
    run.spec.hyperparameters.learningRate = rate;
    run.tried = tried;
    run.id = runId(run.spec);
    run.group = groupId(run.spec);
    if (const std::string end = endOf(tried, rate); !end.empty())
        run.remarks.push_back({toText(run.spec.design),
                               {"the best of the {} learning rates that were tried, {}, is the {} of them: one beyond "
                                "it may be better still.",
                                tried.size(), rateText(rate), end}});
    return run;
}

Sentence faultOf(const PlannedRun& run, std::size_t rates) {
    return {
        "No learning rate could be chosen for {} on {}: none of the {} that were tried reached a score on dev. Give "
        "your own rates, such as 1e-5|3e-5.",
        toText(run.spec.design), run.spec.taskName, rates};
}

}  // namespace

std::vector<double> rateLadder(double own) {
    std::vector<double> rates;
    for (const double factor : ladderFactors)
        rates.push_back(rung(own, factor));
    return rates;
}

int pilotEpochs(int epochs) {
    return std::max(1, epochs / 3);
}

PlannedRun pilotOf(const PlannedRun& planned, double rate) {
    PlannedRun pilot = planned;
    Hyperparameters& hyperparameters = pilot.spec.hyperparameters;
    pilot.rateIsAuto = false;
    pilot.isPilot = true;
    const int epochs = pilotEpochs(hyperparameters.epochs);
    pilot.steps = planned.steps / trainedEpochs(hyperparameters) * epochs;
    hyperparameters.stopAfter = epochs < hyperparameters.epochs ? epochs : 0;
    hyperparameters.learningRate = rate;
    pilot.spec.seed = pilot.spec.dataSeed = 0;
    pilot.id = runId(pilot.spec);
    pilot.group = groupId(pilot.spec);
    return pilot;
}

std::optional<double> chosenRate(const std::vector<TriedRate>& tried, double own, std::int64_t devRows) {
    std::optional<double> best;
    for (const TriedRate& each : tried)
        if (each.dev && (!best || *each.dev > *best))
            best = each.dev;
    if (!best)
        return std::nullopt;
    std::optional<double> chosen;
    for (const TriedRate& each : tried)
        if (each.dev && *best - *each.dev <= errorOfDifference(*best, *each.dev, devRows) &&
            (!chosen || each.rate == own))
            chosen = each.rate;
    return chosen;
}

std::optional<double> rungBeyond(const std::vector<TriedRate>& ladder) {
    if (ladder.size() != ladderFactors.size())
        return std::nullopt;
    const double own = ladder[middleRung].rate;
    if (isBest(ladder.front(), ladder))
        return rung(own, factorBelow);
    if (isBest(ladder.back(), ladder))
        return rung(own, factorAbove);
    return std::nullopt;
}

RatePlan withRates(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known) {
    RunsById records;
    for (const RunRecord& run : known)
        records[run.id] = &run;
    RatePlan plan;
    std::vector<PlannedRun> withRate;
    std::map<std::string, Trials> settings;
    for (const PlannedRun& run : planned) {
        if (!run.rateIsAuto) {
            withRate.push_back(run);
            continue;
        }
        const auto [setting, isNew] = settings.try_emplace(run.group);
        Trials& trials = setting->second;
        if (isNew) {
            trials = trialsOf(run, records);
            plan.runs.insert(plan.runs.end(), trials.pilots.begin(), trials.pilots.end());
        }
        if (!trials.areOver())
            plan.undecided.push_back(run);
        else if (const auto rate = chosenRate(trials.tried, effectiveLearningRate(run.spec), run.devRows))
            withRate.push_back(decided(run, trials.tried, *rate));
        else if (isNew)
            plan.faults.push_back(faultOf(run, trials.tried.size()));
    }
    // A run of one epoch is its own pilot, and is a full run from now on.
    const std::set<std::string> ids = idsOf(withRate);
    std::erase_if(plan.runs, [&](const PlannedRun& pilot) { return ids.contains(pilot.id); });
    std::move(withRate.begin(), withRate.end(), std::back_inserter(plan.runs));
    return plan;
}

std::string choiceText(const PlannedRun& run) {
    std::string scores;
    for (const TriedRate& each : run.tried)
        scores += fmt::format("{}{} {}", scores.empty() ? "" : ", ", rateText(each.rate),
                              each.dev ? fmt::format("{:.4f}", *each.dev) : std::string("diverged"));
    const double rate = effectiveLearningRate(run.spec);
    const std::string end = endOf(run.tried, rate);
    return fmt::format("{}{} of {} rates on dev: {}", rateText(rate), end.empty() ? "" : ", the " + end,
                       run.tried.size(), scores);
}

std::string rateOrigin(const RunSpec& spec, const std::vector<TriedRate>& tried) {
    if (!tried.empty())
        return "auto";
    Design design = spec.design;
    design.learningRate.reset();
    return effectiveLearningRate(spec) == learningRateOf(design) ? "default" : "given";
}

bool endedWell(Status status, bool isPilot) {
    return status == Status::Done || status == Status::Pruned || (isPilot && status == Status::Diverged);
}

std::vector<RunRecord> withoutPilots(std::vector<RunRecord> runs) {
    std::erase_if(runs, [](const RunRecord& run) { return run.isPilot; });
    return runs;
}

}  // namespace adapterscope
