// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>
#include <memory>
#include <vector>

#include "core/engine/Slots.h"
#include "tests/support/Support.h"

using namespace adapterscope;

TEST_CASE("Turns come in the order in which they were taken, whoever waits first") {
    Slots slots(1);
    auto running = std::make_unique<Slots::Turn>(slots);
    REQUIRE(running->wait({}));
    std::vector<std::unique_ptr<Slots::Turn>> turns;
    for (int i = 0; i < 5; ++i)
        turns.push_back(std::make_unique<Slots::Turn>(slots));
    std::vector<int> order;  // written by the one that has the slot
    std::vector<std::future<void>> callers(5);
    for (const int i : {4, 2, 0, 3, 1})
        callers[static_cast<std::size_t>(i)] = std::async(std::launch::async, [&, i] {
            const auto turn = std::move(turns[static_cast<std::size_t>(i)]);
            turn->wait({});
            order.push_back(i);
        });
    running.reset();
    for (auto& caller : callers)
        caller.get();
    CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("A newcomer does not pass one that waits") {
    Slots slots(1);
    auto running = std::make_unique<Slots::Turn>(slots);
    REQUIRE(running->wait({}));
    auto waiting = std::make_unique<Slots::Turn>(slots);
    running.reset();
    Slots::Turn newcomer(slots);
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(newcomer.wait(stop.get_token()));
    CHECK(waiting->wait({}));
}

TEST_CASE("Whoever is stopped while waiting leaves the queue") {
    Slots slots(1);
    auto running = std::make_unique<Slots::Turn>(slots);
    REQUIRE(running->wait({}));
    {
        Slots::Turn given(slots);
        std::stop_source stop;
        stop.request_stop();
        CHECK_FALSE(given.wait(stop.get_token()));
    }
    Slots::Turn last(slots);
    running.reset();
    CHECK(last.wait({}));
}

TEST_CASE("As many work at once as there are slots") {
    Slots slots(2);
    Slots::Turn first(slots), second(slots), third(slots);
    std::stop_source stop;
    stop.request_stop();
    CHECK(first.wait({}));
    CHECK(second.wait({}));
    CHECK_FALSE(third.wait(stop.get_token()));
}
