// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/dispatch/EngineConnection.h"
#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

/// A connection whose loss and notifications can be waited for.
struct Conversation {
    explicit Conversation(const EngineProgram& command, EnginePatience patience = {})
        : connection(
              command,
              [this](const std::string& method, const json& params) {
                  heard.change([&](auto& all) { all.emplace_back(method, params); });
              },
              [this](const Sentence& why) { lost.change([&](auto& all) { all.push_back(why.text()); }); }, patience) {}

    /// The one sentence that reported the loss of the engine.
    std::string why() {
        REQUIRE(lost.waitFor([](const auto& all) { return !all.empty(); }));
        REQUIRE(lost.get().size() == 1);
        return lost.get().front();
    }

    Watched<std::vector<std::pair<std::string, json>>> heard;
    Watched<std::vector<std::string>> lost;
    EngineConnection connection;
};

json answerOf(std::future<json>& future) {
    REQUIRE(future.wait_for(generous) == std::future_status::ready);
    return future.get();
}

/// The state of the process with this number: a letter as in /proc, 0 if there is none.
char processState(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return 0;
    return line[line.rfind(')') + 2];
}

std::size_t openFiles() {
    std::size_t count = 0;
    DIR* folder = opendir("/proc/self/fd");
    while (readdir(folder))
        ++count;
    closedir(folder);
    return count;
}

Catch::Matchers::StdString::ContainsMatcher contains(const std::string& part) {
    return Catch::Matchers::Contains(part);
}

}  // namespace

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

