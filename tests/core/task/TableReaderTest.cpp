// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/task/TableReader.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

using Fields = std::vector<std::string>;

TEST_CASE("Quotes in tab-separated text are plain text") {
    const TextTable table = parseTable("\"a quote\tx\n\"b\"\t\"y\n", TableFormat::Delimited, "t.tsv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].fields == Fields{"\"a quote", "x"});
    CHECK(table.rows[1].fields == Fields{"\"b\"", "\"y"});
}

TEST_CASE("Tab-separated rows keep their line numbers across blank lines and any line ending") {
    const TextTable table = parseTable("a\t1\r\n\r\nb\t2\r\nc\t\r\n", TableFormat::Delimited, "t.tsv");
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[1].line == 3);
    CHECK(table.rows[1].fields == Fields{"b", "2"});
    CHECK(table.rows[2].fields == Fields{"c", ""});
    const TextTable old = parseTable("a\t1\rb\t2\r", TableFormat::Delimited, "t.tsv");
    REQUIRE(old.rows.size() == 2);
    CHECK(old.rows[1].fields == Fields{"b", "2"});
}

TEST_CASE("Comma-separated fields may hold commas and doubled quotes and line breaks") {
    const TextTable table =
        parseTable("\"one, two\",1\r\n\"she said \"\"no\"\"\",2\r\n\"first\nsecond\r\nthird\",3\r\nplain \"x\" text,4",
                   TableFormat::Delimited, "t.csv");
    REQUIRE(table.rows.size() == 4);
    CHECK(table.rows[0].fields == Fields{"one, two", "1"});
    CHECK(table.rows[1].fields == Fields{"she said \"no\"", "2"});
    CHECK(table.rows[2].fields == Fields{"first\nsecond\r\nthird", "3"});
    CHECK(table.rows[2].line == 3);
    CHECK(table.rows[3].fields == Fields{"plain \"x\" text", "4"});
    CHECK(table.rows[3].line == 6);
}

TEST_CASE("Empty comma-separated fields are kept") {
    const TextTable table = parseTable(",\"\",x,\n1,,2,3\n", TableFormat::Delimited, "t.csv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].fields == Fields{"", "", "x", ""});
    CHECK(table.rows[1].fields == Fields{"1", "", "2", "3"});
}

TEST_CASE("A spreadsheet's semicolons separate fields if there are no commas") {
    const TextTable table = parseTable("text;label\n\"good; very\";1\n", TableFormat::Delimited, "t.csv");
    CHECK(table.rows[1].fields == Fields{"good; very", "1"});
}

TEST_CASE("A quote that never closes is an error that names its line") {
    CHECK_THROWS_MATCHES(parseTable("a,1\nb,2\n\"open,3\nd,4\n", TableFormat::Delimited, "tweets.csv"), Error,
                         says("tweets.csv, line 3"));
}

TEST_CASE("Text after a closing quote refuses the row with a remark") {
    const TextTable table = parseTable("a,1\n\"b\" c,2\nd,3\ne,4\nf,5\ng,6\n", TableFormat::Delimited, "t.csv");
    CHECK(table.rows.size() == 5);
    REQUIRE(table.remarks.size() == 1);
    CHECK(table.remarks[0].text().find("t.csv, line 2") != std::string::npos);
}

TEST_CASE("JSON lines become columns by their keys and a broken line is refused") {
    const TextTable table = parseTable(
        "{\"text\": \"a\\u00e9\", \"label\": 1}\n{\"label\": \"x\", \"text\": \"b\", \"more\": null}\n{\"text\": \n",
        TableFormat::JsonLines, "t.jsonl");
    CHECK(table.header == Fields{"text", "label", "more"});
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].fields == Fields{"a\xc3\xa9", "1", ""});
    CHECK(table.rows[1].fields == Fields{"b", "x", ""});
    REQUIRE(table.remarks.size() == 1);
    CHECK(table.remarks[0].text().find("line 3") != std::string::npos);
}

TEST_CASE("The format of a file is known by its extension or its first line") {
    CHECK(formatOf("a.tsv", "x") == TableFormat::Delimited);
    CHECK(formatOf("A.CSV", "x,1") == TableFormat::Delimited);
    CHECK(formatOf("a.jsonl", "{}") == TableFormat::JsonLines);
    CHECK(formatOf("SMSSpamCollection", "ham\tOk, lar\n") == TableFormat::Delimited);
    CHECK(formatOf("TREC.test", "NUM:dist How far is it ?\n") == TableFormat::Trec);
    CHECK(formatOf("a.txt", "\n{\"text\": 1}") == TableFormat::JsonLines);
    CHECK(formatOf("root.txt", "INFO:root it began,1\nall went well,0\nit ended,1\n") == TableFormat::Delimited);
}

TEST_CASE("At most twenty refused rows are named and the rest is counted") {
    std::string text;
    for (int i = 0; i < 300; ++i)
        text += i % 10 == 0 ? "broken\n" : "{\"text\": \"x\", \"label\": 1}\n";
    const TextTable table = parseTable(text, TableFormat::JsonLines, "t.jsonl");
    REQUIRE(table.remarks.size() == 21);
    CHECK(table.remarks[20].text() == "t.jsonl: 10 more rows were refused.");
}

TEST_CASE("A row of JSON lines that has a key twice is refused by its line") {
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += i == 4 ? R"({"text": "x", "label": 1, "label": 2})"
                         "\n"
                       : R"({"text": "x", "label": 1})"
                         "\n";
    const TextTable table = parseTable(text, TableFormat::JsonLines, "t.jsonl");
    CHECK(table.rows.size() == 59);
    REQUIRE(table.remarks.size() == 1);
    CHECK(table.remarks[0].text().find("line 5: refused, it has a key twice") != std::string::npos);
}

