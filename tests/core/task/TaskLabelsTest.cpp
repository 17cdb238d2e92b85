// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/common/Error.h"
#include "core/task/TaskLabels.h"
#include "core/task/TaskLoader.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

using Labels = std::vector<std::string>;

namespace {

TaskRows taskRows(const std::string& file, const Labels& labels) {
    TaskRows result;
    result.file = file;
    result.columnNames = {"text", "label"};
    result.layout.columns.label = 1;
    int line = 0;
    for (const std::string& label : labels)
        result.rows.push_back({"some text", "", label, ++line});
    return result;
}

/// The three files of a task and what settling their labels gives.
struct Settled {
    TaskRows train, dev, test;
    std::vector<Sentence> remarks;
    Labels labels;

    Settled(const Labels& inTrain, const Labels& inDev = {}, const Labels& inTest = {})
        : train(taskRows("train", inTrain)), dev(taskRows("dev", inDev)), test(taskRows("test", inTest)) {
        labels = settleLabels(train, dev, test, remarks);
    }
    bool tells(const std::string& part) const {
        return std::any_of(remarks.begin(), remarks.end(),
                           [&](const Sentence& remark) { return remark.text().find(part) != std::string::npos; });
    }
};

}  // namespace

TEST_CASE("Labels in one spelling each keep it without a remark") {
    for (const Labels& labels : {Labels{"0", "1"}, {"0.0", "1.0"}, {"01", "02"}, {"+1", "-1"}, {"neg", "pos"}}) {
        const Settled settled({labels[0], labels[1], labels[0], labels[1]}, labels, labels);
        CHECK(settled.labels == labels);
        CHECK(settled.remarks.empty());
    }
}

TEST_CASE("A file whose labels are one in the end is refused with what became of the others") {
    const std::string one = "have the label \"1\" (column \"label\"); a task needs at least two.";
    CHECK_THROWS_MATCHES(Settled({"1", "1.0", "1", "1.0"}), Error,
                         says("all 4 rows " + one) && says("read \"1.0\" (2 rows) as \"1\""));
    CHECK_THROWS_MATCHES(Settled({"1", "", "1"}), Error,
                         says("all 2 rows " + one) && says("1 row was left out because it has no label"));
    CHECK_THROWS_MATCHES(
        Settled({"1", "1"}), Error,
        Catch::Message("train: all 2 rows " + one + " Is this the label column? Give another with --label-column."));
}

TEST_CASE("Spellings of one label become the plainest of them and are reported by file") {
    const Settled settled({"1", "0", "1.0", "0"}, {"1.0", "0.0", "1.0"}, {"1", "0.0"});
    CHECK(settled.labels == Labels{"0", "1"});
    CHECK(settled.dev.rows[0].label == "1");
    CHECK(settled.tells("train: two spellings of one label are one class: read \"1.0\" (1 row) as \"1\""));
    CHECK(settled.tells(
        "dev: two spellings of one label are one class: read \"0.0\" (1 row) as \"0\", \"1.0\" (2 rows)"));
    CHECK(Settled({"pos\u00a0", "neg", "pos", "neg"}).labels == Labels{"neg", "pos"});
    CHECK(Settled({"pos\u00a0", "neg"}).labels == Labels{"neg", "pos"});
}

TEST_CASE("Rows marked as without label are left out and counted") {
    const Settled settled({"a", "-", "b", "a", "-", "", "n/a"}, {"a", "-", "b"}, {"b", "-", "a"});
    CHECK(settled.labels == Labels{"a", "b"});
    CHECK(settled.train.rows.size() == 3);
    CHECK(settled.dev.rows.size() == 2);
    CHECK(settled.test.rows.size() == 2);
    CHECK(settled.tells("train: 2 rows were left out because they have no label (marked \"-\"; the first in line 2)"));
    CHECK(
        settled.tells("train: 1 row was left out because it has no label (the column is empty; the first in line 6)"));
    CHECK(settled.tells("test: 1 row was left out"));
    Labels many(1200, "-");
    many.insert(many.end(), {"a", "b"});
    CHECK(Settled(many).tells("train: 1,200 rows were left out"));
}

TEST_CASE("Rows without a key for the label are told from those in which it is empty") {
    const auto remarksOn = [](const std::string& more) {
        TempFolder folder;
        std::string text;
        for (int i = 0; i < 60; ++i)
            text += fmt::format(R"({{"text": "some words {}", "label": "{}"}})", i, i % 2) + '\n';
        writeFile(folder / "t.jsonl", text + R"({"text": "a text without it"})" + '\n' + more);
        return textsOf(loadTask({.name = (folder / "t.jsonl").string()}).remarks).front();
    };
    CHECK_THAT(remarksOn(""), Catch::Contains("it has no label (the key is missing; the first in line 61)"));
    CHECK_THAT(remarksOn(R"({"text": "a text of others", "label": ""})"),
               Catch::Contains("they have no label (the key is missing or its value empty; the first in line 61)"));
}