TEST_CASE("Closing lets the engine end by itself and calls nobody lost") {
    TempFolder folder;
    Watched<std::vector<std::string>> lost;
    std::future<json> open;
    int pid = 0;
    {
        EngineConnection connection(
            fakeEngine({"--journal", folder / "journal"}), {},
            [&](const Sentence& why) { lost.change([&](auto& all) { all.push_back(why.text()); }); },
            {generous, generous});
        auto hello = connection.call("hello", {{"protocol", 1}});
        answerOf(hello);
        open = connection.call("wait", json::object());
        connection.notify("cancel", {{"run", "x"}});
        pid = connection.pid();
    }
    CHECK(readFile(folder / "journal") == "hello\ncancel x\nbye\n");
    CHECK(lost.get().empty());
    CHECK(processState(pid) == 0);
    REQUIRE(open.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
    CHECK_THROWS_MATCHES(open.get(), Error, says("was closed"));
}

TEST_CASE("An engine that ignores SIGTERM and its closed input is killed and reaped") {
    int pid = 0;
    {
        EngineConnection connection(fakeEngine({"--stubborn", "term"}), {}, {}, impatient);
        auto hello = connection.call("hello", {{"protocol", 1}});
        answerOf(hello);
        pid = connection.pid();
        CHECK(processState(pid) != 0);
    }
    CHECK(processState(pid) == 0);
}

TEST_CASE("A descendant that keeps the streams open holds nobody up") {
    TempFolder folder;
    const std::string file = folder / "grandchild";
    int grandchild = 0;
    SECTION("at the engine's death") {
        Conversation talk(fakeEngine({"--grandchild", file, "--misbehave", "die:9"}));
        auto hello = talk.connection.call("hello", {{"protocol", 1}});
        answerOf(hello);
        talk.connection.call("misbehave", json::object());
        CHECK_THAT(talk.why(), contains("signal 9"));
    }
    SECTION("at an orderly end") {
        EngineConnection connection(fakeEngine({"--grandchild", file}), {}, {}, {generous, generous});
        auto hello = connection.call("hello", {{"protocol", 1}});
        answerOf(hello);
    }
    std::ifstream(file) >> grandchild;
    REQUIRE(grandchild > 0);
    CHECK_THAT(std::string(1, processState(grandchild)), Catch::Matches("[RSD]"));  // alive
    kill(grandchild, SIGKILL);
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

TEST_CASE("An engine ends with its client whatever it is doing") {
    int told[2], held[2];
    REQUIRE(pipe2(told, O_CLOEXEC) == 0);
    REQUIRE(pipe2(held, O_CLOEXEC) == 0);
    const pid_t client = fork();
    if (client == 0) {
        const Conversation talk(fakeEngine({"--stubborn", "term"}));
        const int engine = talk.connection.pid();
        [[maybe_unused]] ssize_t ignored = write(told[1], &engine, sizeof engine);
        char byte;
        ignored = read(held[0], &byte, 1);
        kill(getpid(), SIGKILL);
    }
    int engine = 0;
    REQUIRE(read(told[0], &engine, sizeof engine) == sizeof engine);
    const Descriptor ended(static_cast<int>(syscall(SYS_pidfd_open, engine, 0)));
    REQUIRE(ended);
    REQUIRE(write(held[1], "x", 1) == 1);
    waitpid(client, nullptr, 0);
    pollfd end{ended.number(), POLLIN, 0};
    CHECK(poll(&end, 1, std::chrono::milliseconds(generous).count()) == 1);
    for (const int number : {told[0], told[1], held[0], held[1]})
        close(number);
}

TEST_CASE("A missing program is one sentence that names it") {
    CHECK_THROWS_MATCHES(EngineConnection({{"/nowhere/engine"}}, {}, {}), Error,
                         says("/nowhere/engine cannot be started: No such file or directory."));
    CHECK_THROWS_MATCHES(EngineConnection({{}}, {}, {}), Error, says("no command"));
    TempFolder folder;
    writeFile(folder / "text", "no program");
    CHECK_THROWS_MATCHES(EngineConnection({{folder / "text"}}, {}, {}), Error, says("Permission denied"));
}

TEST_CASE("The engine gets three streams and default signals and a group of its own") {
    sigset_t usr1, before;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &usr1, &before);
    const auto handler = std::signal(SIGPIPE, SIG_IGN);
    Conversation other(fakeEngine());
    Conversation talk(fakeEngine());
    std::signal(SIGPIPE, handler);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    auto surroundings = talk.connection.call("surroundings", json::object());
    const json found = answerOf(surroundings);
    CHECK(found.at("files") == json{0, 1, 2});
    CHECK(found.at("pipe") == "default");
    CHECK(found.at("usr1") == "free");
    CHECK(found.at("group") == "own");
}

TEST_CASE("An engine starts where this program has no standard streams") {
    const int input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    close(STDIN_FILENO);
    json found;
    {
        Conversation talk(fakeEngine());
        auto surroundings = talk.connection.call("surroundings", json::object());
        found = answerOf(surroundings);
    }
    dup2(input, STDIN_FILENO);
    close(input);
    CHECK(found.at("files") == json{0, 1, 2});
}

TEST_CASE("Connections leave no open file behind") {
    { Conversation first(fakeEngine()); }
    const std::size_t before = openFiles();
    for (int i = 0; i < 5; ++i) {
        Conversation talk(fakeEngine({"--misbehave", "die:9"}));
        talk.connection.call("misbehave", json::object());
        talk.why();
    }
    CHECK_THROWS_AS(EngineConnection({{"/nowhere/engine"}}, {}, {}), Error);
    CHECK(openFiles() == before);
}

TEST_CASE("The local engine is what the environment names or the program beside this one") {
    setenv("ADAPTERSCOPE_ENGINE", "ssh  host adapterscope-cli engine", 1);
    CHECK(EngineProgram::local(3).words ==
          std::vector<std::string>{"ssh", "host", "adapterscope-cli", "engine", "--workers", "3"});
    setenv("ADAPTERSCOPE_ENGINE", "\"/opt/my tools/engine\" --until x", 1);
    CHECK(EngineProgram::local(1).words ==
          std::vector<std::string>{"/opt/my tools/engine", "--until", "x", "--workers", "1"});
    unsetenv("ADAPTERSCOPE_ENGINE");
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "adapterscope-engine";
    if (std::filesystem::exists(beside))
        CHECK(EngineProgram::local(2).words == std::vector<std::string>{beside, "--workers", "2"});
    else
        CHECK_THROWS_MATCHES(EngineProgram::local(2), Error, says(beside.string()));
}
