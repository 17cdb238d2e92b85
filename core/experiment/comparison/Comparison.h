// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/comparison/EvaluatedRows.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/runs/RunRecord.h"
#include "core/experiment/statistics/ParetoFront.h"

namespace adapterscope {

class RatesGiven;

/// One design with one set of hyperparameters on one base and task, averaged over its seeds.
struct ComparedDesign {
    std::string key;     ///< the same for every seed, different for everything else
    RunSpec spec;        ///< of its first run
    std::string label;   ///< what distinguishes it from the others of its comparison (Factors::label)
    std::string metric;  ///< the task's primary metric
    std::int64_t trained = 0;
    double seconds = 0;             ///< of a run, evaluations included: the mean over those with a score
    std::optional<RunCosts> costs;  ///< the same for every seed; absent if no run with a score recorded them

    struct Score {
        std::string run;  ///< id
        std::uint64_t seed = 0, dataSeed = 0;
        double value = 0;
        std::shared_ptr<const RowValues> rows = {};  ///< null if they were not recorded
    };
    std::vector<Score> scores;  ///< of the finished runs, one per seed pair; never empty
    ScoreKind kind;
    Estimate estimate;
    std::optional<Estimate> onDev, onTest;  ///< only if it was picked by dev (compareRuns), and has such scores
    FrontState front = FrontState::On;      ///< among the designs of the same base, task and metric
    int unfinished = 0;                     ///< runs of it that are waiting, failed, or were stopped
    int diverged = 0;
    std::vector<Sentence> remarks;       ///< on its runs, each once
    int tried = 1;                       ///< it is the best on dev of this many settings (compareRuns)
    std::string picked = {};             ///< which of them it is, as labels put it: "lr 1e-2"
    int rates = 1;                       ///< learning rates that it was given (RatesGiven)
    bool hasFewerRates = false;          ///< than another on its base and task, unless both were chosen by pilots
    std::vector<TriedRate> pilots = {};  ///< the rates among which its own was chosen; empty if it was not
};

/// Averages the finished runs by everything but the seeds, in the order in which the designs first appear. Designs
/// without a score are left out.
///
/// Of designs that differ only in the factor `bestOver`, such as "learning_rate", only the one with the best mean on
/// dev is kept, whatever it is scored on here; all of them if it is empty. Throws Error if there is no such factor.
/// `rates` are those of the whole project if `runs` are only some of it.
std::vector<ComparedDesign> compareRuns(const std::vector<RunRecord>& runs, ScoredOn scoredOn,
                                        const std::string& bestOver = {}, const RatesGiven* rates = nullptr);

/// What compareRuns gives for each of the scores; `bestOver` costs no further averages here.
struct Comparisons {
    std::vector<ComparedDesign> dev, test;
};
Comparisons compareRunsOnBoth(const std::vector<RunRecord>& runs, const std::string& bestOver = {},
                              const RatesGiven* rates = nullptr);

/// Costs, by which designs can be ordered and placed on an axis as by a factor: "stored", "bytes", "percent" and
/// "multiply_adds" (RunCosts), and "seconds", what a run of them took.
const std::vector<std::string>& costNames();
bool isCost(const std::string& name);
/// Absent if no cost has that name, or the design's runs did not record it.
std::optional<double> costOf(const ComparedDesign& design, const std::string& name);
/// The cost of the i-th of the designs, or its number for the factor; absent if it has none.
std::optional<double> numberBy(const std::string& costOrFactor, const ComparedDesign& design, const Factors& factors,
                               std::size_t i);

/// a - b over the seed pairs that both have; n = 0 if they share none.
Estimate differenceBetween(const ComparedDesign& a, const ComparedDesign& b);

}  // namespace adapterscope
