// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/dispatch/CallEngine.h"
#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

TEST_CASE("One call starts an engine and sends hello and closes it again") {
    TempFolder folder;
    CHECK(callEngine(fakeEngine({"--journal", folder / "journal"}), "echo", {{"a", 1}}) == json{{"a", 1}});
    CHECK(readFile(folder / "journal") == "hello\nbye\n");
}

TEST_CASE("One call hands on the notifications that come before its answer") {
    std::vector<json> heard;
    callEngine(fakeEngine(), "count", {{"to", 3}},
               [&](const std::string&, const json& params) { heard.push_back(params); });
    CHECK(heard == std::vector<json>{{{"i", 0}}, {{"i", 1}}, {{"i", 2}}});
}

TEST_CASE("One call throws what the engine reports or how it was lost") {
    CHECK_THROWS_MATCHES(callEngine(fakeEngine(), "dance", json::object()), Error, says("no method dance"));
    CHECK_THROWS_MATCHES(callEngine(fakeEngine({"--misbehave", "die:11"}), "misbehave", json::object()), Error,
                         says("signal 11"));
    CHECK_THROWS_MATCHES(callEngine({{"/nowhere/engine"}}, "echo", json::object()), Error, says("/nowhere/engine"));
}

TEST_CASE("One call refuses an engine of another protocol version in words") {
    CHECK_THROWS_MATCHES(callEngine(fakeEngine({"--protocol", "2"}), "echo", json::object()), Error,
                         says("version 2 of the engine's protocol and this program version 1"));
}

TEST_CASE("One call is cancelled on request") {
    const std::atomic<bool> stop = true;
    SECTION("before hello is answered") {
        try {
            callEngine(fakeEngine({"--mute"}), "wait", json::object(), {}, &stop);
            FAIL("answered");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Cancelled);
        }
    }
    SECTION("while it lasts") {
        std::atomic<bool> later = false;
        try {
            // Its one notification shows that the call has started.
            callEngine(
                fakeEngine(), "wait", {{"announce", true}}, [&](const std::string&, const json&) { later = true; },
                &later);
            FAIL("answered");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Cancelled);
            CHECK(error.what() == std::string("Cancelled on request."));
        }
    }
}

TEST_CASE("An engine that does not stop its call is ended") {
    std::atomic<bool> later = false;
    try {
        callEngine(
            fakeEngine({"--deaf"}), "wait", {{"announce", true}},
            [&](const std::string&, const json&) { later = true; }, &later, std::chrono::milliseconds(50));
        FAIL("answered");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Cancelled);
        CHECK(error.what() == std::string("Stopped on request."));
    }
}
