// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

#include "core/common/Error.h"
#include "core/experiment/runs/RunResult.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunResult sample() {
    RunResult result;
    result.status = Status::Done;
    result.trained = 8706;
    result.metric = "accuracy";
    result.dev = 0.1 + 0.2;  // 0.30000000000000004: every digit must come back
    result.metrics = {{"dev_accuracy", 0.1 + 0.2}, {"test_f1", 1.0 / 3}};
    result.bestStep = 63;
    result.steps = 189;
    result.seconds = 3.25;
    result.attempts = 2;
    result.curve = {{63, 0.7, 0.6, 0.55, {{"accuracy", 0.55}}, {{0, Site::Ffn, 1e-7, 2e-7, 3e-7}}}};
    result.environment = {{"cpu", "AVX2"}};
    result.costs = RunCosts{8706, 34824, 0.183, 4096};
    result.devRows = rowOutcomes({0, 1}, {0, 0}, {2, 1}, "accuracy");
    return result;
}

}  // namespace

TEST_CASE("A result has the keys of the command line and reads back the same") {
    const RunResult result = sample();
    const nlohmann::json json = toJson(result);
    for (const char* key : {"trained", "status", "metric", "metrics", "dev", "test", "best_step", "steps", "seconds",
                            "attempts", "curve"})
        CHECK(json.contains(key));
    CHECK(json["status"] == "done");
    CHECK(json["test"].is_null());
    for (const char* key : {"step", "train_loss", "dev_loss", "dev", "identity"})
        CHECK(json["curve"][0].contains(key));
    CHECK(json["curve"][0]["identity"][0]["site"] == "ffn");

    const RunResult again = runResultFromJson(nlohmann::json::parse(json.dump()));
    CHECK(toJson(again) == json);
    CHECK(json["dev_rows"] == nlohmann::json{{"rows", 2}, {"right", "gA=="}});
    CHECK_FALSE(json.contains("test_rows"));
    CHECK(again.devRows == result.devRows);
    CHECK(json["multiply_adds"] == 4096);
    CHECK(again.costs == result.costs);
    CHECK(*again.dev == 0.1 + 0.2);
    CHECK(!again.test);
    CHECK(again.curve.at(0).identity.at(0).distance == 1e-7);
    CHECK(again.environment.at("cpu") == "AVX2");
}

TEST_CASE("A loss that is not a number survives JSON as null") {
    CurvePoint point;
    point.trainLoss = std::numeric_limits<double>::quiet_NaN();
    point.metrics["accuracy"] = std::numeric_limits<double>::quiet_NaN();
    const nlohmann::json json = nlohmann::json::parse(toJson(point).dump());
    CHECK(json["train_loss"].is_null());
    CHECK(std::isnan(curvePointFromJson(json).trainLoss));
    CHECK(std::isnan(curvePointFromJson(json).metrics.at("accuracy")));
}

TEST_CASE("A result without costs has nulls for them and reads back without") {
    RunResult result = sample();
    result.costs.reset();
    const nlohmann::json json = toJson(result);
    for (const char* key : {"stored", "bytes", "percent", "multiply_adds"}) {
        CAPTURE(key);
        REQUIRE(json.contains(key));
        CHECK(json[key].is_null());
    }
    CHECK_FALSE(runResultFromJson(json).costs);
    CHECK_THROWS_MATCHES(runCostsFromJson({{"stored", -1}}), Error, says("negative"));
    CHECK_THROWS_MATCHES(runCostsFromJson({{"bytes", "many"}}), Error, says("\"bytes\""));
}

TEST_CASE("Of equal scores on dev the lower loss is better, then the earlier one, and step 0 only than nothing") {
    const CurvePoint untrained{.step = 0, .devLoss = 0.1, .dev = 0.9}, first{.step = 5, .devLoss = 0.5, .dev = 0.8};
    CurvePoint later{.step = 10, .devLoss = 0.4, .dev = 0.8};
    CHECK(isBetterOnDev(first, untrained));
    CHECK_FALSE(isBetterOnDev(untrained, first));
    CHECK(isBetterOnDev(later, first));
    later.devLoss = first.devLoss;
    CHECK_FALSE(isBetterOnDev(later, first));
    later.dev = 0.81;
    CHECK(isBetterOnDev(later, first));
}

TEST_CASE("Every status has its word and other words are refused") {
    for (const char* word : {"waiting", "running", "done", "diverged", "failed", "cancelled", "interrupted", "pruned"})
        CHECK(toText(statusFromText(word)) == word);
    CHECK_THROWS_MATCHES(statusFromText("finished"), Error, says("\"finished\""));
}

TEST_CASE("Results of the wrong shape are refused by field name") {
    CHECK_THROWS_MATCHES(runResultFromJson({{"seconds", "long"}}), Error, says("\"seconds\""));
    CHECK_THROWS_MATCHES(runResultFromJson({{"curve", 3}}), Error, says("\"curve\""));
    CHECK_THROWS_MATCHES(runResultFromJson({{"status", "finished"}}), Error, says("\"finished\""));
    CHECK_THROWS_MATCHES(curvePointFromJson({{"step", 1.5}}), Error, says("\"step\""));
    CHECK_THROWS_MATCHES(curvePointFromJson(nlohmann::json::array()), Error, says("must be a JSON object"));
}

TEST_CASE("Every site has its word and other words are refused") {
    for (const char* word : {"attention", "ffn", "embeddings", "pooler"})
        CHECK(toText(siteFromText(word)) == word);
    nlohmann::json json = toJson(IdentityPoint{.layer = 1, .site = Site::Ffn});
    json["site"] = "classifier";
    CHECK_THROWS_MATCHES(identityPointFromJson(json), Error, says("\"classifier\""));
}

TEST_CASE("What a distance was measured on is written beside it unless it is an adapter") {
    CHECK_FALSE(toJson(IdentityPoint{.layer = 1}).contains("measured"));
    CHECK(identityPointFromJson(toJson(IdentityPoint{})).measured == Measured::Adapter);
    for (const Measured measured : {Measured::Output, Measured::Result}) {
        const nlohmann::json json = toJson(IdentityPoint{.measured = measured});
        CHECK(json["measured"] == toText(measured));
        CHECK(identityPointFromJson(json).measured == measured);
    }
    nlohmann::json json = toJson(IdentityPoint{});
    json["measured"] = "input";
    CHECK_THROWS_MATCHES(identityPointFromJson(json), Error, says("\"input\""));
}