TEST_CASE("A sign beside another sign and a mark beside one label only are classes") {
    CHECK(Settled({"+", "-", "+", "-"}).labels == Labels{"+", "-"});
    CHECK(Settled({".", "?", ".", "?"}).labels == Labels{".", "?"});
    CHECK(Settled({"+", "-", "neutral", "-"}).labels == Labels{"+", "-", "neutral"});
    const Settled dots({"pos", "neg", "-", "...", "pos", "neg"});
    CHECK(dots.labels == Labels{"...", "neg", "pos"});
    CHECK(dots.tells("1 row was left out because it has no label (marked \"-\""));
    CHECK(dots.tells("\"...\" (1 row) is read as a class"));
    const Settled flagged({"x", "-", "x", "-"});
    CHECK(flagged.labels == Labels{"-", "x"});
    CHECK(flagged.tells("\"-\" is read as a class"));
}

TEST_CASE("Words that may mean no label are classes and reported") {
    const Settled settled({"favor", "none", "against", "none"});
    CHECK(settled.labels == Labels{"against", "favor", "none"});
    CHECK(settled.tells("\"none\" (2 rows) is read as a class"));
    CHECK(Settled({"-1", "1", "-1", "1"}).remarks.empty());
}

TEST_CASE("NA is not a label beside another spelling of it and not in a file whose training has none") {
    const Settled beside({"a", "NA", "b", "N/A", "N-A", "na", "a"}, {"a", "NA", "b"});
    CHECK(beside.labels == Labels{"a", "b"});
    CHECK(beside.train.rows.size() == 3);
    CHECK(beside.dev.rows.size() == 2);
    CHECK(beside.tells("train: 1 row was left out because it has no label (marked \"NA\"; the first in line 2)"));
    CHECK(Settled({"a", "b"}, {"a", "NA", "b"}).dev.rows.size() == 2);
    const Settled alone({"EU", "NA", "EU", "NA"}, {"NA", "EU"});
    CHECK(alone.labels == Labels{"EU", "NA"});
    CHECK(alone.tells("\"NA\" (2 rows) is read as a class"));
}

TEST_CASE("NA among numbers and among truth values is a missing label and among words a class") {
    const Settled numbers({"0", "NA", "1", "0", "1", "NA"}, {"0", "NA", "1"}, {"NA", "1"});
    CHECK(numbers.labels == Labels{"0", "1"});
    CHECK(numbers.train.rows.size() == 4);
    CHECK(numbers.dev.rows.size() == 2);
    CHECK(numbers.test.rows.size() == 1);
    CHECK(numbers.tells("train: 2 rows were left out because they have no label (marked \"NA\"; the first in line 2)"));
    CHECK(numbers.tells("dev: 1 row was left out because it has no label (marked \"NA\"; the first in line 2)"));
    CHECK_FALSE(numbers.tells("read as a class"));
    CHECK(Settled({"1.5", "-1", "NA", "", "1.5"}).labels == Labels{"-1", "1.5"});
    CHECK(Settled({"10%", "20 %", "na", "10%"}).labels == Labels{"10%", "20 %"});
    CHECK(Settled({"TRUE", "FALSE", "NA", "TRUE"}).labels == Labels{"FALSE", "TRUE"});

    const Settled continents({"EU", "AS", "NA", "EU"});
    CHECK(continents.labels == Labels{"AS", "EU", "NA"});
    CHECK(continents.tells("\"NA\" (1 row) is read as a class"));
    CHECK(Settled({"0", "1", "NA", "both"}).labels == Labels{"0", "1", "NA", "both"});
    CHECK(Settled({"1", "NA", "1", "NA"}).labels == Labels{"1", "NA"});  // there would be one class only
}

TEST_CASE("Commas between thousands are left out where commas separate the columns") {
    TaskRows train = taskRows("train", {"1,000", "1000", "500", "500"}), dev = taskRows("dev", {}),
             test = taskRows("test", {"1,000"});
    const std::vector<std::tuple<std::string, Labels, std::string>> forms = {
        {",", {"500", "1000"}, "read \"1,000\" (1 row) as \"1000\""},
        {"\t", {"1,000", "1000", "500"}, "\"1,000\" and \"1000\" are two classes"}};
    for (const auto& [separator, labels, told] : forms) {
        TaskRows copy = train, none = dev, other = test;
        copy.form = TableForm{separator, true};
        std::vector<Sentence> remarks;
        CHECK(settleLabels(copy, none, other, remarks) == labels);
        REQUIRE_FALSE(remarks.empty());
        CHECK(remarks[0].text().find(told) != std::string::npos);
    }
}

TEST_CASE("A percentage is one label however its sign is set off") {
    const Settled settled({"100%", "0 %", "100 %", "0%", "50%"});
    CHECK(settled.labels == Labels{"0%", "100%", "50%"});
    CHECK(settled.tells("read \"0 %\" (1 row) as \"0%\", \"100 %\" (1 row) as \"100%\""));
}

TEST_CASE("A test file without labels keeps its rows") {
    for (const std::string mark : {"", "-1", "?", "none", "unknown", "secret"}) {
        const Settled settled({"a", "b"}, {"a", "b"}, {mark, mark, mark});
        CHECK(settled.labels == Labels{"a", "b"});
        REQUIRE(settled.test.rows.size() == 3);
        CHECK(settled.test.rows[0].label.empty());
        CHECK(settled.tells("\"secret\" is its only label") == (mark == "secret"));
    }
}

