// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <optional>
#include <ostream>

#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "tests/support/OpenFileLimit.h"
#include "tests/support/SmallDisk.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("An output file replaces a file or a link of its name and not what the link leads to") {
    const TempFolder folder;
    writeFile(folder / "precious", "mine");
    std::filesystem::create_symlink(folder / "precious", folder / "link");
    std::filesystem::create_symlink(folder / "nowhere", folder / "dangling");
    std::filesystem::create_symlink(folder / "loop", folder / "loop");
    for (const char* name : {"new", "link", "dangling", "loop", "new"}) {
        writeOutputFile(folder / name, "whole");
        CHECK(readFile(folder / name) == "whole");
        CHECK_FALSE(std::filesystem::is_symlink(folder / name));
    }
    CHECK(readFile(folder / "precious") == "mine");
    CHECK(filesIn(folder.path()) == 5);
}

TEST_CASE("An output file takes the place of nothing but a file and the error names what is there") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    std::filesystem::create_directory(folder / "folder");
    std::filesystem::create_symlink("/dev/full", folder / "device");
    for (const auto& [name, kind] :
         {std::pair("pipe", "a pipe"), std::pair("folder", "a folder"), std::pair("device", "a device")}) {
        const auto refused = says(std::string(name) + " cannot be written: it is " + kind + ". Choose another name.");
        CHECK_THROWS_MATCHES(writeOutputFile(folder / name, "x"), Error, refused);
        CHECK_THROWS_MATCHES(requireOutputFile(folder / name), Error, refused);
    }
    CHECK(filesIn(folder.path()) == 3);
    CHECK(std::filesystem::is_fifo(folder / "pipe"));
}

TEST_CASE("An output file that cannot be finished leaves what was there") {
    const TempFolder folder;
    writeFile(folder / "file", "before");
    CHECK_THROWS_MATCHES(
        writeOutputFile(folder / "file", [](std::ostream& stream) { stream.setstate(std::ios::badbit); }), Error,
        says("file cannot be written"));
    CHECK(readFile(folder / "file") == "before");
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("A missing folder is bad input and a lack of open files the machine's fault") {
    const TempFolder folder;
    const auto kindOf = [](const std::filesystem::path& file) {
        try {
            writeOutputFile(file, "x");
        } catch (const Error& error) {
            CHECK_THAT(error.what(), Catch::Contains(file.string() + " cannot be written: "));
            return error.kind();
        }
        return ErrorKind::Usage;
    };
    CHECK(kindOf(folder.path() / "missing" / "file") == ErrorKind::Input);
    const OpenFileLimit none(0);
    CHECK(kindOf(folder / "file") == ErrorKind::Machine);
}

TEST_CASE("What to do about a file or folder that cannot be written fits the reason") {
    const TempFolder folder;
    writeFile(folder / "file", "mine");
    CHECK_THROWS_MATCHES(writeOutputFile(folder / "missing/file", "x"), Error,
                         says("missing/file cannot be written: No such file or directory. Choose another folder."));
    CHECK_THROWS_MATCHES(makeOutputFolder(folder / "file"), Error,
                         says("file cannot be written: it is a file, not a folder. Choose another folder."));
    CHECK_THROWS_MATCHES(makeOutputFolder(folder / "file/below"), Error,
                         says("file/below cannot be written: Not a directory. Choose another folder."));
}

TEST_CASE("Folders that were made for nothing are taken back up to the first that was there or holds something") {
    const TempFolder folder;
    removeEmptyFolders(makeOutputFolder(folder / "a/b/c"));
    CHECK(filesIn(folder.path()) == 0);
    CHECK_THROWS_AS(makeOutputFolder(folder.path() / "a" / std::string(300, 'x')), Error);
    CHECK(filesIn(folder.path()) == 0);
    std::filesystem::create_symlink(folder / "nowhere", folder / "link");
    CHECK_THROWS_AS(makeOutputFolder(folder / "link/below"), Error);
    CHECK(std::filesystem::is_symlink(folder / "link"));
    const auto made = makeOutputFolder(folder / "a/b");
    writeFile(folder / "a/file", "mine");
    removeEmptyFolders(made);
    CHECK(readFile(folder / "a/file") == "mine");
    CHECK_FALSE(std::filesystem::exists(folder / "a/b"));
    CHECK(makeOutputFolder(folder / "a").empty());
}

TEST_CASE("Room is asked for if a disk is full") {
    const SmallDisk disk(64);
    if (!disk.isThere())
        return;
    CHECK_THROWS_MATCHES(writeOutputFile(disk / "large", std::string(1 << 20, 'x')), Error,
                         says("No space left on device. Make room there, or choose another folder."));
}

TEST_CASE("Whether a file can be written is found out without touching it") {
    const TempFolder folder;
    writeFile(folder / "file", "before");
    requireOutputFile(folder / "file");
    requireOutputFile(folder / "other");
    CHECK(readFile(folder / "file") == "before");
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("The limit on the size of files is named as the reason why one cannot be written") {
    const TempFolder folder;
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit unlimited{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    const rlimit small{8 << 10, unlimited.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    std::optional<Error> fault;
    try {
        writeOutputFile(folder / "file", std::string(64 << 10, 'x'));
    } catch (const Error& error) {
        fault = error;
    }
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    std::signal(SIGXFSZ, before);
    REQUIRE(fault);
    CHECK(fault->kind() == ErrorKind::Machine);
    CHECK_THAT(fault->what(), Catch::Contains("it would exceed the file size limit, which is 8 kB (ulimit -f)"));
}
