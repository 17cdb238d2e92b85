// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/widgets/ColumnEntries.h"

using namespace adapterscope;

namespace {

TableStart startWith(const std::vector<std::string>& header) {
    TableStart start;
    start.header = header;
    start.columns = 3;
    start.rows = {{2, {"fine words", "glad", ""}}, {3, {"other words", "sad", "x"}}};
    return start;
}

using Entries = std::vector<GuessedChoice::Entry>;

}  // namespace

TEST_CASE("Columns are offered by their names and without one by their number and first value") {
    CHECK(columnEntries(startWith({"text", "mood", "id"}), {}) ==
          Entries{{"text", "text"}, {"mood", "mood"}, {"id", "id"}});
    CHECK(columnEntries(startWith({}), {}) ==
          Entries{{"column 1: fine words", "1"}, {"column 2: glad", "2"}, {"column 3", "3"}});
    CHECK(columnEntries(startWith({"text", "mood", "mood"}), {}) ==
          Entries{{"text", "text"}, {"column 2: mood", "2"}, {"column 3: mood", "3"}});
    CHECK(columnEntries(startWith({"text", " ", "id"}), {})[1] == GuessedChoice::Entry{"column 2: glad", "2"});
    CHECK(columnName(startWith({"text", "mood", "id"}), 1) == "mood");
    CHECK(columnName(startWith({}), 1) == "column 2: glad");
}

TEST_CASE("A column that a task's source names in its own way keeps that as its value") {
    const TableStart start = startWith({"text", "Mood", "id"});
    CHECK(columnEntries(start, "mood", 1) == Entries{{"text", "text"}, {"Mood", "mood"}, {"id", "id"}});
    CHECK(columnEntries(start, "3") == Entries{{"text", "text"}, {"Mood", "Mood"}, {"id", "3"}});
    CHECK(columnEntries(start, "9") == columnEntries(start, {}));
    CHECK(columnEntries(startWith({"3", "2", "1"}), "3") == Entries{{"3", "3"}, {"2", "2"}, {"1", "1"}});
}
