// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <rapidcheck/catch.h>

#include "core/common/Error.h"
#include "core/experiment/runs/RowOutcomes.h"
#include "core/experiment/statistics/RowValues.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Right and wrong rows are one bit each in base64 that others read") {
    const std::vector<int> truth = {1, 0, 1, 1, 0, 0, 1, 0, 1, 1}, predicted = {1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    const RowOutcomes outcomes = rowOutcomes(truth, predicted, {2, 1}, "accuracy");
    CHECK(outcomes.rows == 10);
    CHECK(outcomes.right == "r0A=");  // 1010'1111 01: 0xaf 0x40
    CHECK(decoded(outcomes) == std::vector<std::uint8_t>{1, 0, 1, 0, 1, 1, 1, 1, 0, 1});
    CHECK(toJson(outcomes) == nlohmann::json{{"rows", 10}, {"right", "r0A="}});
    CHECK(rowOutcomesFromJson(toJson(outcomes)) == outcomes);
}

TEST_CASE("Other metrics need what was answered") {
    const RowOutcomes outcomes = rowOutcomes({0, 1, 2, 2}, {0, 2, 2, 1}, {3, 1}, "f1-macro");
    CHECK(outcomes.answers == "AFIH");
    CHECK(outcomes.right.empty());
    CHECK(decoded(outcomes) == std::vector<std::uint8_t>{0, 5, 8, 7});
    CHECK(rowOutcomesFromJson(toJson(outcomes)) == outcomes);
    // Of more classes than a digit holds, or more rows than the limit, only the number of rows is kept.
    CHECK(toJson(rowOutcomes({0, 8}, {0, 8}, {9, 0}, "mcc")) == nlohmann::json{{"rows", 2}});
    const std::vector<int> many(RowOutcomes::mostRows + 1);
    CHECK(toJson(rowOutcomes(many, many, {2, 1}, "accuracy")) == nlohmann::json{{"rows", 100'001}});
    CHECK(RowValues::of(rowOutcomes(many, many, {2, 1}, "accuracy"), "accuracy") == nullptr);
}

TEST_CASE("Outcomes of any rows come back") {
    rc::prop("as they were", [](const std::vector<bool>& right) {
        std::vector<int> truth(right.size(), 1), predicted(right.begin(), right.end());
        const RowOutcomes outcomes = rowOutcomes(truth, predicted, {2, 1}, "accuracy");
        const auto read = decoded(rowOutcomesFromJson(toJson(outcomes)));
        RC_ASSERT(std::vector<bool>(read.begin(), read.end()) == right);
    });
}

TEST_CASE("Outcomes that do not hold what they claim are refused") {
    const auto refused = [](const nlohmann::json& json, const std::string& why) {
        INFO(json);
        CHECK_THROWS_MATCHES(rowOutcomesFromJson(json), Error, says(why));
    };
    refused({{"rows", -1}}, "negative");
    refused({{"rows", 10}, {"right", "r0A"}}, "one bit a row");
    refused({{"rows", 17}, {"right", "r0A="}}, "one bit a row");
    refused({{"rows", 10}, {"right", "r!A="}}, "characters other than base64's");
    refused({{"rows", 10}, {"right", "===="}}, "one bit a row");
    refused({{"rows", 200'000}, {"right", "r0A="}}, "too many");
    refused({{"rows", 3}, {"answers", "AB"}, {"classes", 2}, {"positive", 1}}, "one digit a row");
    refused({{"rows", 2}, {"answers", "AE"}, {"classes", 2}, {"positive", 1}}, "labels that its classes lack");
    refused({{"rows", 2}, {"answers", "AB"}, {"classes", 9}, {"positive", 1}}, "classes");
    refused({{"rows", 2}, {"answers", "AB"}, {"classes", 2}, {"positive", 2}}, "classes");
    refused({{"rows", "2"}}, "\"rows\"");
    refused(nlohmann::json::array(), "a JSON object");
}

TEST_CASE("The values of rows are the jackknife's pseudo-values") {
    const auto data =
        nlohmann::json::parse(readFile(sourceFolder() / "tests/core/experiment/intervals.json"))["jackknife"];
    const auto truth = data["truth"].get<std::vector<int>>(), predicted = data["predicted"].get<std::vector<int>>();
    for (const std::string metric : {"f1", "mcc"}) {
        const auto values = RowValues::of(rowOutcomes(truth, predicted, {2, 1}, metric), metric);
        REQUIRE(values);
        REQUIRE(values->size() == truth.size());
        CHECK_FALSE(values->areRightOrWrong());
        for (std::size_t row = 0; row < truth.size(); ++row)
            CHECK((*values)[row] == Approx(data[metric][row].get<double>()).epsilon(1e-9).margin(1e-9));
    }
    const RowOutcomes outcomes = rowOutcomes(truth, predicted, {2, 1}, "accuracy");
    const auto values = RowValues::of(outcomes, "accuracy");
    REQUIRE(values);
    for (std::size_t row = 0; row < truth.size(); ++row)
        CHECK((*values)[row] == (truth[row] == predicted[row] ? 1 : 0));
    CHECK(RowValues::of(outcomes, "mcc") == nullptr);
    CHECK(RowValues::of({}, "accuracy") == nullptr);
}
