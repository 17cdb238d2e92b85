// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/experiment/RunFilter.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord recordOf(const std::string& id, const std::string& design, double dev, Status status = Status::Done) {
    RunRecord record;
    record.id = id;
    record.spec = specOf(design);
    record.result = resultOf(dev, status);
    return record;
}

std::vector<RunRecord> someRuns() {
    std::vector<RunRecord> runs = {recordOf("a", "houlsby:m=8", 0.8), recordOf("b", "houlsby:m=64", 0.9),
                                   recordOf("c", "bitfit", 0.7), recordOf("d", "houlsby:m=8", 0, Status::Diverged)};
    runs[1].spec.hyperparameters.learningRate = 3e-3;
    runs[2].spec.taskName = "My Task";
    runs[2].spec.taskHash = "other";
    runs[3].result.dev.reset();
    return runs;
}

std::string idsOf(const std::string& filter) {
    std::string ids;
    for (const RunRecord& run : RunFilter(filter).of(someRuns()))
        ids += run.id;
    return ids;
}

}  // namespace

TEST_CASE("A filter keeps the runs of which every word is true") {
    CHECK(idsOf("") == "abcd");
    CHECK(idsOf("m=8") == "ad");
    CHECK(idsOf("m!=8") == "bc");
    CHECK(idsOf("m=8 done") == "a");
    CHECK(idsOf("lr>=3e-3") == "b");
    CHECK(idsOf("learning_rate=0.001") == "acd");
    CHECK(idsOf("dev>0.75 dev<=0.9") == "ab");
    CHECK(idsOf("dev!=0.9") == "acd");
    CHECK(idsOf("DIVERGED") == "d");
    CHECK(idsOf("status!=done") == "d");
    CHECK(idsOf("task=\"my task\"") == "c");
    CHECK(idsOf("\"my t\"") == "c");
    CHECK(idsOf("houlsby m=64") == "b");
    CHECK(idsOf("method=bitfit batch=32 seed=0") == "c");
    CHECK(idsOf("m=9").empty());
}

TEST_CASE("A filter that cannot be read is refused by its word") {
    const auto refused = [](const std::string& filter, const std::string& text) {
        CAPTURE(filter);
        CHECK_THROWS_MATCHES(RunFilter(filter).of(someRuns()), Error, says(text));
    };
    refused("m=", "\"m=\" is no condition");
    refused("=8", "\"=8\" is no condition");
    refused("m==8", "\"m==8\" is no condition");
    refused("m=>8", "\"m=>8\" is no condition");
    refused("dev>high", "\"dev>high\" compares with what is not a number");
    refused("task=\"x", "a quotation mark without its other one");
    refused("batches=32", "No run here has \"batches\"");
    CHECK(RunFilter("nothing=1").of({}).empty());
}
