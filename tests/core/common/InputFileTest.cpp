// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/Hash.h"
#include "core/common/InputFile.h"
#include "core/common/TextFile.h"
#include "tests/support/OpenFileLimit.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("What is not a regular file is refused by its name and kind and nobody waits for it") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    std::filesystem::create_symlink(folder / "pipe", folder / "link");
    CHECK_THROWS_MATCHES(readWholeFile(folder / "pipe"), Error, says("pipe is a pipe; a file is needed here"));
    CHECK_THROWS_MATCHES(readWholeFile(folder / "link"), Error, says("link is a pipe; a file is needed here"));
    CHECK_THROWS_MATCHES(readWholeFile(folder.path()), Error, says("is a folder; a file is needed here"));
    CHECK_THROWS_MATCHES(readWholeFile("/dev/zero"), Error, says("/dev/zero is a device; a file is needed here"));
    CHECK_THROWS_MATCHES(sha256File(folder / "pipe"), Error, says("pipe is a pipe"));
    CHECK_THROWS_MATCHES(readWholeFile(folder / "none"), Error, says("There is no file"));
}

TEST_CASE("A whole file is read to its end whatever size the system states") {
    const TempFolder folder;
    for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 200'000U}) {
        writeFile(folder / "file", std::string(size, 'x'));
        CHECK(readWholeFile(folder / "file") == std::string(size, 'x'));
    }
    CHECK(readWholeFile("/proc/self/status").find("VmRSS") != std::string::npos);  // the system states 0 bytes
}

TEST_CASE("A file beyond the limit of its kind is refused by its name whether or not the system states its size") {
    const TempFolder folder;
    writeFile(folder / "file", std::string(11, 'x'));
    CHECK(readWholeFile(folder / "file", 11).size() == 11);
    CHECK_THROWS_MATCHES(readWholeFile(folder / "file", 10), Error, says("file holds 11 bytes; at most 10 are read"));
    CHECK_THROWS_MATCHES(readWholeFile("/proc/self/status", 10), Error, says("/proc/self/status holds more than 10"));
}

TEST_CASE("A file that the system opens but does not let us read is named with the reason") {
    CHECK_THROWS_MATCHES(readWholeFile("/proc/self/mem"), Error, says("/proc/self/mem cannot be read"));
}

TEST_CASE("If the system is out of open files this is the reason that is given") {
    const TempFolder folder;
    writeFile(folder / "file", "x");
    const OpenFileLimit none(0);
    try {
        readWholeFile(folder / "file");
        FAIL("it was read");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Machine);
        CHECK_THAT(error.what(), Catch::Contains("file cannot be read: Too many open files"));
    }
}

TEST_CASE("A link that leads back to itself is named as such") {
    const TempFolder folder;
    std::filesystem::create_symlink(folder / "b", folder / "a");
    std::filesystem::create_symlink(folder / "a", folder / "b");
    CHECK(otherKindOf(folder / "a") == "a link that leads back to itself");
    CHECK_THROWS_MATCHES(InputFile(folder / "a"), Error,
                         says("a is a link that leads back to itself; a file is needed"));
    CHECK(otherKindOf(folder / "a" / "x").empty());
    CHECK_THROWS_MATCHES(InputFile(folder / "a" / "x"), Error, says("a link on the way there leads back to itself"));
}
