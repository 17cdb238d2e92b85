// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RunResult.h"

#include <array>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/JsonFields.h"

namespace adapterscope {
namespace {

constexpr std::array<std::string_view, 8> statusTexts = {"waiting", "running",   "done",        "diverged",
                                                         "failed",  "cancelled", "interrupted", "pruned"};

nlohmann::json orNull(const std::optional<double>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

}  // namespace

nlohmann::json toJson(const IdentityPoint& point) {
    nlohmann::json json = {{"layer", point.layer},
                           {"site", toText(point.site)},
                           {"distance", point.distance},
                           {"median", point.median},
                           {"p95", point.p95}};
    if (point.measured != Measured::Adapter)
        json["measured"] = toText(point.measured);
    return json;
}

IdentityPoint identityPointFromJson(const nlohmann::json& json) {
    IdentityPoint point;
    JsonFields fields(json, "a distance from identity");
    fields.read("layer", point.layer);
    point.site = siteFromText(fields.get("site", toText(point.site)));
    fields.read("distance", point.distance);
    fields.read("median", point.median);
    fields.read("p95", point.p95);
    point.measured = measuredFromText(fields.get("measured", toText(point.measured)));
    return point;
}

std::string toText(Status status) {
    return std::string(statusTexts.at(static_cast<std::size_t>(status)));
}

Status statusFromText(const std::string& text) {
    for (std::size_t i = 0; i < statusTexts.size(); ++i)
        if (statusTexts[i] == text)
            return static_cast<Status>(i);
    throw Error(
        "Unknown status \"{}\" of a run: it is one of waiting, running, done, diverged, failed, cancelled, "
        "interrupted, pruned.",
        text);
}

bool hasEnded(Status status) {
    return status != Status::Waiting && status != Status::Running && status != Status::Interrupted;
}

bool isBetterOnDev(const CurvePoint& point, const CurvePoint& earlier) {
    if ((point.step > 0) != (earlier.step > 0))
        return point.step > 0;
    return point.dev > earlier.dev || (point.dev == earlier.dev && point.devLoss < earlier.devLoss);
}

nlohmann::json toJson(const CurvePoint& point) {
    nlohmann::json identity = nlohmann::json::array();
    for (const IdentityPoint& adapter : point.identity)
        identity.push_back(toJson(adapter));
    return {{"step", point.step}, {"train_loss", point.trainLoss}, {"dev_loss", point.devLoss},
            {"dev", point.dev},   {"metrics", point.metrics},      {"identity", std::move(identity)}};
}

CurvePoint curvePointFromJson(const nlohmann::json& json) {
    CurvePoint point;
    JsonFields fields(json, "a point of a curve");
    fields.read("step", point.step);
    fields.read("train_loss", point.trainLoss);
    fields.read("dev_loss", point.devLoss);
    fields.read("dev", point.dev);
    fields.read("metrics", point.metrics);
    for (const nlohmann::json& adapter : fields.listIfAny("identity"))
        point.identity.push_back(identityPointFromJson(adapter));
    return point;
}

nlohmann::json toJson(const RunCosts& costs) {
    nlohmann::json json;
    eachCost([&](const char* name, auto member) { json[name] = costs.*member; });
    return json;
}

RunCosts runCostsFromJson(const nlohmann::json& json) {
    RunCosts costs;
    JsonFields fields(json, "a run's costs");
    eachCost([&](const char* name, auto member) {
        fields.read(name, costs.*member);
        if (costs.*member < 0)
            throw Error("A run's costs hold a negative number.");
    });
    return costs;
}

nlohmann::json toJson(const RunResult& result) {
    nlohmann::json curve = nlohmann::json::array();
    for (const CurvePoint& point : result.curve)
        curve.push_back(toJson(point));
    nlohmann::json json = {{"trained", result.trained},        {"status", toText(result.status)},
                           {"metric", result.metric},          {"metrics", result.metrics},
                           {"dev", orNull(result.dev)},        {"test", orNull(result.test)},
                           {"best_step", result.bestStep},     {"steps", result.steps},
                           {"seconds", result.seconds},        {"attempts", result.attempts},
                           {"message", result.message.text()}, {"curve", std::move(curve)},
                           {"environment", result.environment}};
    eachCost([&](const char* name, auto member) {
        json[name] = result.costs ? nlohmann::json((*result.costs).*member) : nlohmann::json();
    });
    if (result.devRows.rows > 0)
        json["dev_rows"] = toJson(result.devRows);
    if (result.testRows.rows > 0)
        json["test_rows"] = toJson(result.testRows);
    return json;
}

RunResult runResultFromJson(const nlohmann::json& json) {
    RunResult result;
    JsonFields fields(json, "a run's result");
    result.status = statusFromText(fields.get("status", toText(result.status)));
    fields.read("trained", result.trained);
    fields.read("metric", result.metric);
    fields.read("metrics", result.metrics);
    fields.read("dev", result.dev);
    fields.read("test", result.test);
    fields.read("best_step", result.bestStep);
    fields.read("steps", result.steps);
    fields.read("seconds", result.seconds);
    fields.read("attempts", result.attempts);
    result.message = Sentence(fields.get<std::string>("message", ""));
    fields.read("environment", result.environment);
    if (fieldIfAny(json, "stored"))
        result.costs = runCostsFromJson(json);
    if (const nlohmann::json* rows = fields.find("dev_rows"))
        result.devRows = rowOutcomesFromJson(*rows);
    if (const nlohmann::json* rows = fields.find("test_rows"))
        result.testRows = rowOutcomesFromJson(*rows);
    for (const nlohmann::json& point : fields.listIfAny("curve"))
        result.curve.push_back(curvePointFromJson(point));
    return result;
}

}  // namespace adapterscope
