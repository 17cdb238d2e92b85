// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include "core/dispatch/EngineStart.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace std::chrono_literals;

TEST_CASE("An engine's start is waited for from the first call on, reported once and then given up") {
    std::vector<std::string> told;
    const auto millisecondsLeft = [&](EngineStart& start) {
        return start.millisecondsLeft([&](const Sentence& sentence) { told.push_back(sentence.text()); });
    };
    EngineStart idle({.start = 0ms, .startUntold = 0ms});
    CHECK(millisecondsLeft(idle) == -1);  // nobody has asked anything

    EngineStart quick({.start = 1h, .startUntold = 30min});
    quick.noteCall();
    const int untilTold = millisecondsLeft(quick);
    CHECK((untilTold > 1'700'000 && untilTold <= 1'800'000));
    CHECK(told.empty());

    EngineStart slow({.start = 1h, .startUntold = 0ms});
    slow.noteCall();
    CHECK(millisecondsLeft(slow) > 3'000'000);
    CHECK(millisecondsLeft(slow) > 3'000'000);
    CHECK(told == std::vector<std::string>{"The engine has not started yet (it loads its libraries); it is given 3600 "
                                           "seconds in all."});
    slow.noteWord();
    CHECK(millisecondsLeft(slow) == -1);

    EngineStart late({.start = 0ms, .startUntold = 1h});
    late.noteCall();
    CHECK(millisecondsLeft(late) == 0);
    CHECK(late.givenUp().text() == "The engine did not start within 0 seconds and was ended.");
    CHECK(late.givenUp().pattern() == "The engine did not start within {} seconds and was ended.");
}
