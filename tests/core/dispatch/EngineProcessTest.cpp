// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/dispatch/EngineConnection.h"
#include "tests/core/dispatch/Conversation.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

std::size_t openFiles() {
    std::size_t count = 0;
    DIR* folder = opendir("/proc/self/fd");
    while (readdir(folder))
        ++count;
    closedir(folder);
    return count;
}

}  // namespace

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
