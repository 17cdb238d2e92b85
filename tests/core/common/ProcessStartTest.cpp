// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/wait.h>

#include <csignal>

#include "core/common/Error.h"
#include "core/common/FindProgram.h"
#include "core/common/ProcessStart.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

ProcessStart shell(const std::string& script, const Descriptor& output) {
    return {.program = findProgram("sh"), .words = {"sh", "-c", script}, .output = output.number()};
}

Descriptor outputTo(const std::filesystem::path& file) {
    return aboveStandard(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

}  // namespace

TEST_CASE("A program starts with the words and the streams and the folder and the variables that it is given") {
    const TempFolder folder;
    const Descriptor output = outputTo(folder / "output");
    ProcessStart start = shell("pwd; echo $COLOUR $0 $1; exit 3", output);
    start.words.insert(start.words.end(), {"name", "a word"});
    start.folder = folder.path();
    start.environment = {{"COLOUR", "dark blue"}};
    CHECK(exitCodeOf(startProcess(start)) == 3);
    CHECK(readFile(folder / "output") == folder.path().string() + "\ndark blue name a word\n");
}

TEST_CASE("No other file of this program is open in one that it starts") {
    const TempFolder folder;
    const Descriptor output = outputTo(folder / "output");
    const int inherited = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as a library may open it
    CHECK(exitCodeOf(startProcess(shell("ls /proc/self/fd | wc -l", output))) == 0);
    ::close(inherited);
    CHECK(std::stoi(readFile(folder / "output")) == 4);  // the standard streams, and the folder that ls reads
}

TEST_CASE("A program that was killed has the exit code that a shell gives it") {
    CHECK(exitCodeOf(startProcess(shell("kill -KILL $$", outputTo("/dev/null")))) == 128 + SIGKILL);
}

TEST_CASE("Whether a program has ended is known without waiting for it") {
    const pid_t process = startProcess(shell("exec sleep 1000", outputTo("/dev/null")));
    CHECK_FALSE(exitCodeIfEnded(process).has_value());
    ::kill(process, SIGKILL);
    std::optional<int> code;
    while (!code)
        code = exitCodeIfEnded(process);
    CHECK(code == 128 + SIGKILL);
}

TEST_CASE("A program that cannot be started is reported by its name") {
    CHECK_THROWS_MATCHES(startProcess({.program = findProgram("no-such-program"), .words = {"no-such-program"}}), Error,
                         says("no-such-program cannot be started: No such file or directory."));
    const Descriptor output = outputTo("/dev/null");
    ProcessStart start = shell("true", output);
    start.folder = "/no/such/folder";
    CHECK_THROWS_MATCHES(startProcess(start), Error, says("sh cannot be started: No such file or directory."));
}

TEST_CASE("A program does not outlive the one that started it") {
    const TempFolder folder;
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t parent = ::fork();
    if (parent == 0) {
        // Its child holds the pipe's end as its output until it is killed.
        startProcess(shell("exec cat /dev/zero", Descriptor(ends[1])));
        ::_exit(0);
    }
    ::close(ends[1]);
    CHECK(exitCodeOf(parent) == 0);
    char bytes[4096];
    while (::read(ends[0], bytes, sizeof bytes) > 0) {
    }
    SUCCEED("the pipe has closed");
    ::close(ends[0]);
}

TEST_CASE("A detached program outlives the one that started it") {
    int input[2], output[2];
    REQUIRE(::pipe2(input, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(output, O_CLOEXEC) == 0);
    const pid_t parent = ::fork();
    if (parent == 0) {
        const Descriptor written(output[1]);
        ProcessStart start = shell("read words && echo $words", written);
        start.input = input[0];
        startDetached(start);
        ::_exit(0);
    }
    ::close(output[1]);
    CHECK(exitCodeOf(parent) == 0);
    REQUIRE(::write(input[1], "still here\n", 11) == 11);
    std::string heard;
    char bytes[64];
    for (ssize_t got = 0; (got = ::read(output[0], bytes, sizeof bytes)) > 0;)
        heard.append(bytes, static_cast<std::size_t>(got));
    CHECK(heard == "still here\n");
    for (const int end : {input[0], input[1], output[0]})
        ::close(end);
}

TEST_CASE("A detached program is not a child to wait for, and one that cannot be started is reported") {
    const Descriptor output = outputTo("/dev/null");
    startDetached(shell("true", output));
    ProcessStart start = shell("true", output);
    start.folder = "/no/such/folder";
    CHECK_THROWS_MATCHES(startDetached(start), Error, says("sh cannot be started: No such file or directory."));
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}
