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
std::string rowsBefore(int n, const std::string& behind, int first = 0) {
    std::string text;
    for (int i = first; i < first + n; ++i)
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
    CHECK(read("text,label,,\n" + rowsBefore(20, ",,"), remarks).rows.size() == 20);
    CHECK(read("text,label,\n" + rowsBefore(20, ", "), remarks).rows.size() == 20);
    CHECK(read("text,label,\n" + rowsBefore(20, ""), remarks).rows.size() == 20);
    CHECK(read(rowsBefore(20, ","), remarks).rows.size() == 20);
    CHECK(remarks.empty());
}

TEST_CASE("A row shifted into a column without a name is refused by its line") {
    for (const std::string header : {"text,label,\n", "text,label,,\n", ""}) {
        Remarks remarks;
        const std::string behind = header.ends_with(",,\n") ? ",," : ",";
        const TaskRows table = read(header + rowsBefore(20, behind) + "well, nice film,pos\n", remarks);
        CHECK(table.rows.size() == 20);
        REQUIRE(remarks.size() == 1);
        CHECK(remarks[0].text().find(fmt::format("line {}: refused, it has text in column 3",
                                                 header.empty() ? 21 : 22)) != std::string::npos);
    }
}

TEST_CASE("A stray field after empty ones shifts nothing if no column has a name") {
    Remarks remarks;
    CHECK(read(rowsBefore(20, ",,,") + "a last text,pos,,0,\n", remarks).rows.size() == 21);
}

TEST_CASE("A row with one separator too many is refused although its last field is empty") {
    for (const std::string header : {"text,label,comment\n", "text,label\n", "text,label,\n", ""}) {
        CAPTURE(header);
        Remarks remarks;
        const std::string behind = header.find("comment") != std::string::npos ? ",a note" : "";
        const std::string body = rowsBefore(10, behind) + "well, nice,pos,\n" + rowsBefore(10, behind, 10);
        const TaskRows table = read(header + body, remarks);
        CHECK(table.rows.size() == 20);
        REQUIRE(remarks.size() == 1);
        CHECK(remarks[0].text().find(fmt::format("line {}: refused, ", header.empty() ? 11 : 12)) != std::string::npos);
    }
    Remarks remarks;
    const TaskRows table = read("id,label,text,comment\n1,pos,fine,ok\n2,neg,dull,\n3,pos,good, really good,\n" +
                                    std::string("4,neg,bad,\n5,pos,nice,no\n6,neg,poor,\n"),
                                remarks);
    CHECK(table.rows.size() == 5);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("line 4: refused, it has 5 columns where the header has 4; a text that holds the") !=
          std::string::npos);
}

TEST_CASE("Fields that a spreadsheet adds to a run of rows are not part of the table") {
    Remarks remarks;
    CHECK(read("text,label\n" + rowsBefore(40, "") + rowsBefore(16, ",") + rowsBefore(40, ""), remarks).rows.size() ==
          96);
    CHECK(read("text,label\n" + rowsBefore(40, "") + rowsBefore(16, ",,,") + rowsBefore(8, ","), remarks).rows.size() ==
          64);
    CHECK(read("text,label\n" + rowsBefore(3, "") + rowsBefore(5, ","), remarks).rows.size() == 8);
    CHECK(remarks.empty());
}

TEST_CASE("Empty fields beyond the columns of single rows are ignored with one remark") {
    for (const std::string header : {"text,label\n", ""}) {
        CAPTURE(header);
        Remarks remarks;
        const std::string body = rowsBefore(5, "") + "a row here,pos,\n" + rowsBefore(5, "") + "last row here,pos,,\n";
        const TaskRows table = read(header + body, remarks);
        REQUIRE(table.rows.size() == 12);
        CHECK(table.rows.back().text == "last row here");
        CHECK(table.rows.back().label == "pos");
        REQUIRE(remarks.size() == 1);
        CHECK(remarks[0].text().find(fmt::format("t.csv: 2 rows have empty fields after the 2 columns (the first in "
                                                 "line {}); they belong to no column",
                                                 header.empty() ? 6 : 7)) != std::string::npos);
    }
    Remarks remarks;
    const TaskRows table =
        read("text,label,comment\n" + rowsBefore(10, ",a note") + "a row here,pos,,\n" + rowsBefore(10, ","), remarks);
    CHECK(table.rows.size() == 21);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("1 row has empty fields after the 3 columns (the first in line 12)") !=
          std::string::npos);
}

TEST_CASE("A row with an empty field too many is refused if it may be a row without a label that is shifted") {
    TempFolder folder;
    writeFile(folder / "t.csv", "text,label\n" + rowsBefore(10, "") + "no label,\nwell, nice,\n");
    Remarks remarks;
    CHECK(readTaskRows(folder / "t.csv", {}, false, nullptr, remarks).rows.size() == 11);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("line 13: refused, it has 3 columns where the header has 2") != std::string::npos);
}

TEST_CASE("A column whose name is missing is reported and its rows stay") {
    // Text in most rows is not an accident of one row: the column is real, and only its name is missing.
    Remarks remarks;
    CHECK(read("text,label,,\n" + rowsBefore(20, ",a note,"), remarks).rows.size() == 20);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("column 3 has no name and is not read, though 20 of the 20 rows") !=
          std::string::npos);
}

TEST_CASE("A column without a name that is given is read as any other") {
    TaskSource source;
    source.labelColumn = "3";
    Remarks remarks;
    const TaskRows table = read("text,,\n" + rowsBefore(10, ",x") + rowsBefore(10, ",y"), remarks, source);
    REQUIRE(table.rows.size() == 20);
    CHECK(table.rows[0].label == "x");
    CHECK(remarks.empty());
}
