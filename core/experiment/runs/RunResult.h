// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/design/Site.h"
#include "core/experiment/runs/RowOutcomes.h"

namespace adapterscope {

enum class Status { Waiting, Running, Done, Diverged, Failed, Cancelled, Interrupted, Pruned };

std::string toText(Status status);
Status statusFromText(const std::string& text);
/// Whether a run in this state is neither being trained nor waiting for it.
bool hasEnded(Status status);

/// How far one adapter is from the identity: mean over tokens of the norm of its branch over the norm of its input. Or,
/// at a site without adapters, how far the design takes a sub-layer from the base: mean over tokens of the norm of the
/// difference over the norm of what the base's own sub-layer makes of the same input.
struct IdentityPoint {
    int layer = 0;  ///< -1 for hidden state 0
    Site site = Site::Attention;
    double distance = 0, median = 0, p95 = 0;
    Measured measured = Measured::Adapter;
};

/// One evaluation during training.
struct CurvePoint {
    std::int64_t step = 0;
    double trainLoss = 0;  ///< mean since the last point; not a number at step 0
    double devLoss = 0;
    double dev = 0;                         ///< primary metric, a fraction
    std::map<std::string, double> metrics;  ///< every metric on dev
    std::vector<IdentityPoint> identity;    ///< by layer, then by site; empty if only the head is trained
};

/// Whether a run keeps the tuning of that evaluation rather than of the other, earlier one: the higher score on dev, of
/// equal ones the lower loss. The untrained network, at step 0, comes after everything that was trained.
bool isBetterOnDev(const CurvePoint& point, const CurvePoint& earlier);

/// What a run keeps, and what it costs when it is used.
struct RunCosts {
    std::int64_t stored = 0;        ///< parameters that are kept: fewer than trained if an MLP computes a prefix
    std::int64_t bytes = 0;         ///< of these tensors
    double percent = 0;             ///< trained parameters as a percentage of the base
    std::int64_t multiplyAdds = 0;  ///< a token of the text, beyond the base's (Budget)
    bool operator==(const RunCosts&) const = default;
};

/// Visits them as (name, member): the names that files, tables and axes have.
template <class Visit>
void eachCost(Visit visit) {
    visit("stored", &RunCosts::stored);
    visit("bytes", &RunCosts::bytes);
    visit("percent", &RunCosts::percent);
    visit("multiply_adds", &RunCosts::multiplyAdds);
}

/// The result of a run.
struct RunResult {
    Status status = Status::Waiting;
    std::int64_t trained = 0;               ///< number of parameters that the engine really trained
    std::string metric;                     ///< primary
    std::optional<double> dev, test;        ///< primary metric at bestStep, fractions; absent without labels
    std::map<std::string, double> metrics;  ///< every metric: "dev_accuracy", "test_f1", …
    std::int64_t bestStep = 0, steps = 0;
    double seconds = 0;
    std::optional<RunCosts> costs;  ///< of a run that was trained to its end by a version that records them
    int attempts = 0;               ///< times training was started
    Sentence message;               ///< why, if it did not end well
    std::vector<CurvePoint> curve;
    std::map<std::string, std::string> environment;  ///< libraries and CPU of the run
    RowOutcomes devRows, testRows;                   ///< of the tuning that dev and test are scored with
};

nlohmann::json toJson(const IdentityPoint& point);
IdentityPoint identityPointFromJson(const nlohmann::json& json);
nlohmann::json toJson(const CurvePoint& point);
CurvePoint curvePointFromJson(const nlohmann::json& json);
nlohmann::json toJson(const RunCosts& costs);
RunCosts runCostsFromJson(const nlohmann::json& json);
/// The keys of `train --json` that come from the result.
nlohmann::json toJson(const RunResult& result);
RunResult runResultFromJson(const nlohmann::json& json);

}  // namespace adapterscope
