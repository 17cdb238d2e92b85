// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/common/Error.h"
#include "core/task/ColumnShape.h"
#include "core/task/Columns.h"
#include "core/task/HeaderRow.h"
#include "core/task/TableReader.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

TextTable tsv(const std::string& text, const TaskSource& source = {}) {
    TextTable table = parseTable(text, TableFormat::Delimited, "t.tsv", source);
    takeHeader(table, source, nullptr);
    return table;
}

ColumnChoice choose(const std::string& text, const TaskSource& source = {}) {
    return chooseColumns(tsv(text, source), source, true, nullptr);
}

}  // namespace

TEST_CASE("Known names of columns are found in any order and case") {
    const ColumnChoice choice = choose("id\tLabel\tSentence\n1\tyes\tgood day\n2\tno\tbad day\n");
    CHECK(choice.text == 2);
    CHECK(choice.label == 1);
    CHECK_FALSE(choice.pair);
    const ColumnChoice questions =
        choose("id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n0\t1\t2\tWho?\tWhat?\t0\n");
    CHECK(questions.text == 3);
    CHECK(questions.pair == 4);
    CHECK(questions.label == 5);
    const ColumnChoice qnli = choose("index\tquestion\tsentence\tlabel\n0\tWho?\tHe did.\tentailment\n");
    CHECK(qnli.text == 1);
    CHECK(qnli.pair == 2);
    const ColumnChoice ours = choose("label\ttext\tpair\nyes\tHe came.\tHe was there.\n");
    CHECK(ours.text == 1);
    CHECK(ours.pair == 2);
}

TEST_CASE("Given columns win over known names and may be numbers") {
    TaskSource source;
    source.textColumn = "body";
    source.labelColumn = "1";
    const ColumnChoice choice = choose("mood\ttext\tbody\tlabel\nglad\ta\tb\t1\nsad\tc\td\t0\n", source);
    CHECK(choice.text == 2);
    CHECK(choice.label == 0);
}

TEST_CASE("A given column that does not exist lists those that do") {
    TaskSource source;
    source.labelColumn = "sentimant";
    CHECK_THROWS_MATCHES(choose("text\tsentiment\na b\t1\n", source), Error, says("--label-column \"sentimant\""));
    CHECK_THROWS_MATCHES(choose("text\tsentiment\na b\t1\n", source), Error, says("text, sentiment"));
    source.labelColumn = "7";
    CHECK_THROWS_MATCHES(choose("text\tsentiment\na b\t1\n", source), Error, says("\"7\""));
}

TEST_CASE("One column cannot be two things") {
    TaskSource source;
    source.textColumn = "text";
    source.labelColumn = "text";
    CHECK_THROWS_MATCHES(choose("text\tsentiment\na b\t1\n", source), Error, says("two things"));
}

TEST_CASE("Columns without header are found by their shape") {
    std::string labelFirst, pairs;
    for (int i = 0; i < 20; ++i) {
        labelFirst += fmt::format("{}\t{}\tthis is text number {}\t\n", i % 2 ? "ham" : "spam", i, i);
        pairs += fmt::format("{}\tfirst text number {}\tsecond text number {}\n", i % 3, i, i);
    }
    const ColumnChoice choice = choose(labelFirst);
    CHECK(choice.label == 0);
    CHECK(choice.text == 2);
    CHECK_FALSE(choice.pair);
    const ColumnChoice pair = choose(pairs);
    CHECK(pair.label == 0);
    CHECK(pair.text == 1);
    CHECK(pair.pair == 2);
    REQUIRE(pair.remarks.size() == 1);
    CHECK(pair.remarks[0].text().find("column 2 and column 3 are read as a pair of texts") != std::string::npos);
    CHECK(pair.remarks[0].text().find("--text-column") != std::string::npos);
}

