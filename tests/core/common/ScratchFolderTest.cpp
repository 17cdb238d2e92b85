// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>

#include "core/common/Error.h"
#include "core/common/ScratchFolder.h"
#include "tests/support/OpenFileLimit.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr ScratchFolder::Use runs{"adapterscope-runs-", "trained tensors", "TMPDIR"};

}  // namespace

TEST_CASE("A scratch folder is private and goes with everything in it") {
    TempFolder parent;
    std::filesystem::path path;
    {
        const ScratchFolder scratch(runs, parent.path());
        path = scratch.path();
        writeFile(path / "x.safetensors", "x");
        CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms::owner_all);
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("Each run's folder in a scratch folder is a different one and private") {
    TempFolder parent;
    const ScratchFolder scratch(runs, parent.path());
    const auto first = scratch.newFolder(), second = scratch.newFolder();
    CHECK(first != second);
    CHECK(first.parent_path() == scratch.path());
    CHECK(std::filesystem::status(second).permissions() == std::filesystem::perms::owner_all);
}

TEST_CASE("Leftovers of dead processes are removed and living ones and strangers are not") {
    TempFolder parent;
    const ScratchFolder living(runs, parent.path());
    const auto dead = parent / "adapterscope-runs-abcdef", beginning = parent / "adapterscope-runs-ghijkl";
    std::filesystem::create_directory(dead);
    writeFile(dead / "lock", "");
    writeFile(dead / "x.safetensors", "x");
    std::filesystem::create_directory(beginning);
    const auto unlocked = parent / "adapterscope-runs-yzabcd";
    std::filesystem::create_directory(unlocked);
    std::filesystem::last_write_time(unlocked, std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
    std::filesystem::create_directory(parent / "other");
    writeFile((parent / "other") / "lock", "");
    std::filesystem::create_directory_symlink(parent / "other", parent / "adapterscope-runs-mnopqr");
    writeFile(parent / "adapterscope-runs-stuvwx", "a file");
    ScratchFolder::removeLeftovers(runs, parent.path());
    CHECK_FALSE(std::filesystem::exists(dead));
    CHECK(std::filesystem::exists(living.path()));
    CHECK(std::filesystem::exists(beginning));
    CHECK_FALSE(std::filesystem::exists(unlocked));
    CHECK(std::filesystem::exists((parent / "other") / "lock"));
    CHECK(std::filesystem::exists(parent / "adapterscope-runs-stuvwx"));
}

TEST_CASE("If no scratch folder can be made the parent is named") {
    CHECK_THROWS_MATCHES(ScratchFolder(runs, "/nowhere"), Error, says("in /nowhere for trained tensors: No such file"));
    CHECK_NOTHROW(ScratchFolder::removeLeftovers(runs, "/nowhere"));
}

TEST_CASE("A scratch folder that cannot be locked is not left behind and the reason is given") {
    TempFolder parent;
    {
        const OpenFileLimit none(0);
        CHECK_THROWS_MATCHES(ScratchFolder(runs, parent.path()), Error, says("Too many open files"));
    }
    CHECK(filesIn(parent.path()) == 0);
}
