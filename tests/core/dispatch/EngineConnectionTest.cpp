// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>
#include <thread>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/dispatch/EngineConnection.h"
#include "tests/core/dispatch/Conversation.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

/// This process's open files, and what each is.
std::map<int, std::string> descriptors() {
    std::map<int, std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code closed;
        const auto target = std::filesystem::read_symlink(entry.path(), closed);
        if (!closed)
            found[std::stoi(entry.path().filename().string())] = target.string();
    }
    return found;
}

/// A conversation with something else in the place of one of its files, the one that is called `what`.
struct Replaced {
    explicit Replaced(const std::string& what) {
        std::map<int, std::string> before = descriptors();
        talk = std::make_unique<Conversation>(fakeEngine());
        for (const auto& [number, target] : descriptors())
            if (before[number] != target && target.starts_with(what))
                place = number;
        REQUIRE(place >= 0);
    }
    void by(int other) {
        kept = Descriptor(::fcntl(place, F_DUPFD_CLOEXEC, 0));  // its other end must not see it closed
        REQUIRE(::dup3(other, place, O_CLOEXEC) == place);
    }

    std::unique_ptr<Conversation> talk;
    Descriptor kept;
    int place = -1;
};

}  // namespace

TEST_CASE("An engine to which nothing can be sent is lost with the reason") {
    Replaced input("socket:");
    const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    input.by(nothing.number());
    auto hello = input.talk->connection.call("hello", {{"protocol", 1}});
    const std::string reason = "The engine could not be sent a request: Socket operation on non-socket.";
    CHECK(input.talk->why() == reason);
    REQUIRE(hello.wait_for(generous) == std::future_status::ready);
    CHECK_THROWS_MATCHES(hello.get(), Error, says(reason));
}

TEST_CASE("A call arrives even if the thread that talks to the engine cannot be woken") {
    Replaced wake("anon_inode:[eventfd]");
    int pipe[2];
    REQUIRE(::pipe2(pipe, O_CLOEXEC | O_NONBLOCK) == 0);
    const Descriptor silent(pipe[0]), unused(pipe[1]);
    wake.by(silent.number());
    auto echo = wake.talk->connection.call("echo", {{"text", "x"}});
    CHECK(answerOf(echo) == json{{"text", "x"}});
}

TEST_CASE("An engine answers calls") {
    Conversation talk(fakeEngine());
    auto hello = talk.connection.call("hello", {{"protocol", 1}});
    CHECK(answerOf(hello).at("version") == "fake");
    auto echo = talk.connection.call("echo", {{"text", "\u00e4\n"}});
    CHECK(answerOf(echo) == json{{"text", "\u00e4\n"}});
    CHECK(talk.connection.alive());
    CHECK(talk.connection.pid() > 0);
}

TEST_CASE("An engine's error becomes an Error of its kind") {
    Conversation talk(fakeEngine());
    auto future = talk.connection.call("dance", json::object());
    REQUIRE(future.wait_for(generous) == std::future_status::ready);
    try {
        future.get();
        FAIL("answered");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Input);
        CHECK_THAT(error.what(), contains("no method dance"));
    }
    CHECK(talk.connection.alive());
}

TEST_CASE("Calls from several threads each get their own answer") {
    Conversation talk(fakeEngine());
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const json params = {{"thread", t}, {"i", i}};
                if (talk.connection.call("echo", params).get() == params)
                    ++right;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(right == 200);
}

