// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/task/Metrics.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Metrics of every recorded classification equal those of scikit-learn") {
    const auto file = sharedData("reference/checks/metrics.json");
    REQUIRE_AVAILABLE(file);
    const auto recorded = nlohmann::json::parse(readFile(file)).at("classification");
    REQUIRE(recorded.size() >= 15);
    for (const auto& entry : recorded) {
        CAPTURE(entry.at("name").get<std::string>());
        const auto classes = entry.at("labels").size();
        const auto found = classificationMetrics(entry.at("true").get<std::vector<int>>(),
                                                 entry.at("pred").get<std::vector<int>>(), {static_cast<int>(classes)});
        const auto near = [&](const char* own, const char* theirs) {
            CHECK(found.at(own) == Approx(entry.at(theirs).get<double>()).epsilon(1e-12).margin(1e-12));
        };
        near("accuracy", "accuracy");
        near("f1-macro", "f1_macro_of_present_classes");
        near("mcc", "matthews");
        CHECK(found.count("f1") == (classes == 2 ? 1 : 0));
        if (classes == 2)
            near("f1", "f1_binary_positive_1");
    }
}

TEST_CASE("Metrics of a small case equal those by hand") {
    // Truth 1 1 1 0 0, predicted 1 1 0 0 1: true positives 2, false ones 1, missed 1, true negatives 1.
    const auto found = classificationMetrics({1, 1, 1, 0, 0}, {1, 1, 0, 0, 1}, {2});
    CHECK(found.at("accuracy") == Approx(0.6));
    CHECK(found.at("f1") == Approx(2.0 / 3));
    // Of class 0: true positives 1, false ones 1, missed 1.
    CHECK(classificationMetrics({1, 1, 1, 0, 0}, {1, 1, 0, 0, 1}, {2, 0}).at("f1") == Approx(0.5));
    CHECK(found.at("f1-macro") == Approx((2.0 / 3 + 0.5) / 2));
    CHECK(found.at("mcc") == Approx((2.0 * 1 - 1 * 1) / 6));  // over the root of 3 x 3 x 2 x 2
}

TEST_CASE("Predictions that are all right have a correlation of exactly 1 and all wrong ones of -1") {
    for (const int ones : {1, 2, 3, 5, 7, 11, 20}) {
        std::vector<int> truth(41, 0), wrong(41, 1);
        std::fill_n(truth.begin(), ones, 1);
        std::fill_n(wrong.begin(), ones, 0);
        CHECK(classificationMetrics(truth, truth, {2}).at("mcc") == 1);
        CHECK(classificationMetrics(truth, wrong, {2}).at("mcc") == -1);
    }
}
