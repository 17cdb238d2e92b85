// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/task/HeaderRow.h"
#include "core/task/TableReader.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

using Fields = std::vector<std::string>;

namespace {

std::string labelledRows(int n, const std::vector<std::string>& labels) {
    std::string text;
    for (int i = 0; i < n; ++i)
        text += fmt::format("this is text number {}\t{}\n", i, labels[static_cast<std::size_t>(i) % labels.size()]);
    return text;
}

TextTable tsv(const std::string& text, const TaskSource& source = {}, const Fields* like = nullptr) {
    TextTable table = parseTable(text, TableFormat::Delimited, "t.tsv", source);
    takeHeader(table, source, like);
    return table;
}

bool hasHeader(const std::string& text) {
    return !tsv(text).header.empty();
}

}  // namespace

TEST_CASE("A first row is a header when its label occurs nowhere below") {
    const TextTable named = tsv("words\tmood\n" + labelledRows(10, {"glad", "sad"}));
    CHECK(named.header == Fields{"words", "mood"});
    CHECK(named.rows.size() == 10);
    REQUIRE(named.remarks.size() == 1);
    CHECK(named.remarks[0].text().find("line 1") != std::string::npos);
    CHECK(named.remarks[0].text().find("--header no") != std::string::npos);
    CHECK_FALSE(hasHeader(labelledRows(10, {"glad", "sad"})));
}

TEST_CASE("A label that occurs once below and long names do not hide a header") {
    CHECK(hasHeader("remark\tverdict\n" + labelledRows(40, {"glad", "sad"}) + "another text\tmixed\n"));
    CHECK(hasHeader("What the customer wrote (in full, free text)\tWas the customer satisfied\n" +
                    labelledRows(40, {"glad", "sad"})));
}

TEST_CASE("Numbers that count the columns are a header over texts") {
    CHECK(hasHeader("0\t1\n" + labelledRows(40, {"glad", "sad"})));
    CHECK(hasHeader("0\t1\n" + labelledRows(40, {"0", "1"})));
    CHECK(hasHeader("1\t2\n" + labelledRows(40, {"glad", "sad"})));
    CHECK_FALSE(hasHeader("some text\t1\n" + labelledRows(40, {"0", "1"})));
}

TEST_CASE("A word over a column of numbers is a header") {
    CHECK(hasHeader("remark\tgrade\n" + labelledRows(40, {"1", "2", "3"})));
}

TEST_CASE("Short data rows are not taken for a header") {
    const TextTable table = tsv("Ok lar\tham\nCall now\tspam\nSure\tham\nFree prize\tspam\nYes\tham\nNo\tspam\n");
    CHECK(table.header.empty());
    CHECK(table.rows.size() == 6);
}

TEST_CASE("A label that is also the name of a column does not make its row a header") {
    CHECK_FALSE(hasHeader("what now\tquestion\n" + labelledRows(40, {"question", "statement"})));
    CHECK(hasHeader("text\tlabel\n" + labelledRows(40, {"label", "other"})));
}

TEST_CASE("A first row whose label is its own is kept with a remark if many labels are rare") {
    std::string text = "a first text\trare\n";
    for (int i = 0; i < 40; ++i)
        text += fmt::format("a text {}\tl{}\n", i, i % 10 == 0 ? 100 + i : i % 3);
    const TextTable table = tsv(text);
    CHECK(table.header.empty());
    REQUIRE(table.remarks.size() == 1);
    CHECK(table.remarks[0].text().find("--header yes") != std::string::npos);
}

TEST_CASE("Titles above the names of the columns are left out with a remark") {
    const TextTable table = tsv("Export of reviews\t\nMay\t\ntext\tlabel\n" + labelledRows(10, {"glad", "sad"}));
    CHECK(table.header == Fields{"text", "label"});
    CHECK(table.rows.size() == 10);
    REQUIRE(table.remarks.size() == 2);
    CHECK(table.remarks[0].text().find("line 1: skipped") != std::string::npos);
    CHECK(table.remarks[1].text().find("line 2: skipped") != std::string::npos);
}

