// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <functional>

#include "core/common/Error.h"
#include "core/common/ProgramStart.h"
#include "tests/support/OpenFileLimit.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The exit code of a process of its own that does this.
int codeOf(const std::function<int()>& action) {
    std::fflush(stdout);  // or the child may print it, too
    const pid_t process = ::fork();
    if (process == 0)
        ::_exit(action());
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("A program whose standard streams are closed gets empty ones and what it prints fails") {
    CHECK(codeOf([] {
              for (int number = 0; number <= 2; ++number)
                  ::close(number);
              prepareProgram(0);
              char byte = 0;
              const bool areThere = ::read(0, &byte, 1) == 0 && ::write(1, "x", 1) == -1 && ::write(2, "x", 1) == 1;
              return areThere && ::fcntl(2, F_GETFD) == 0 && ::open("/dev/null", O_RDONLY) > 2 ? 0 : 1;
          }) == 0);
}

TEST_CASE("Standard streams that are open stay what they are") {
    TempFolder folder;
    CHECK(codeOf([&] {
              ::close(1);
              ::open((folder / "out").c_str(), O_WRONLY | O_CREAT, 0600);
              prepareProgram(0);
              return ::write(1, "kept", 4) == 4 ? 0 : 1;
          }) == 0);
    CHECK(readFile(folder / "out") == "kept");
}

TEST_CASE("A program that gets too few open files is refused with the reason at once") {
    CHECK_NOTHROW(prepareProgram(5));
    const OpenFileLimit few(0);
    try {
        prepareProgram(5);
        FAIL("it was started");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Machine);
        CHECK_THAT(error.what(), Catch::Contains("Too many open files: the program needs 5 more, and the system gives "
                                                 "it 0") &&
                                     Catch::Contains("ulimit -n"));
    }
}

TEST_CASE("A program that gets too small a stack is refused with the reason at once") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_STACK, &before) == 0);
    const rlimit small{64 << 10, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_STACK, &small) == 0);
    CHECK_THROWS_MATCHES(prepareProgram(0), Error, says("limited to 64 kB here, and this one needs 1024 kB"));
    REQUIRE(::setrlimit(RLIMIT_STACK, &before) == 0);
}
