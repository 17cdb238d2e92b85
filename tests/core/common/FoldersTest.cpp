// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <pwd.h>
#include <unistd.h>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The resources are found in the source tree and the environment overrides them") {
    TempFolder folder;
    {
        const ScopedVariable none("ADAPTERSCOPE_RESOURCES", nullptr);
        CHECK(std::filesystem::equivalent(resourcesFolder(), sourceFolder() / "resources"));
    }
    const ScopedVariable given("ADAPTERSCOPE_RESOURCES", folder.path().string());
    CHECK(resourcesFolder() == folder.path());
}

TEST_CASE("A resources variable that names no folder is an error that quotes it") {
    const ScopedVariable given("ADAPTERSCOPE_RESOURCES", "/nowhere/at/all");
    CHECK_THROWS_MATCHES(resourcesFolder(), Error, says("/nowhere/at/all"));
}

TEST_CASE("The cache folder follows XDG_CACHE_HOME if it is absolute and else HOME and else the system") {
    const ScopedVariable home("HOME", "/home/somebody");
    {
        const ScopedVariable cache("XDG_CACHE_HOME", "/tmp/cache");
        CHECK(cacheFolder() == "/tmp/cache/adapterscope");
    }
    {
        const ScopedVariable cache("XDG_CACHE_HOME", "relative");
        CHECK(cacheFolder() == "/home/somebody/.cache/adapterscope");
    }
    const ScopedVariable cache("XDG_CACHE_HOME", nullptr);
    CHECK(cacheFolder() == "/home/somebody/.cache/adapterscope");
    const ScopedVariable noHome("HOME", nullptr);
    CHECK(cacheFolder() == std::filesystem::path(::getpwuid(::getuid())->pw_dir) / ".cache" / "adapterscope");
}

TEST_CASE("The state folder follows XDG_STATE_HOME if it is absolute and else HOME") {
    const ScopedVariable home("HOME", "/home/somebody");
    {
        const ScopedVariable state("XDG_STATE_HOME", "/tmp/state");
        CHECK(stateFolder() == "/tmp/state/adapterscope");
    }
    {
        const ScopedVariable state("XDG_STATE_HOME", "relative");
        CHECK(stateFolder() == "/home/somebody/.local/state/adapterscope");
    }
    const ScopedVariable state("XDG_STATE_HOME", nullptr);
    CHECK(stateFolder() == "/home/somebody/.local/state/adapterscope");
}

TEST_CASE("The data folder follows XDG_DATA_HOME if it is absolute and else HOME") {
    const ScopedVariable home("HOME", "/home/somebody");
    {
        const ScopedVariable data("XDG_DATA_HOME", "/tmp/data");
        CHECK(dataFolder() == "/tmp/data/adapterscope");
    }
    const ScopedVariable data("XDG_DATA_HOME", "relative");
    CHECK(dataFolder() == "/home/somebody/.local/share/adapterscope");
}

TEST_CASE("The folder for temporary files follows TMPDIR and one that is not there is named") {
    TempFolder folder;
    {
        const ScopedVariable given("TMPDIR", folder.path().string());
        CHECK(temporaryFolder() == folder.path());
    }
    {
        const ScopedVariable none("TMPDIR", nullptr);
        CHECK(temporaryFolder() == "/tmp");
    }
    writeFile(folder / "file", "no folder");
    for (const std::string& place : {(folder / "nowhere").string(), (folder / "file").string()}) {
        const ScopedVariable given("TMPDIR", place);
        CHECK_THROWS_MATCHES(temporaryFolder(), Error, says("There is no folder " + place) && says("TMPDIR"));
        try {
            temporaryFolder();
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Machine);
        }
    }
}
