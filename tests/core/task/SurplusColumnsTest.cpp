// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/task/TaskRows.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

using Remarks = std::vector<Sentence>;

namespace {

/// n rows "text,label" and what follows.
std::string rows(int n, const std::string& behind) {
    std::string text;
    for (int i = 0; i < n; ++i)
        text += fmt::format("a text of words {},{}{}\n", i, i % 2 ? "pos" : "neg", behind);
    return text;
}

TaskRows read(const std::string& text, Remarks& remarks, const TaskSource& source = {}) {
    TempFolder folder;
    writeFile(folder / "t.csv", text);
    return readTaskRows(folder / "t.csv", source, true, nullptr, remarks);
}

}  // namespace

TEST_CASE("Empty columns without a name are a spreadsheet's and nothing is reported") {
    Remarks remarks;
    CHECK(read("text,label,,\n" + rows(20, ",,"), remarks).rows.size() == 20);
    CHECK(read("text,label,\n" + rows(20, ", "), remarks).rows.size() == 20);
    CHECK(read("text,label,\n" + rows(20, ""), remarks).rows.size() == 20);
    CHECK(read(rows(20, ","), remarks).rows.size() == 20);
    CHECK(remarks.empty());
}

TEST_CASE("A row shifted into a column without a name is refused by its line") {
    for (const std::string header : {"text,label,\n", "text,label,,\n", ""}) {
        Remarks remarks;
        const std::string behind = header.ends_with(",,\n") ? ",," : ",";
        const TaskRows table = read(header + rows(20, behind) + "well, nice film,pos\n", remarks);
        CHECK(table.rows.size() == 20);
        REQUIRE(remarks.size() == 1);
        CHECK(remarks[0].text().find(fmt::format("line {}: refused, it has text in column 3",
                                                 header.empty() ? 21 : 22)) != std::string::npos);
    }
}

TEST_CASE("A stray field after empty ones shifts nothing if no column has a name") {
    Remarks remarks;
    CHECK(read(rows(20, ",,,") + "a last text,pos,,0,\n", remarks).rows.size() == 21);
}

TEST_CASE("A column whose name is missing is reported and its rows stay") {
    // Text in most rows is not an accident of one row: the column is real, and only its name is missing.
    Remarks remarks;
    CHECK(read("text,label,,\n" + rows(20, ",a note,"), remarks).rows.size() == 20);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("column 3 has no name and is not read, though 20 of the 20 rows") !=
          std::string::npos);
}

TEST_CASE("A column without a name that is given is read as any other") {
    TaskSource source;
    source.labelColumn = "3";
    Remarks remarks;
    const TaskRows table = read("text,,\n" + rows(10, ",x") + rows(10, ",y"), remarks, source);
    REQUIRE(table.rows.size() == 20);
    CHECK(table.rows[0].label == "x");
    CHECK(remarks.empty());
}
