// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "core/common/NewFile.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A new file gets its name when it is kept and is gone when it is not") {
    const TempFolder folder;
    std::error_code failed;
    {
        NewFile file(folder / "a", failed);
        REQUIRE_FALSE(failed);
        writeFile(file.path(), "whole");
        CHECK_FALSE(std::filesystem::exists(folder / "a"));
        file.keep(failed);
        CHECK_FALSE(failed);
    }
    CHECK(readFile(folder / "a") == "whole");
    { const NewFile unfinished(folder / "b", failed); }
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("A new file takes the place of a link and leaves what it led to alone") {
    const TempFolder folder;
    writeFile(folder / "precious", "mine");
    std::filesystem::create_symlink(folder / "precious", folder / "a");
    std::error_code failed;
    NewFile file(folder / "a", failed);
    writeFile(file.path(), "new");
    file.keep(failed);
    CHECK_FALSE(std::filesystem::is_symlink(folder / "a"));
    CHECK(readFile(folder / "a") == "new");
    CHECK(readFile(folder / "precious") == "mine");
}

TEST_CASE("If no new file can be made the system's error is reported") {
    std::error_code failed;
    const NewFile file("/nowhere/at/all", failed);
    CHECK(failed == std::errc::no_such_file_or_directory);
}

TEST_CASE("A pipe or a folder is never replaced by a new file") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    std::filesystem::create_directory(folder / "folder");
    std::filesystem::create_symlink(folder / "pipe", folder / "link");
    for (const char* name : {"pipe", "folder", "link"}) {
        CAPTURE(name);
        std::error_code failed;
        const NewFile file(folder / name, failed);
        CHECK(failed);
        CHECK_FALSE(std::filesystem::is_regular_file(folder / name));
    }
    CHECK(filesIn(folder.path()) == 3);
}

TEST_CASE("A new file may have the longest name that there is") {
    const TempFolder folder;
    std::error_code failed;
    NewFile file(folder / std::string(255, 'a'), failed);
    file.keep(failed);
    CHECK_FALSE(failed);
    CHECK(std::filesystem::exists(folder / std::string(255, 'a')));
}

TEST_CASE("What a killed process left of the same target is removed and nothing else is") {
    const TempFolder folder;
    const std::filesystem::path target = folder / "a";
    std::error_code failed;
    const NewFile other(target, failed);  // a living one
    for (const char* name : {".a.12.part", ".a.12.part-journal", ".a..part", ".a.b.part", ".a.12.partly", ".b.12.part"})
        writeFile(folder / name, "half");
    std::filesystem::create_symlink(folder / "elsewhere", folder / ".a.13.part");
    std::filesystem::create_directory(folder / ".a.14.part");
    SECTION("by the next one") {
        const NewFile next(target, failed);
        CHECK_FALSE(failed);
        CHECK(std::filesystem::exists(next.path()));
    }
    SECTION("by whoever owns the target") {
        NewFile::removeLeftovers(target);
    }
    CHECK(std::filesystem::exists(other.path()));
    CHECK_FALSE(std::filesystem::exists(folder / ".a.12.part"));
    CHECK_FALSE(std::filesystem::exists(folder / ".a.12.part-journal"));
    CHECK(filesIn(folder.path()) == 7);
}
