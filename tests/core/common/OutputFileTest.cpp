// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <ostream>

#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "tests/support/OpenFileLimit.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("An output file replaces a file or a link of its name and not what the link leads to") {
    const TempFolder folder;
    writeFile(folder / "precious", "mine");
    std::filesystem::create_symlink(folder / "precious", folder / "link");
    std::filesystem::create_symlink(folder / "nowhere", folder / "dangling");
    for (const char* name : {"new", "link", "dangling", "new"}) {
        writeOutputFile(folder / name, "whole");
        CHECK(readFile(folder / name) == "whole");
        CHECK_FALSE(std::filesystem::is_symlink(folder / name));
    }
    CHECK(readFile(folder / "precious") == "mine");
    CHECK(filesIn(folder.path()) == 4);
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

TEST_CASE("That a file can be written is found out without touching it") {
    const TempFolder folder;
    writeFile(folder / "file", "before");
    requireOutputFile(folder / "file");
    requireOutputFile(folder / "other");
    CHECK(readFile(folder / "file") == "before");
    CHECK(filesIn(folder.path()) == 1);
}
