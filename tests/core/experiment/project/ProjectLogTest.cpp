// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/Database.h>

#include "core/experiment/project/ProjectLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A page of a log that is not as SQLite wrote it ends what can be relied on") {
    const TempFolder folder;
    const auto file = folder / "d", log = folder / "d-wal";
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA page_size = 1024; PRAGMA journal_mode = WAL; CREATE TABLE t (c)");
    for (int i = 0; i < 20; ++i)
        database.exec("INSERT INTO t VALUES (randomblob(700))");
    const std::string content = readFile(log);
    const std::int64_t pages = wholePagesOfLog(log);
    REQUIRE(pages > 20);
    REQUIRE(sizeOfLog(pages, 1024) == static_cast<std::int64_t>(content.size()));

    const auto copy = folder / "copy";
    REQUIRE(sizeOfLog(0, 1024) == 0);
    for (const std::int64_t page : {std::int64_t{0}, pages / 2, pages - 1})
        for (const std::int64_t place : {3, 9, 17, 24, 1047}) {
            std::string damaged = content;
            damaged[static_cast<std::size_t>(32 + page * 1048 + place)] ^= 1;
            writeFile(copy, damaged);
            CAPTURE(page, place);
            CHECK(wholePagesOfLog(copy) == page);
        }
    writeFile(copy, content.substr(0, content.size() - 1));
    CHECK(wholePagesOfLog(copy) == pages - 1);
    for (const std::size_t place : {std::size_t{0}, std::size_t{10}, std::size_t{20}, std::size_t{28}}) {
        std::string damaged = content;
        damaged[place] ^= 1;
        writeFile(copy, damaged);
        CHECK(wholePagesOfLog(copy) == 0);
    }
    writeFile(copy, "");
    CHECK(wholePagesOfLog(copy) == 0);
    CHECK(wholePagesOfLog(folder / "none") == 0);
}
