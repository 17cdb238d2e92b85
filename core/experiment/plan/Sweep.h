// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/experiment/runs/PlannedRun.h"
#include "core/experiment/runs/Remarks.h"
#include "core/experiment/runs/RunSpec.h"

namespace adapterscope {

class Tokenizer;

/// A grid of runs: designs x bases x tasks x hyperparameters x seeds.
struct Sweep {
    std::vector<std::string> designs;  ///< design texts, alternatives allowed
    std::vector<std::string> bases;
    std::vector<TaskSource> tasks;
    Hyperparameters hyperparameters;
    std::vector<double>
        learningRates;          ///< alternatives; empty = each method's default; a design's `lr=` takes precedence
    bool choosesRates = false;  ///< `auto`: instead of alternatives, the rate of each design is chosen by pilots
    std::string pooling;        ///< empty = the base's own
    int seeds = 1;              ///< pairs (0,0) … (N-1,N-1)
    bool operator==(const Sweep&) const = default;
};

/// The form of `sweep FILE.json`: designs, bases, tasks (each one text or a list; a task may be a TaskSource object),
/// hyperparameters (RunSpec.h), learning_rates (a list, or "auto"), pooling, seeds.
nlohmann::json toJson(const Sweep& sweep);
/// Throws Error naming the field that is missing, unknown or of the wrong type.
Sweep sweepFromJson(const nlohmann::json& json);

/// Where its bases and tasks are read from (core/experiment/plan/SourcePlaces.h).
std::vector<std::string> placesOf(const Sweep& sweep);

/// What planning needs to know about a base and a task.
struct PlannedBase {
    std::string name;  ///< as typed
    std::string hash;
    BaseConfig config;
    std::vector<Sentence> remarks;  ///< baseRemarks
    std::string pairFault = {};     ///< why it cannot read pairs of texts; empty if it can
    Sentence poolerFault = "";      ///< why its pooler cannot be read; empty if it can, or if there is none
    /// Reads the texts that designs start as; if it is null, their tokens are not checked.
    std::shared_ptr<const Tokenizer> tokenizer = nullptr;
};
struct PlannedTask {
    TaskSource source;
    std::string name;  ///< short
    std::string hash;
    int classes = 2;
    std::int64_t trainRows = 0, devRows = 0, testRows = 0;
    std::vector<Sentence> remarks;  ///< Task::remarks
    bool hasPairs = false;
};
/// Throws Error if the head is to read a pooler that the base does not have or that computes NaN.
void requirePooler(Pooling pooling, const PlannedBase& base);
/// Reads the base's configuration and weights (their hash). Throws Error if it cannot be trained on.
PlannedBase planBase(const std::string& name);
/// Reads the task. Throws what loadTask throws.
PlannedTask planTask(const TaskSource& source, const std::stop_token& stop = {});

/// Every run of the grid, in a fixed order (seeds outermost, so that a half-finished sweep compares designs), without
/// repeats: a design's own `lr=` takes precedence over the alternatives. Throws one Error with every fault of every
/// design, rate and hyperparameter, and of every run that could train nothing.
std::vector<PlannedRun> plan(const Sweep& sweep, const std::vector<PlannedBase>& bases,
                             const std::vector<PlannedTask>& tasks);

/// The same for the bases and tasks that the sweep names. Throws Error of kind Cancelled soon after a stop is
/// requested.
std::vector<PlannedRun> plan(const Sweep& sweep, const std::stop_token& stop = {});

/// What the readers noticed about base and task, and validate about the design, for a run of them.
std::vector<Remark> remarksOn(const RunSpec& spec, const PlannedBase& base, const PlannedTask& task);
/// Every remark on the runs once (inWords).
std::vector<Sentence> remarksOn(const std::vector<PlannedRun>& planned);

}  // namespace adapterscope
