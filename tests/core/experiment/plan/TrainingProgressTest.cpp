// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "core/experiment/plan/TrainingProgress.h"

using namespace adapterscope;

TEST_CASE("Progress goes by the weight of the runs") {
    TrainingProgress progress;
    CHECK(progress.share() == 0);
    progress.expect("long", 3);
    progress.expect("short", 1);
    CHECK(progress.secondsLeft(0, 80) == Approx(80));
    progress.finish("short");
    CHECK(progress.share() == Approx(0.25));
    CHECK(progress.finished() == 1);
    progress.setShare("long", 1.0 / 3);
    CHECK(progress.share() == Approx(0.5));
    CHECK(progress.secondsLeft(30, 1000) == Approx(30));
    CHECK(progress.secondsLeft(30, 0) == Approx(30));
    progress.setShare("unknown", 0.5);
    CHECK(progress.runs() == 2);
}

TEST_CASE("A run of unknown length counts like the mean of the others") {
    TrainingProgress progress;
    progress.expect("left over", std::nullopt);
    progress.expect("another", std::nullopt);
    progress.finish("left over");
    CHECK(progress.share() == Approx(1.0 / 2));
    progress.expect("a", 100);
    progress.expect("b", 300);
    CHECK(progress.share() == Approx(1.0 / 4));
}

TEST_CASE("No time is left to be told before the first step if nothing was estimated") {
    TrainingProgress progress;
    progress.expect("a", 1);
    CHECK_FALSE(progress.secondsLeft(5, 0));
    progress.setShare("a", 0.5);
    CHECK(progress.secondsLeft(5, 0) == Approx(5));
}
