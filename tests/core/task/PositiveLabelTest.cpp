// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/task/PositiveLabel.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Task task(const std::vector<std::string>& labels, const std::vector<int>& rows = {0, 1}) {
    Task result;
    result.name = "mine";
    result.labels = labels;
    result.metric = "f1";
    for (const int label : rows)
        result.train.push_back({"text", "", label});
    return result;
}

}  // namespace

TEST_CASE("A usual name is the positive label wherever it is") {
    CHECK(positiveLabel(task({"entailment", "not_entailment"}), {}) == 0);
    CHECK(positiveLabel(task({"ham", "spam"}), {}) == 1);
    CHECK(positiveLabel(task({"No", "Yes"}), {}) == 1);
    CHECK(positiveLabel(task({"TRUE", "false"}), {}) == 0);
    CHECK(positiveLabel(task({"duplicate", "other"}, {0, 0, 1}), {}) == 0);
}

TEST_CASE("Of two numbers the larger is positive whatever their order") {
    CHECK(positiveLabel(task({"0", "1"}, {0, 1, 1}), {}) == 1);
    CHECK(positiveLabel(task({"1", "2"}, {0, 1, 1}), {}) == 1);
    CHECK(positiveLabel(task({"+1", "-1"}), {}) == 0);
}

TEST_CASE("Without a usual name the rarer label is positive and the second of two alike") {
    CHECK(positiveLabel(task({"abusive speech", "normal"}, {0, 1, 1}), {}) == 0);
    CHECK(positiveLabel(task({"a", "b"}, {0, 0, 1}), {}) == 1);
    CHECK(positiveLabel(task({"a", "b"}), {}) == 1);
}

TEST_CASE("Another metric keeps the second label as long as none is given") {
    Task plain = task({"entailment", "not_entailment"});
    plain.metric = "accuracy";
    CHECK(positiveLabel(plain, {}) == 1);
    CHECK(positiveLabel(plain, "entailment") == 0);
}

TEST_CASE("A given label is found by its form and a wrong one lists those there are") {
    CHECK(positiveLabel(task({"0.0", "1.0"}), "0") == 0);
    CHECK(positiveLabel(task({"Bad", "good"}), "bad") == 0);
    CHECK(positiveLabel(task({"Bad", "bad"}), "bad") == 1);
    CHECK_THROWS_MATCHES(positiveLabel(task({"a", "b"}), "c"), Error, says("\"c\""));
    CHECK_THROWS_MATCHES(positiveLabel(task({"a", "b"}), "c"), Error, says("\"a\", \"b\""));
    CHECK_THROWS_MATCHES(positiveLabel(task({"a", "b", "c"}), "c"), Error, says("two labels"));
}
