// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/EvaluatedRows.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord scored(double dev, std::uint64_t seed = 0) {
    RunRecord run;
    run.spec = specOf("head", seed);
    run.result = resultOf(dev);
    return run;
}

}  // namespace

TEST_CASE("The number of rows follows from accuracies which are counts over it") {
    const RunSpec spec = specOf("head");
    CHECK(EvaluatedRows({scored(0.85)}, ScoredOn::Dev).of(spec) == 20);
    CHECK(EvaluatedRows({scored(0.85), scored(0.833333333333333333)}, ScoredOn::Dev).of(spec) == 60);
    CHECK(EvaluatedRows({scored(801.0 / 872), scored(799.0 / 872)}, ScoredOn::Dev).of(spec) == 872);
    CHECK(EvaluatedRows({scored(123457.0 / 987654.0)}, ScoredOn::Dev).of(spec) == 987654);
    CHECK(EvaluatedRows({scored(1), scored(0)}, ScoredOn::Dev).of(spec) == 1);
    CHECK(EvaluatedRows({scored(0.85), scored(std::sqrt(0.5))}, ScoredOn::Dev).of(spec) == 0);
    CHECK(EvaluatedRows({scored(std::nan(""))}, ScoredOn::Dev).of(spec) == 0);
    CHECK(EvaluatedRows({}, ScoredOn::Dev).of(spec) == 0);
}

TEST_CASE("A recorded number of rows outweighs what scores imply") {
    RunRecord recorded = scored(0.85);
    recorded.result.devRows.rows = 400;
    const EvaluatedRows rows({scored(0.5, 1), recorded}, ScoredOn::Dev);
    CHECK(rows.of(recorded.spec) == 400);
    RunSpec other = recorded.spec;
    other.taskHash = "another";
    CHECK(rows.of(other) == 0);
    CHECK(EvaluatedRows({recorded}, ScoredOn::Test).of(recorded.spec) == 25);  // 0.84
}