TEST_CASE("Dates and times and numbers and ids are not a text beside another") {
    for (const std::string stamp : {"2024-01-{:02}", "2024-01-01 10:{:02}:00 +0100", "Mon, {} Jan 2024 10:00:00 GMT",
                                    "Tuesday, January {}, 2024 at 3 PM", "user_{} post_7 #12", "{} % 1,000 17"}) {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += fmt::format(fmt::runtime(stamp), i) + fmt::format("\tgood film\t{}\n", i % 2 ? "pos" : "neg");
        CAPTURE(stamp);
        TaskSource source;
        source.labelColumn = "3";
        const ColumnChoice choice = choose(text, source);
        CHECK(choice.text == 1);
        CHECK_FALSE(choice.pair);
        CHECK(choice.remarks.empty());
    }
    for (const std::string text : {"in May we saw 2 films", "the 1st of many", "这部电影2很好", "may", "at the zoo"})
        CHECK_FALSE(isFigure(text));
}

TEST_CASE("Two columns that could be labels are not guessed between") {
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += fmt::format("{}\t{}\tthis is text number {}\n", i % 2, i % 3, i);
    CHECK_THROWS_MATCHES(choose(text), Error, says("column 1, column 2"));
}

TEST_CASE("A table without label column lists its columns") {
    CHECK_THROWS_MATCHES(choose("id\ttext\n1\tgood day\n2\tbad day\n3\tsome day\n4\tno day\n5\tone day\n"), Error,
                         says("id, text"));
}

TEST_CASE("Numbers are not taken for the text unless that is specified") {
    const std::string table = "x\tlabel\n0.5\ta\n1.5\tb\n-2\ta\n3\tb\n";
    CHECK_THROWS_MATCHES(choose(table), Error, says("no column of text besides the label"));
    TaskSource source;
    source.textColumn = "x";
    CHECK(choose(table, source).text == 0);
    CHECK(choose("id\tx\tlabel\n1\tyes\ta\n2\tno\tb\n3\tnever\ta\n4\tyes\tb\n").text == 1);
}

TEST_CASE("CoLA is known by its four columns and scored by Matthews correlation") {
    const std::string text =
        "gj04\t1\t\tOur friends won't buy this analysis.\ngj04\t0\t*\tThey drank the pub.\n"
        "cj99\t1\t\tThe more the merrier it is.\ncj99\t0\t*\tMany evidence was provided.\n";
    const TextTable table = tsv(text);
    const ColumnChoice choice = chooseColumns(table, {}, true, nullptr);
    CHECK(choice.text == 3);
    CHECK(choice.label == 1);
    CHECK(metricOf(table, choice) == "mcc");
}

TEST_CASE("A test file in another layout is read by the names of the training file") {
    const TextTable train = tsv("review\tmood\nsome words\tglad\n", [] {
        TaskSource named;
        named.textColumn = "review";
        return named;
    }());
    TaskSource source;
    source.textColumn = "1";
    source.labelColumn = "2";
    ColumnLayout layout;
    layout.columns = chooseColumns(train, source, true, nullptr);
    layout.table.header = train.header;
    TextTable test = parseTable("index\treview\n0\tother words\n", TableFormat::Delimited, "test.tsv");
    takeHeader(test, source, &train.header);
    const ColumnChoice choice = chooseColumns(test, source, false, &layout);
    CHECK(choice.text == 1);
    CHECK_FALSE(choice.label);
}

TEST_CASE("Two columns of one name are asked about by their numbers") {
    const std::string table = "text\tlabel\tLabel \na b\t1\t0\nc d\t0\t1\n";
    CHECK_THROWS_MATCHES(choose(table), Error, says("2 columns named \"label\""));
    CHECK_THROWS_MATCHES(choose(table), Error, says("--label-column 2 or 3"));
    TaskSource source;
    source.labelColumn = "3";
    CHECK(choose(table, source).label == 2);
    source.labelColumn = "label";  // as it is written
    CHECK(choose(table, source).label == 1);
    CHECK_THROWS_MATCHES(choose("text\ttext\tlabel\na\tb\t1\nc\td\t0\n"), Error, says("--text-column 1 or 2"));
}

