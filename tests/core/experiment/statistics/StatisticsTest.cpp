// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <cmath>

#include "core/common/Error.h"
#include "core/experiment/statistics/SeedsAndRows.h"
#include "tests/core/experiment/statistics/SeedScores.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::filesystem::path referenceFile() {
    return sharedData("reference/checks/statistics.json");
}

nlohmann::json reference() {
    return nlohmann::json::parse(readFile(referenceFile()));
}

}  // namespace

TEST_CASE("Estimates agree with every reference interval") {
    REQUIRE_AVAILABLE(referenceFile());
    const nlohmann::json data = reference();
    REQUIRE(data["intervals"].size() == 6);
    for (const nlohmann::json& expected : data["intervals"]) {
        const auto values = expected["x"].get<std::vector<double>>();
        const Estimate result = estimate(values);
        CHECK(result.n == static_cast<int>(values.size()));
        CHECK(result.mean == near(expected["mean"]));
        CHECK(result.sd == near(expected["sd_n_minus_1"]));
        CHECK(result.standardError == near(expected["standard_error"]));
        CHECK(result.low == near(expected["ci95"][0]));
        CHECK(result.high == near(expected["ci95"][1]));
        CHECK(studentQuantile(0.975, result.n - 1) == near(expected["t_critical_975"]));
    }
}

TEST_CASE("Student quantiles agree with the reference table") {
    REQUIRE_AVAILABLE(referenceFile());
    const nlohmann::json data = reference();
    REQUIRE(data["t_quantiles"].size() == 32);
    for (const nlohmann::json& expected : data["t_quantiles"]) {
        CHECK(studentQuantile(expected["p"], expected["df"]) == near(expected["t"]));
        CHECK(studentQuantile(1 - expected["p"].get<double>(), expected["df"]) == near(-expected["t"].get<double>()));
    }
}

TEST_CASE("Student quantiles invert the reference distribution function") {
    REQUIRE_AVAILABLE(referenceFile());
    const nlohmann::json data = reference();
    int compared = 0;
    for (const nlohmann::json& expected : data["t_cdf"]) {
        const double p = expected["cdf"];
        if (p > 1 - 1e-6)  // the rounding of p itself moves the quantile there
            continue;
        CHECK(studentQuantile(p, expected["df"]) == Approx(expected["t"].get<double>()).epsilon(1e-8).margin(1e-12));
        ++compared;
    }
    CHECK(compared >= 24);
}

TEST_CASE("Student quantiles agree with closed forms for one and two degrees of freedom") {
    for (double p : {0.6, 0.9, 0.975, 0.999}) {
        CHECK(studentQuantile(p, 1) == near(std::tan(std::acos(-1.0) * (p - 0.5))));
        CHECK(studentQuantile(p, 2) == near((2 * p - 1) / std::sqrt(2 * p * (1 - p))));
    }
}

TEST_CASE("Paired differences agree with every reference pair") {
    REQUIRE_AVAILABLE(referenceFile());
    const nlohmann::json data = reference();
    REQUIRE(data["paired"].size() == 6);
    for (const nlohmann::json& expected : data["paired"]) {
        INFO(expected["name"]);
        const auto a = expected["a"].get<std::vector<double>>();
        const Estimate difference =
            pairedDifference(seedScores(a), seedScores(expected["b"].get<std::vector<double>>()));
        CHECK(difference.n == static_cast<int>(a.size()));
        CHECK(difference.mean == near(expected["mean_difference"]));
        CHECK(difference.sd == near(expected["sd_of_differences"]));
        CHECK(difference.low == near(expected["ci95_of_difference"][0]));
        CHECK(difference.high == near(expected["ci95_of_difference"][1]));
        CHECK(difference.mean / difference.standardError == near(expected["paired_t"]));
    }
}

TEST_CASE("Paired differences use only the seeds that both have whatever their order") {
    const Estimate difference = pairedDifference({{5, 0.5}, {1, 0.9}, {2, 0.8}}, {{2, 0.7}, {1, 0.6}, {9, 0.1}});
    CHECK(difference.n == 2);
    CHECK(difference.mean == near(0.2));
    CHECK(pairedDifference({{1, 0.5}}, {{2, 0.4}}).n == 0);
}

TEST_CASE("One value is a mean without an interval and no value is refused") {
    const Estimate one = estimate({0.75});
    CHECK(one.n == 1);
    CHECK(one.mean == 0.75);
    CHECK(one.sd == 0);
    CHECK(one.low == 0.75);
    CHECK(one.high == 0.75);
    CHECK_THROWS_MATCHES(estimate({}), Error, says("at least one value"));
    CHECK_THROWS_MATCHES(studentQuantile(1, 3), Error, says("between 0 and 1"));
    CHECK_THROWS_MATCHES(studentQuantile(0.5, 0), Error, says("degrees of freedom"));
}

TEST_CASE("A wider confidence gives a wider interval by the ratio of the quantiles") {
    const std::vector<double> values = {0.1, 0.4, 0.2};
    const Estimate narrow = estimate(values, 0.9), wide = estimate(values, 0.99);
    CHECK((wide.high - wide.mean) / (narrow.high - narrow.mean) ==
          near(studentQuantile(0.995, 2) / studentQuantile(0.95, 2)));
}

TEST_CASE("Tiny values may differ as much as large ones") {
    const Estimate distance = estimate({1.0e-14, 1.1e-14, 1.2e-14});
    CHECK(distance.isTrusted());
    CHECK(distance.sd == Approx(1e-15));
}