TEST_CASE("A file of JSON lines that cannot be used is not told to try what only tables have") {
    const std::string bad = "{\"text\": }\n{\"text\": }\n";
    CHECK_THROWS_MATCHES(parseTable(bad, TableFormat::JsonLines, "t.jsonl"), Error,
                         says("2 of the 2 rows of t.jsonl cannot be used") && says("--text-column") &&
                             !says("--separator") && !says("--quotes") && !says("--header"));
    CHECK_THROWS_MATCHES(parseTable("text;label\na;b\n", TableFormat::JsonLines, "t.json"), Error, says("--separator"));
}

TEST_CASE("A line that is not JSON is refused with the reason and its column") {
    std::string text;
    for (int i = 0; i < 57; ++i)
        text += "{\"text\": \"x\", \"label\": 1}\n";
    text += R"({"text": "half \ud83d", "label": 1})"
            "\n"
            R"({"text": "x", "label": 1e999})"
            "\n"
            R"({"text": "x", "label": })"
            "\n[1]\n";
    const TextTable table = parseTable(text, TableFormat::JsonLines, "t.jsonl");
    CHECK(table.rows.size() == 57);
    CHECK(textsOf(table.remarks) ==
          std::vector<std::string>{"t.jsonl, line 58: refused, it holds half of a surrogate pair, a \\u escape without "
                                   "its other half (column 22).",
                                   "t.jsonl, line 59: refused, it holds the number 1e999, which is too large.",
                                   "t.jsonl, line 60: refused, it is not valid JSON (column 24).",
                                   "t.jsonl, line 61: refused, it is not a JSON object."});
}

TEST_CASE("A JSON document that is not JSON Lines is refused with advice") {
    const auto table = [](const std::string& text) { return parseTable(text, TableFormat::JsonLines, "t.json"); };
    const std::string row = R"({"text": "x", "label": 1})";
    for (const std::string& text : {"[" + row + "," + row + "]", "[\n" + row + ",\n" + row + "\n]\n"})
        CHECK_THROWS_MATCHES(table(text), Error,
                             says("t.json holds one JSON list, but a task is read from JSON Lines, one object a line"));
    for (const std::string& text :
         {"{\"data\": [" + row + "]}", std::string("{\n \"text\": [\"x\"],\n \"label\": [1]\n}\n")})
        CHECK_THROWS_MATCHES(table(text), Error, says("t.json holds one JSON object, but a task"));
    CHECK(table(row).rows.size() == 1);
    CHECK(table(row + "\n" + row).rows.size() == 2);
}

TEST_CASE("A file of mostly unusable rows is an error that quotes the first") {
    std::string text = "{\"text\": \"x\", \"label\": 1}\n";
    for (int i = 0; i < 9; ++i)
        text += "nonsense\n";
    CHECK_THROWS_MATCHES(parseTable(text, TableFormat::JsonLines, "t.jsonl"), Error, says("9 of the 10 rows"));
    CHECK_THROWS_MATCHES(parseTable(text, TableFormat::JsonLines, "t.jsonl"), Error, says("line 2"));
}

TEST_CASE("Options that a form of table does not have are refused") {
    TempFolder folder;
    writeFile(folder / "t.jsonl", "{\"text\": \"x\", \"label\": 1}\n");
    TaskSource source;
    source.header = "no";
    CHECK_THROWS_MATCHES(readTable(folder / "t.jsonl", source, nullptr), Error,
                         says("holds JSON lines, which have no row of names: leave out --header"));
    source = {.quotes = "yes"};
    CHECK_THROWS_MATCHES(readTable(folder / "t.jsonl", source, nullptr), Error, says("leave out --quotes"));
    source = {.separator = "comma"};
    CHECK_THROWS_MATCHES(readTable(folder / "t.jsonl", source, nullptr), Error,
                         says("holds JSON lines, which have no separator: leave out --separator"));
    writeFile(folder / "rows.txt", "{\"text\": \"x\", \"label\": 1}\n");
    CHECK_THROWS_MATCHES(readTable(folder / "rows.txt", source, nullptr), Error, says("leave out --separator"));
    writeFile(folder / "table.json", "text,label\nx,1\n");  // called so, but it is a table
    CHECK(readTable(folder / "table.json", source, nullptr).header == std::vector<std::string>{"text", "label"});
}

TEST_CASE("A spreadsheet's formula of a text is read as the text with a remark that names the first") {
    const std::string text =
        "1,\"=\"\"2\"\"\"\n=\"1\",\"=\"\"say \"\"\"\"a\"\"\"\"\"\"\"\n0,\"=\"\"a\"\"&\"\"b\"\"\"\n";
    const TextTable table = parseTable(text, TableFormat::Delimited, "t.csv");
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].fields == std::vector<std::string>{"1", "2"});
    CHECK(table.rows[1].fields == std::vector<std::string>{"1", "say \"a\""});
    CHECK(table.rows[2].fields == std::vector<std::string>{"0", "=\"a\"&\"b\""});  // another formula
    REQUIRE(table.remarks.size() == 1);
    CHECK(table.remarks[0].text().find("t.csv: 3 fields are each a spreadsheet's formula for a text") == 0);
    CHECK(table.remarks[0].text().find("the first in line 1") != std::string::npos);
    TaskSource plain;
    plain.quotes = "no";
    const TextTable kept = parseTable("a,=\"1\"\nb,2\n", TableFormat::Delimited, "t.csv", plain);
    CHECK(kept.rows[0].fields[1] == "=\"1\"");
    CHECK(kept.remarks.empty());
}