TEST_CASE("A second column of texts and a second label are reported with the option that reads them") {
    std::string texts = "anchor\tcandidate\tlabel\n", labels = "text\tsentiment\trating\n";
    for (int i = 0; i < 20; ++i) {
        texts += fmt::format("first text number {}\tsecond text number {}\t{}\n", i, i, i % 2);
        labels += fmt::format("the text number {}\t{}\t{}\n", i, i % 2, i % 3);
    }
    const ColumnChoice one = choose(texts);
    CHECK(one.text == 0);
    REQUIRE(one.remarks.size() == 1);
    CHECK(one.remarks[0].text().find("there are texts in column \"candidate\", too: --pair-column") !=
          std::string::npos);
    TaskSource source;
    source.pairColumn = "candidate";
    CHECK(choose(texts, source).remarks.empty());
    std::string third = "anchor\tcandidate\tlabel\n";  // every third row has it
    for (int i = 0; i < 21; ++i)
        third += fmt::format("first text number {}\t{}\t{}\n", i,
                             i % 3 == 0 ? fmt::format("second text number {}", i) : "", i % 2);
    CHECK(choose(third).remarks.size() == 1);
    std::string three = "a\tb\tc\tlabel\n", beside = "sentence1\tsentence2\tc\tlabel\n";
    for (int i = 0; i < 20; ++i)
        for (std::string* table : {&three, &beside})
            *table +=
                fmt::format("first of all texts {}\tsecond text number {}\tthird text number {}\t{}\n", i, i, i, i % 2);
    const ColumnChoice many = choose(three);
    REQUIRE(many.remarks.size() == 1);
    CHECK(many.remarks[0].text().find("the text is read from column \"a\"; there are texts in column \"b\" and column "
                                      "\"c\", too: --pair-column adds one") != std::string::npos);
    const ColumnChoice pair = choose(beside);
    CHECK(pair.pair == 1);
    REQUIRE(pair.remarks.size() == 1);
    CHECK(pair.remarks[0].text().find("column \"sentence2\"; there are texts in column \"c\", too: --text-column and "
                                      "--pair-column select others") != std::string::npos);
    const ColumnChoice two = choose(labels);
    CHECK(two.label == 1);
    REQUIRE(two.remarks.size() == 1);
    CHECK(two.remarks[0].text().find("column \"rating\" could hold it, too: --label-column") != std::string::npos);
}

TEST_CASE("Days and times that return are not taken for labels beside others") {
    for (const char* day : {"2024-01-0{}", "1{}.02.2024", "3/{}/24", "2024-01-0{} 10:00:00", "2024-01-0{}T10:00Z",
                            "10:0{}", "Jan {}, 2024"}) {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += fmt::format("{}\twords of text {}\t{}\n", fmt::format(fmt::runtime(day), i % 7 + 1), i, i % 2);
        INFO(day);
        CHECK(choose(text).label == 2);
        CHECK(choose(text).text == 1);
    }
    for (const char* other : {"group {}", "class{}", "{}", "1.{}", "B-{}"}) {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += fmt::format("{}\twords of text {}\t{}\n", fmt::format(fmt::runtime(other), i % 7 + 1), i, i % 2);
        INFO(other);
        CHECK_THROWS_MATCHES(choose(text), Error, says("several columns could hold the label (column 1, column 3)"));
    }
    std::string days;
    for (int i = 0; i < 40; ++i)
        days += fmt::format("words of text {}\t2024-01-0{}\n", i, i % 7 + 1);
    CHECK(choose(days).label == 1);
}

TEST_CASE("The label column is found from all rows") {
    std::string text;
    for (int i = 0; i < 12000; ++i)  // the first half has only two labels in the last column
        text += fmt::format("words of text {}\t{}\t{}\n", i, i % 3, i < 6000 ? i % 2 : i);
    CHECK(choose(text).label == 1);
}

TEST_CASE("A number that is also the name of another column is reported with both") {
    TaskSource source;
    source.labelColumn = "1";
    source.textColumn = "0";
    source.header = "yes";
    const ColumnChoice choice = choose("0\t1\nsome words here\tyes\nmore words here\tno\n", source);
    CHECK(choice.text == 0);
    CHECK(choice.label == 1);
    REQUIRE(choice.remarks.size() == 1);
    CHECK(
        choice.remarks[0].text() ==
        "t.tsv: --label-column \"1\" is read as the name of column 2; column 1 has the name \"0\", by which it can be "
        "given.");
    source = {.labelColumn = "2"};
    CHECK(choose("text\tmood\nsome words here\tyes\nmore words here\tno\n", source).remarks.empty());
}
