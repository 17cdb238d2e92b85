// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RunCounts.h"
#include "tests/support/Support.h"

using namespace adapterscope;

TEST_CASE("Runs that are trained or wait have not ended") {
    RunCounts counts;
    CHECK(counts.all() == 0);
    for (const Status status : {Status::Done, Status::Done, Status::Diverged, Status::Failed, Status::Cancelled,
                                Status::Pruned, Status::Running, Status::Waiting, Status::Interrupted})
        counts.add(status);
    CHECK(counts.all() == 9);
    CHECK(counts.ended() == 6);
}

TEST_CASE("What became of runs without a result is given in words") {
    const auto why = [](const std::vector<Status>& statuses) {
        RunCounts counts;
        for (const Status status : statuses)
            counts.add(status);
        return counts.whyNothing("a score on dev");
    };
    CHECK(why({}) == "There are no runs.");
    CHECK(why({Status::Waiting}) == "No run has finished: 1 waits.");
    CHECK(why({Status::Waiting}).pattern() == "No run has finished: {}.");
    CHECK(why({Status::Failed, Status::Diverged, Status::Waiting, Status::Diverged, Status::Waiting}) ==
          "No run has finished: 2 diverged, 1 failed, 2 wait.");
    CHECK(why({Status::Running, Status::Cancelled, Status::Interrupted, Status::Pruned}) ==
          "No run has finished: 1 was ended early, 1 was cancelled, 1 was interrupted, 1 is being trained.");
    CHECK(why({Status::Done, Status::Diverged}) == "1 run finished, but without a score on dev.");
    CHECK(why({Status::Done, Status::Done}) == "2 runs finished, but without a score on dev.");
}

TEST_CASE("Of runs of which some finished, what became of the others is given with a reason") {
    const auto why = [](const std::vector<Status>& statuses, const Sentence& reason) {
        RunCounts counts;
        for (const Status status : statuses)
            counts.add(status);
        return counts.whyUnfinished(reason);
    };
    CHECK(why({Status::Done, Status::Done}, {}).empty());
    CHECK(why({}, {}).empty());
    CHECK(why({Status::Done, Status::Waiting}, {}) == "Not finished: 1 waits.");
    CHECK(why({Status::Done, Status::Diverged}, "Diverged at step 3.") ==
          "Not finished: 1 diverged. Diverged at step 3.");
    CHECK(why({Status::Diverged, Status::Diverged}, "Diverged at step 3.") ==
          "No run has finished: 2 diverged. One of them: Diverged at step 3.");
}
