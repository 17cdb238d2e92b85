// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/dispatch/EngineConnection.h"
#include "core/dispatch/EngineLimits.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("An engine that may address too little memory is known by what it has in use") {
    CHECK(addressSpaceFault(853, std::nullopt).empty());
    CHECK(addressSpaceFault(853, 1253).empty());
    CHECK(addressSpaceFault(853, 1252) ==
          "The memory that a program may address is limited to 1252 MB here, and an engine needs up to 1500 MB, even "
          "for the built-in base: raise that limit (ulimit -v 1536000).");
    // The client knows less than the engine, and both name one limit, at which neither complains.
    const std::string before = addressSpaceFault(loadedEngineMegabytes, 1100).text();
    CHECK(before.find("up to 1500 MB") != std::string::npos);
    CHECK(addressSpaceFault(loadedEngineMegabytes, 1500).empty());
    CHECK(addressSpaceFault(855, 1500).empty());
    CHECK(addressSpaceFault(1200, 1500).text().find("up to 2000 MB") != std::string::npos);
    CHECK(megabytesInUse() > 0);
}

TEST_CASE("A window that may address too little memory is told the limit that its engine needs too") {
    CHECK(windowSpaceFault(std::nullopt).empty());
    CHECK(windowSpaceFault(600).empty());
    CHECK(windowSpaceFault(400).text() ==
          "The memory that a program may address is limited to 400 MB here, and the window and its engine need up to "
          "1500 MB, even for the built-in base: raise that limit (ulimit -v 1536000).");
}

TEST_CASE("An engine that could not start within this program's limits is not started") {
    if (megabytesInUse() > 500)
        return;  // a sanitizer's own memory is above any limit
    const ScopedVariable own("ADAPTERSCOPE_ENGINE", "");
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{rlim_t{683} << 20, rlim_t{683} << 20};
        if (::setrlimit(RLIMIT_AS, &limit) != 0)
            ::_exit(2);
        try {
            EngineProgram::local(1);
        } catch (const Error& error) {
            const bool isTold = std::string(error.what()).find("limited to 683 MB here, and an") != std::string::npos;
            ::_exit(isTold && error.kind() == ErrorKind::Machine ? 1 : 3);
        }
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 1);
}