TEST_CASE("A flood of notifications arrives whole and in order before the answer") {
    Conversation talk(fakeEngine());
    auto counted = talk.connection.call("count", {{"to", 20'000}});
    CHECK(answerOf(counted) == "counted");
    const auto heard = talk.heard.get();
    REQUIRE(heard.size() == 20'000);
    bool inOrder = true;
    for (std::size_t i = 0; i < heard.size(); ++i)
        inOrder = inOrder && heard[i].first == "counting" && heard[i].second.at("i") == i;
    CHECK(inOrder);
}

TEST_CASE("A message larger than any pipe goes both ways") {
    Conversation talk(fakeEngine());
    const std::string text(2'000'000, 'x');
    auto first = talk.connection.call("echo", {{"text", text}});
    auto second = talk.connection.call("echo", {{"text", text + "y"}});
    CHECK(answerOf(first).at("text") == text);
    CHECK(answerOf(second).at("text") == text + "y");
}

TEST_CASE("A call to an engine that does not read returns at once") {
    Conversation talk(fakeEngine({"--misbehave", "hang"}), impatient);
    talk.connection.call("misbehave", json::object());
    auto future = talk.connection.call("echo", {{"text", std::string(2'000'000, 'x')}});
    CHECK(future.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    talk.connection.end("said nothing for 3 seconds");
    CHECK(talk.why() == "The engine said nothing for 3 seconds.");
}

TEST_CASE("An engine killed by a signal ends every open call with that signal and its last words") {
    Conversation talk(fakeEngine({"--misbehave", "die:6", "--words", "the disk is on fire"}));
    auto first = talk.connection.call("wait", json::object());
    auto second = talk.connection.call("misbehave", json::object());
    for (auto* future : {&first, &second}) {
        REQUIRE(future->wait_for(generous) == std::future_status::ready);
        try {
            future->get();
            FAIL("answered");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Machine);
            CHECK_THAT(error.what(), contains("was killed by signal 6 (Aborted)"));
        }
    }
    CHECK_THAT(talk.why(), contains("Its last words: the disk is on fire"));
    CHECK_THAT(talk.why(), !contains("memory"));
    CHECK_FALSE(talk.connection.alive());
}

TEST_CASE("An engine killed from outside may have run out of memory") {
    Conversation talk(fakeEngine());
    auto hello = talk.connection.call("hello", {{"protocol", 1}});
    answerOf(hello);
    REQUIRE(kill(talk.connection.pid(), SIGKILL) == 0);
    CHECK_THAT(talk.why(), contains("was killed by signal 9 (Killed); the machine may have run out of memory."));
}

TEST_CASE("An engine that ends by itself is lost with its exit code") {
    Conversation talk(fakeEngine({"--misbehave", "exit:3", "--words", "no such library"}));
    talk.connection.call("misbehave", json::object());
    CHECK(talk.why() == "The engine ended with exit code 3 before it had started. Its last words: no such library");
}

TEST_CASE("A call after the loss ends at once with the reason") {
    Conversation talk(fakeEngine({"--misbehave", "exit:3"}));
    talk.connection.call("misbehave", json::object());
    talk.why();
    auto late = talk.connection.call("echo", json::object());
    REQUIRE(late.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
    CHECK_THROWS_MATCHES(late.get(), Error, says("exit code 3"));
}

TEST_CASE("What a dying engine prints for its developers goes to the log and not to a person") {
    const ScopedLog log;
    const std::string words =
        "out of paper\nterminate called after throwing an instance of 'c10::Error'\n  what():  sizes (Exception raised "
        "from infer at ../ExpandUtils.cpp:35)\nframe #0: c10::Error::Error() + 0x68 (0x7f in libc10.so)\n"
        "[W Context.cpp:70] Warning";
    Conversation talk(fakeEngine({"--misbehave", "die:6", "--words", words}));
    talk.connection.call("misbehave", json::object());
    CHECK(talk.why() ==
          "The engine was killed by signal 6 (Aborted) before it had started. Its last words: out of paper What was "
          "reported is in " +
              log.file.string() + ".");
    CHECK_THAT(readFile(log.file), contains("frame #0: c10::Error::Error() + 0x68"));
}

TEST_CASE("An engine that prints rubbish is lost and a trace among it is logged") {
    const ScopedLog log;
    Conversation talk(fakeEngine({"--misbehave", "rubbish"}), impatient);
    auto future = talk.connection.call("misbehave", json::object());
    CHECK_THAT(talk.why(), contains("is not a message of the protocol") && !contains("terminate called"));
    CHECK_THROWS_MATCHES(future.get(), Error, says("engine.log"));
    CHECK_THAT(readFile(log.file), contains("terminate called after throwing"));
    CHECK(processState(talk.connection.pid()) == 0);
}

TEST_CASE("A trace in an engine's error is logged and not handed on") {
    const ScopedLog log;
    Conversation talk(
        {{"/bin/sh", "-c",
          R"(read x; echo '{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"frame #0: c10::x"}}'; read x)"}},
        impatient);
    auto future = talk.connection.call("echo", json::object());
    CHECK_THROWS_MATCHES(answerOf(future), Error, says("failed for an unexpected reason. What was reported is in"));
}

TEST_CASE("Whatever an engine sends every call gets an answer and the client continues") {
    const ScopedLog log;
    int answered = 0, lost = 0;
    for (int seed = 0; seed < 40; ++seed) {
        EngineConnection connection(
            fakeEngine({"--mutate", std::to_string(seed), "--misbehave", "exit:0"}),
            [](const std::string&, const json&) {}, {}, impatient);
        std::vector<std::future<json>> calls;
        for (int i = 0; i < 12; ++i)
            calls.push_back(connection.call(i % 3 == 2 ? "count" : "echo", {{"to", 3}}));
        calls.push_back(connection.call("misbehave", json::object()));  // ends it: whatever is missing will not come
        for (auto& call : calls) {
            REQUIRE(call.wait_for(generous) == std::future_status::ready);
            try {
                call.get();
                ++answered;
            } catch (const Error&) {
                ++lost;
            }
        }
    }
    CHECK(answered > 40);
    CHECK(lost > 40);
}

TEST_CASE("Any program that is not an engine is refused by its first line") {
    Conversation talk({{"/bin/echo", "Hello, world"}}, impatient);
    CHECK_THAT(talk.why(), contains("not JSON: Hello, world"));
}

TEST_CASE("An answer that nobody asked for is rubbish") {
    Conversation talk({{"/bin/sh", "-c", R"(echo '{"jsonrpc":"2.0","id":5,"result":1}'; read x)"}}, impatient);
    CHECK_THAT(talk.why(), contains("answer to 5"));
}

TEST_CASE("A request from the engine is rubbish") {
    Conversation talk({{"/bin/sh", "-c", R"(echo '{"jsonrpc":"2.0","id":5,"method":"rm"}'; read x)"}}, impatient);
    CHECK_THAT(talk.why(), contains("\"rm\""));
}

TEST_CASE("An engine that could not read a request is lost with its last message") {
    Conversation talk({{"/bin/sh", "-c",
                        R"(echo '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Bad line."}}'; read x)"}},
                      impatient);
    CHECK_THAT(talk.why(), contains("Bad line."));
}

TEST_CASE("A last line without its end is not a message") {
    Conversation talk({{"/bin/sh", "-c", R"(printf '{"jsonrpc":"2.0","method":"log"')"}});
    CHECK(talk.why() == "The engine ended with exit code 0 before it had started.");
    CHECK(talk.heard.get().empty());
}

TEST_CASE("What an engine sent just before it ended is still heard") {
    Conversation talk(
        {{"/bin/sh", "-c",
          R"(for i in 1 2 3; do echo '{"jsonrpc":"2.0","method":"log","params":{"message":"x"}}'; done)"}});
    talk.why();
    CHECK(talk.heard.get().size() == 3);
}

TEST_CASE("An engine that closes its output but lives on is lost and ended") {
    Conversation talk(fakeEngine({"--misbehave", "close"}), impatient);
    talk.connection.call("misbehave", json::object());
    CHECK(talk.why() == "The engine closed its output but did not end.");
    CHECK(processState(talk.connection.pid()) == 0);
}

TEST_CASE("An engine that does not start in time is reported and then given up") {
    Conversation talk(fakeEngine({"--mute"}), {.start = std::chrono::milliseconds(100), .startUntold = {}});
    auto hello = talk.connection.call("hello", {{"protocol", 1}});
    CHECK_THAT(talk.why(), Catch::StartsWith("The engine did not start within 0.1 seconds and was ended."));
    CHECK_THROWS_MATCHES(hello.get(), Error, says("did not start within 0.1 seconds"));
    const auto heard = talk.heard.get();
    REQUIRE(heard.size() == 1);
    CHECK(heard.front().first == "log");
    CHECK_THAT(heard.front().second.at("message").get<std::string>(), contains("it is given 0.1 seconds in all"));
}

TEST_CASE("An engine that has answered once may be silent for as long as it likes") {
    Conversation talk(fakeEngine(), {.start = generous, .startUntold = generous});
    auto hello = talk.connection.call("hello", {{"protocol", 1}});
    answerOf(hello);
    CHECK(talk.heard.get().empty());
    CHECK(talk.connection.alive());
}

TEST_CASE("An engine that dies while it starts is lost with its last words and the limits that may be too low") {
    const EngineProgram dying{{"/bin/sh", "-c", "echo no room >&2; kill -6 $$"}};
    rlimit before{};
    getrlimit(RLIMIT_AS, &before);
    {
        const std::string why = Conversation(dying).why();
        CHECK_THAT(why, Catch::StartsWith("The engine was killed by signal 6"));
        CHECK_THAT(why, contains("before it had started.") && contains("Its last words: no room"));
        CHECK((why.find("ulimit -v") == std::string::npos) == (before.rlim_cur == RLIM_INFINITY));
    }
    const rlimit limited{rlim_t{1} << 50, before.rlim_max};  // enough for any tool that watches this test
    REQUIRE(setrlimit(RLIMIT_AS, &limited) == 0);
    const std::string why = Conversation(dying).why();
    setrlimit(RLIMIT_AS, &before);
    CHECK_THAT(why, contains("limited to 1073741824 MB here") && contains("(ulimit -v)"));
}