TEST_CASE("Files whose labels have nothing in common are refused with both") {
    CHECK_THROWS_MATCHES(Settled({"0", "1"}, {"neg", "pos"}), Error,
                         says("dev: none of its labels (\"neg\", \"pos\")"));
    CHECK_THROWS_MATCHES(Settled({"0", "1"}, {}, {"neg", "pos"}), Error, says("train (\"0\", \"1\")"));
    CHECK(Settled({"0", "1"}, {"0", "2"}).tells("dev: the label \"2\" (1 row) does not occur in training"));
}

TEST_CASE("Labels that differ only in capitals are reported") {
    const Settled settled({"Pos", "pos", "neg", "Pos", "pos"});
    CHECK(settled.labels.size() == 3);
    CHECK(settled.tells("\"Pos\" and \"pos\" differ only in capitals"));
    CHECK(Settled({"pos", "neg"}, {}, {"Pos", "neg"})
              .tells("test: the label \"Pos\" (1 row) differs from training's \"pos\" only in capitals"));
}

TEST_CASE("A number with other marks between its thousands is reported") {
    for (const char* label : {"1 000", "1.000", "1'000", "1\u00a0000"}) {
        CAPTURE(label);
        CHECK(Settled({"1000", "2", label, "2"}).tells("write them alike if they are one number"));
    }
}

TEST_CASE("A word of truth beside its number is reported") {
    CHECK(Settled({"true", "1", "0"}).tells("train: the labels \"true\" and \"1\" are two classes; write them alike"));
    CHECK(Settled({"FALSE", "0", "1"}).tells("the labels \"FALSE\" and \"0\" are two classes"));
    CHECK_FALSE(Settled({"true", "false"}).tells("are two classes"));
    CHECK_FALSE(Settled({"1", "0"}).tells("are two classes"));
}

TEST_CASE("A file in which no row has a label is refused") {
    CHECK_THROWS_MATCHES(Settled({"", "", "-"}), Error, says("train: no row has a label"));
    CHECK_THROWS_MATCHES(Settled({"a", "b"}, {"", "-"}), Error, says("dev: no row has a label"));
}

TEST_CASE("A label of one row only is reported with its line") {
    Labels labels = {"int"};
    for (int i = 0; i < 30; ++i)
        labels.push_back(i % 2 ? "pos" : "neg");
    CHECK(Settled(labels).tells("train: 1 row has a label that no other row has: \"int\" (line 1);"));
    labels.push_back("posi");
    CHECK(
        Settled(labels).tells("2 rows have each a label that no other row has: \"int\" (line 1), \"posi\" (line 32)"));
    CHECK_FALSE(Settled({"a", "b", "b"}).tells("no other row has"));  // too few rows to tell
}

TEST_CASE("Labels that differ only in quotation marks are two classes with a remark") {
    for (const std::string quoted : {"'1'", "\"1\"", "\u201c1\u201d", "\u00ab1\u00bb"}) {
        CAPTURE(quoted);
        const Settled settled({"0", "1", quoted, "0", "1", quoted});
        CHECK(settled.labels.size() == 3);
        CHECK(settled.tells("the labels \"1\" and \"" + quoted + "\" differ only in quotation marks"));
    }
    CHECK(Settled({"'0'", "'1'", "'0'", "'1'"}).remarks.empty());
}

TEST_CASE("A fraction sign is a label like any other") {
    CHECK(Settled({"\u00bd", "1", "\u00bd", "1"}).remarks.empty());
}

TEST_CASE("Spellings that look alike are merged with the code points that tell them apart") {
    const Settled accents({"caf\u00e9", "tea", "cafe\u0301", "tea"});
    CHECK(accents.labels == Labels{"caf\u00e9", "tea"});
    CHECK(accents.tells("read \"cafe\u0301\" (1 row) as \"caf\u00e9\" (U+0065 U+0301 for U+00E9)."));
    CHECK(Settled({"\uff11", "0", "1", "0"}).tells("read \"\uff11\" (1 row) as \"1\" (U+FF11 for U+0031)."));
}

TEST_CASE("Infinity in two spellings is one class") {
    const Settled settled({"inf", "0", "Infinity", "-inf", "0", "-Infinity"});
    CHECK(settled.labels == Labels{"-inf", "0", "inf"});
    CHECK(settled.tells("\"Infinity\" (1 row) as \"inf\""));
}

TEST_CASE("Rows whose label is that they have none are left out") {
    const Settled settled({"a", "no label", "b", "Unlabelled", "a", "not labeled"}, {"a", "no label", "b"});
    CHECK(settled.labels == Labels{"a", "b"});
    CHECK(settled.train.rows.size() == 3);
    CHECK(settled.dev.rows.size() == 2);
    CHECK(
        settled.tells("train: 1 row was left out because it has no label (marked \"no label\"; the first in line 2)"));
    CHECK(Settled({"a", "none given", "b"}).tells("\"none given\" (1 row) is read as a class"));
}
