// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "core/experiment/plan/KnownSources.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Places = std::vector<std::string>;

struct UserDesk {
    TempFolder folder;
    ScopedVariable data{"XDG_DATA_HOME", (folder / "data").string()};
    std::filesystem::path file = folder / "data" / "adapterscope" / "known-sources.json";
};

}  // namespace

TEST_CASE("What was named stays known to every process of the user, in a file that only that user can read") {
    const UserDesk desk;
    KnownSources first, second;
    CHECK(first.unknown({"/a", "/b", "/a"}) == Places{"/a", "/b"});
    first.add({"/a"});
    CHECK(first.unknown({"/a", "/b"}) == Places{"/b"});
    CHECK(second.unknown({"/b", "/a"}) == Places{"/b"});
    second.add({"/b", "/\"c\n\u00e9"});
    CHECK(first.unknown({"/a", "/b", "/\"c\n\u00e9"}).empty());
    struct stat status {};
    REQUIRE(::stat(desk.file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777u) == 0600u);
    CHECK(filesIn(desk.file.parent_path()) == 1);
}

TEST_CASE("A list that is damaged is empty and is written again") {
    const UserDesk desk;
    KnownSources().add({"/a"});
    for (const char* content : {"", "[\"/a\"", "{\"/a\": 1}", "[1, 2]", "[[\"/a\"]]", "\xff\xfe"}) {
        writeFile(desk.file, content);
        CHECK(KnownSources().unknown({"/a"}) == Places{"/a"});
    }
    KnownSources().add({"/a"});
    CHECK(KnownSources().unknown({"/a"}).empty());
}

TEST_CASE("A list under a name that leads elsewhere is neither read nor written through") {
    const UserDesk desk;
    std::filesystem::create_directories(desk.file.parent_path());
    SECTION("a link") {
        writeFile(desk.folder / "planted", R"(["/a"])");
        std::filesystem::create_symlink(desk.folder / "planted", desk.file);
        CHECK(KnownSources().unknown({"/a"}) == Places{"/a"});
        KnownSources().add({"/b"});
        CHECK(readFile(desk.folder / "planted") == R"(["/a"])");
        CHECK(KnownSources().unknown({"/a", "/b"}) == Places{"/a"});
    }
    SECTION("a pipe, which a reader would hang on") {
        REQUIRE(::mkfifo(desk.file.c_str(), 0600) == 0);
        KnownSources known;
        known.add({"/a"});
        CHECK(known.unknown({"/a", "/b"}) == Places{"/b"});
        CHECK(filesIn(desk.file.parent_path()) == 1);
    }
}

TEST_CASE("A list that cannot be kept lasts as long as the program") {
    const TempFolder folder;
    writeFile(folder / "file", "");
    const ScopedVariable data("XDG_DATA_HOME", (folder / "file").string());
    KnownSources known;
    known.add({"/a"});
    CHECK(known.unknown({"/a"}).empty());
    CHECK(KnownSources().unknown({"/a"}) == Places{"/a"});
}

TEST_CASE("The list keeps the newest two thousand") {
    const UserDesk desk;
    Places many;
    for (int i = 0; i < 2500; ++i)
        many.push_back("/data/" + std::to_string(i));
    KnownSources().add(many);
    KnownSources().add({"/newest", std::string(5000, 'x')});
    CHECK(KnownSources().unknown({"/data/500"}) == Places{"/data/500"});
    CHECK(KnownSources().unknown({"/data/501", "/data/2499", "/newest"}).empty());
    CHECK(std::filesystem::file_size(desk.file) < 100'000);
}
