// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <future>
#include <thread>

#include "core/common/SharedCache.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

using Numbers = SharedCache<int>;

std::function<Numbers::Pointer()> making(int value) {
    return [value] { return std::make_shared<const int>(value); };
}

/// A caller in its own thread that makes a value on request.
class SlowMaker {
public:
    explicit SlowMaker(Numbers& cache, const std::string& key) {
        m_thread = std::jthread([this, &cache, key] {
            try {
                value = cache.get(key, {}, [this] {
                    m_began.set_value();
                    return std::make_shared<const int>(m_result.get_future().get());
                });
            } catch (const std::exception& error) {
                fault = error.what();
            }
        });
        m_began.get_future().wait();
    }
    void finish(int result) { m_result.set_value(result), m_thread.join(); }
    void fail() { m_result.set_exception(std::make_exception_ptr(Error("no luck"))), m_thread.join(); }

    Numbers::Pointer value;
    std::string fault;

private:
    std::promise<void> m_began;
    std::promise<int> m_result;
    std::jthread m_thread;
};

}  // namespace

TEST_CASE("A value is made once for its key and shared") {
    Numbers cache(10);
    const auto first = cache.get("a", {}, making(1));
    CHECK(*first == 1);
    CHECK(cache.get("a", {}, making(2)) == first);
    CHECK(*cache.get("b", {}, making(3)) == 3);
}

TEST_CASE("Whoever asks for a value that is being made gets the same one and others are not held up") {
    Numbers cache(10);
    SlowMaker slow(cache, "a");
    auto second = std::async(std::launch::async, [&] { return cache.get("a", {}, making(2)); });
    CHECK(*cache.get("b", {}, making(3)) == 3);  // would wait forever behind a lock
    slow.finish(1);
    CHECK(second.get() == slow.value);
    CHECK(*slow.value == 1);
}

TEST_CASE("Waiting for another caller's value can be stopped") {
    Numbers cache(10);
    SlowMaker slow(cache, "a");
    std::stop_source stop;
    auto second = std::async(std::launch::async, [&] { return cache.get("a", stop.get_token(), making(2)); });
    stop.request_stop();
    try {
        second.get();
        FAIL("it was not stopped");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Cancelled);
    }
    slow.finish(1);
    CHECK(*cache.get("a", {}, making(2)) == 1);
}

TEST_CASE("A value that could not be made is made by the next who asks, also by one who waits") {
    Numbers cache(10);
    SlowMaker slow(cache, "a");
    auto second = std::async(std::launch::async, [&] { return cache.get("a", {}, making(2)); });
    slow.fail();
    CHECK(slow.fault == "no luck");
    CHECK(*second.get() == 2);
    CHECK_THROWS_MATCHES(cache.get("b", {}, []() -> Numbers::Pointer { throw Error("bad"); }), Error,
                         test::says("bad"));
    CHECK(*cache.get("b", {}, making(4)) == 4);
}

TEST_CASE("What was used least recently goes first and nothing that is in use") {
    Numbers cache(2);
    const std::weak_ptr<const int> a = cache.get("a", {}, making(1)), b = cache.get("b", {}, making(2));
    cache.get("a", {}, making(0));
    const std::weak_ptr<const int> c = cache.get("c", {}, making(3));
    CHECK_FALSE(a.expired());
    CHECK(b.expired());
    const auto held = cache.get("a", {}, making(0));
    cache.get("d", {}, making(4));
    CHECK(c.expired());
    cache.get("e", {}, making(5));
    CHECK(cache.get("a", {}, making(0)) == held);
}

TEST_CASE("A limit counts what the values cost") {
    Numbers cache(100, [](const int& value) { return value; });
    const std::weak_ptr<const int> big = cache.get("big", {}, making(90)), small = cache.get("small", {}, making(5));
    CHECK_FALSE(big.expired());
    cache.get("next", {}, making(20));
    CHECK(big.expired());
    CHECK_FALSE(small.expired());
}

TEST_CASE("Room is made before a value comes so that two large ones are not there at once") {
    Numbers cache(1);
    const std::weak_ptr<const int> first = cache.get("a", {}, making(1));
    cache.get("b", {}, [&] {
        CHECK(first.expired());
        return std::make_shared<const int>(2);
    });
}

TEST_CASE("Many callers at once each get the right value") {
    Numbers cache(3);
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 500; ++i) {
                    const int value = (i * (t + 1)) % 7;
                    if (*cache.get(std::to_string(value), {}, making(value)) != value)
                        ++wrong;
                }
            });
    }
    CHECK(wrong == 0);
}