TEST_CASE("The option decides whatever the rows look like") {
    const auto given = [](const char* header) {
        TaskSource source;
        source.header = header;
        return source;
    };
    CHECK(tsv(labelledRows(10, {"glad", "sad"}), given("yes")).header == Fields{"this is text number 0", "glad"});
    CHECK(tsv("text\tlabel\n" + labelledRows(10, {"glad", "sad"}), given("no")).rows.size() == 11);
}

TEST_CASE("A file beside one with a header shares its names and beside one without has none") {
    const Fields like = {"remark", "verdict"}, none;
    CHECK(tsv("nr\tremark\n1\tsome words here\n", {}, &like).header == Fields{"nr", "remark"});
    CHECK(tsv("words\tmood\n" + labelledRows(10, {"glad", "sad"}), {}, &none).header.empty());
}

TEST_CASE("A first row that could be names in spite of its label is kept with a remark") {
    // The name of the label column occurs once more, far below.
    const TextTable again =
        tsv("Kommentar\tUrteil\n" + labelledRows(40, {"gut", "schlecht"}) + "noch ein Text hier\tUrteil\n");
    CHECK(again.header.empty());
    REQUIRE(again.remarks.size() == 1);
    CHECK(again.remarks[0].text().find("line 1: read as a row, though it could be the names of the columns") !=
          std::string::npos);
    // One name is known, the other is a label like those below.
    const TextTable known = tsv("review\t1\n" + labelledRows(40, {"0", "1"}));
    CHECK(known.header.empty());
    REQUIRE(known.remarks.size() == 1);
    CHECK(known.remarks[0].text().find("--header yes") != std::string::npos);
}

TEST_CASE("Names one of which is a label of rows below are doubted whether they are taken or not") {
    const TextTable known = tsv("text\tpos\n" + labelledRows(40, {"pos", "neg"}));
    CHECK(known.header == Fields{"text", "pos"});
    REQUIRE(known.remarks.size() == 1);
    CHECK(
        known.remarks[0].text() ==
        "t.tsv, line 1: taken as the names of the columns, though \"pos\" is also a label of rows below; give --header "
        "no if it is a row, --header yes if it is not.");
    const TextTable unknown = tsv("words\tpos\n" + labelledRows(40, {"pos", "neg"}));
    CHECK(unknown.header.empty());
    REQUIRE(unknown.remarks.size() == 1);
    CHECK(unknown.remarks[0].text().find("read as a row, though it could be the names") != std::string::npos);
    TaskSource decided;
    decided.header = "yes";
    CHECK(tsv("text\tpos\n" + labelledRows(40, {"pos", "neg"}), decided).remarks.empty());
}

TEST_CASE("A name beside a number that is a label of rows below is doubted if the texts below are longer") {
    for (const char* first : {"remark\t1\n", "remark\t0\n"}) {
        const TextTable table = tsv(first + labelledRows(40, {"0", "1"}));
        CHECK(table.header.empty());
        REQUIRE(table.remarks.size() == 1);
        CHECK(table.remarks[0].text() ==
              "t.tsv, line 1: read as a row, though it could be the names of the columns; give --header yes if it "
              "names them, --header no if it does not.");
    }
    CHECK(tsv("this is a text\t1\n" + labelledRows(40, {"0", "1"})).remarks.empty());
    std::string alike;  // texts of a word or two
    for (int i = 0; i < 40; ++i)
        alike += fmt::format("word {}\t{}\n", i, i % 2);
    CHECK(tsv("remark\t1\n" + alike).remarks.empty());
    TaskSource decided;
    decided.header = "no";
    CHECK(tsv("remark\t1\n" + labelledRows(40, {"0", "1"}), decided).remarks.empty());
}
