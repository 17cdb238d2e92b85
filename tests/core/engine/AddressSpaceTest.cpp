// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

// After LibTorch's.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "core/engine/AddressSpace.h"

namespace {

/// Whether a process that may address so much more than it does finds that too little.
bool isTooLittle(rlim_t megabytesLeft) {
    const pid_t child = ::fork();
    if (child == 0) {
        rlim_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        const rlim_t most = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + (megabytesLeft << 20);
        const rlimit limit{most, most};
        if (::setrlimit(RLIMIT_AS, &limit) != 0)
            ::_exit(2);
        ::_exit(adapterscope::addressSpaceFault().empty() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) != 2);
    return WEXITSTATUS(status) == 1;
}

}  // namespace

TEST_CASE("An engine that may address too little memory knows it before it begins") {
    CHECK(adapterscope::addressSpaceFault().empty());
    CHECK(isTooLittle(100));
    CHECK_FALSE(isTooLittle(1000));
}
