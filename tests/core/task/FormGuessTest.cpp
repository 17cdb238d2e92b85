// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/common/Error.h"
#include "core/task/FormGuess.h"
#include "core/task/TableReader.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

using Fields = std::vector<std::string>;

namespace {

/// n rows of text and label with the separator between them.
std::string separatedRows(int n, const std::string& separator, const std::string& text = "good words number") {
    std::string all;
    for (int i = 0; i < n; ++i)
        all += fmt::format("{} {}{}{}\n", text, i, separator, i % 2 ? "pos" : "neg");
    return all;
}

GuessedForm guess(const std::string& text, const std::string& file = "t.csv", const TaskSource& source = {}) {
    return guessForm(text, file, source, nullptr);
}

TextTable read(const std::string& text, const std::string& file, const TaskSource& source = {}) {
    TempFolder folder;
    writeFile(folder / file, text);
    return readTable(folder / file, source, nullptr);
}

}  // namespace

TEST_CASE("The separator is the one that splits all rows alike whatever is in the first") {
    CHECK(guess("well, truly, not bad, really;pos\n" + separatedRows(20, ";")).form.separator == ";");
    CHECK(guess("a; b; c,pos\n" + separatedRows(20, ",")).form.separator == ",");
    CHECK(guess("text|label\n" + separatedRows(20, "|")).form.separator == "|");
    CHECK(guess("one, two\tpos\n" + separatedRows(20, "\t")).form.separator == "\t");
    CHECK(guess(separatedRows(20, "|"), "data.txt").form.separator == "|");
    CHECK(guess(separatedRows(20, ","), "data.tsv").form.separator == ",");
    CHECK(guess(separatedRows(20, "\t", "one, two"), "data").form.separator == "\t");
}

TEST_CASE("A separator that would leave no labels is not taken though it cuts all rows alike") {
    CHECK(guess(separatedRows(30, ";", "first, second")).form.separator == ";");
    CHECK(guess(separatedRows(30, "|", "first; second")).form.separator == "|");
}

TEST_CASE("Tabs win over other separators but in a file that is called CSV") {
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += fmt::format("{}, some words {}\t{}\n", i % 2 ? "well" : "oh", i, i % 3);
    CHECK(guess(text, "data.txt").form.separator == "\t");
    CHECK_THROWS_MATCHES(guess(text, "data.csv"), Error, says("tabs or commas"));
}

TEST_CASE("Two separators that cut the rows equally well are asked about") {
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += fmt::format("{};some words {},{}\n", i % 2, i, i % 3);
    CHECK_THROWS_MATCHES(guess(text), Error, says("commas or semicolons"));
    CHECK_THROWS_MATCHES(guess(text), Error, says("--separator"));
    TaskSource source;
    source.separator = "semicolon";
    CHECK(guess(text, "t.csv", source).form.separator == ";");
}

TEST_CASE("Rows of one column are refused with the option that helps") {
    CHECK_THROWS_MATCHES(guess(separatedRows(20, "^"), "prose.txt"), Error, says("prose.txt"));
    CHECK_THROWS_MATCHES(guess(separatedRows(20, "^"), "prose.txt"), Error, says("--separator"));
    TaskSource source;
    source.separator = "^";
    CHECK(guess(separatedRows(20, "^"), "prose.txt", source).form.separator == "^");
    source.separator = ";";
    CHECK_THROWS_MATCHES(guess(separatedRows(20, "^"), "prose.txt", source), Error,
                         says("not separated into columns by semicolons, nor by"));
    CHECK_THROWS_MATCHES(guess(separatedRows(20, "^"), "prose.txt", source), Error,
                         says("nor by another usual separator (tab, comma, semicolon, vertical bar). Each row"));
    CHECK_THROWS_MATCHES(guess(separatedRows(20, "^"), "prose.txt", source), Error, !says("--separator"));
    source.separator = "#";
    CHECK_THROWS_MATCHES(guess(separatedRows(20, "^"), "prose.txt", source), Error,
                         says("its rows are not separated into columns by \"#\", nor by another"));
}

TEST_CASE("A separator is one character or a name") {
    CHECK(separatorFromText("tab") == "\t");
    for (const std::string tab : {"TAB", "Tab", "tabs", "\\t", "\\T", "\t"})
        CHECK(separatorFromText(tab) == "\t");
    CHECK(separatorFromText("Semicolon") == ";");
    CHECK(separatorFromText(" ") == " ");
    CHECK(separatorFromText("pipe") == "|");
    CHECK(separatorFromText("\u00a6") == "\u00a6");
    for (const std::string text : {"", "::", "a", "7", "\"", "\n"})
        CHECK_THROWS_MATCHES(separatorFromText(text), Error, says("--separator"));
    CHECK_THROWS_MATCHES(separatorFromText("\""), Error,
                         says("--separator cannot be a quotation mark, which encloses"));
}

TEST_CASE("A spreadsheet's sep line names the separator and is not a row") {
    for (const std::string line : {"sep=;\r\n", "SEP=;\n", "\"sep=;\"\r\n"}) {
        const TextTable table = read(line + "text;label\r\n" + separatedRows(20, ";", "a, b, c"), "t.csv");
        CHECK(table.header == Fields{"text", "label"});
        REQUIRE(table.rows.size() == 20);
        CHECK(table.rows[0].line == 3);
        CHECK(table.rows[0].fields == Fields{"a, b, c 0", "neg"});
    }
    CHECK(read("sep=\t\n" + separatedRows(20, "\t"), "t.csv").rows.size() == 20);
}

TEST_CASE("A sep line that is not true of the rows is refused with the separator that is") {
    const std::string text = separatedRows(20, ";", "plain words");
    CHECK_THROWS_MATCHES(
        read("sep=|\n" + text, "t.csv"), Error,
        says("t.csv, line 1: \"sep=|\" does not fit its rows, which are not separated into columns by "
             "vertical bars, but by semicolons. Correct the line, or give the separator with --separator."));
    CHECK_THROWS_MATCHES(read("sep=|\nplain words\nmore words\n", "t.csv"), Error,
                         says("not separated into columns by vertical bars. Correct"));
    CHECK_THROWS_MATCHES(
        read(text, "t.csv", {.separator = "tab"}), Error,
        says("its rows are not separated into columns by tabs, but by semicolons; give --separator semicolon."));
    CHECK(read("sep=|\n" + text, "t.csv", {.separator = "semicolon"}).rows.size() == 20);
}

TEST_CASE("A tab-separated file whose quotes hold line breaks is read as a spreadsheet writes it") {
    std::string text = "text\tlabel\n";
    for (int i = 0; i < 20; ++i)
        text += i % 4 ? fmt::format("plain words {}\tpos\n", i)
                      : fmt::format("\"first line {}\nhe said \"\"no\"\"\tand left\"\tneg\n", i);
    const TextTable table = read(text, "t.tsv");
    REQUIRE(table.rows.size() == 20);
    CHECK(table.rows[4].fields == Fields{"first line 4\nhe said \"no\"\tand left", "neg"});
    CHECK(table.rows[1].line == 4);
    CHECK(table.remarks.empty());
}

TEST_CASE("One quote that does not close makes all quotes of a tab-separated file plain text") {
    const TextTable table = read("sentence\tlabel\n\"Yes, \" he said .\t1\n\" I know\t0\n\"whole\"\t1\n", "t.tsv");
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[2].fields == Fields{"\"whole\"", "1"});
    CHECK(table.remarks.empty());
}

TEST_CASE("Lone quotes that happen to pair up over several rows stay plain text") {
    const TextTable table = read("\"a b c\tx\nd e f\ty\ng h i\"\tx\n" + separatedRows(20, "\t"), "t.tsv");
    CHECK(table.rows.size() == 23);
}

TEST_CASE("Quotes that a program would have written are its form if the file has a header") {
    const std::string data = "\"he said \"\"no\"\"\"\tneg\n" + separatedRows(20, "\t");
    CHECK(read("text\tlabel\n" + data, "t.tsv").rows[0].fields == Fields{"he said \"no\"", "neg"});
    const TextTable bare = read(data, "t.tsv");
    CHECK(bare.rows[0].fields[0] == "\"he said \"\"no\"\"\"");
    REQUIRE(bare.remarks.size() == 1);
    CHECK(bare.remarks[0].text().find("--quotes yes") != std::string::npos);
    TaskSource source;
    source.quotes = "yes";
    CHECK(read(data, "t.tsv", source).rows[0].fields[0] == "he said \"no\"");
}

TEST_CASE("The quotes of a dev file are read as those of the training file") {
    TempFolder folder;
    writeFile(folder / "train.tsv", "text\tlabel\n\" lone\tneg\n" + separatedRows(20, "\t"));
    writeFile(folder / "dev.tsv", "text\tlabel\n\"he said \"\"no\"\"\"\tneg\n" + separatedRows(20, "\t"));
    const TextTable train = readTable(folder / "train.tsv", {}, nullptr);
    const TableLayout like{*train.form, train.quoting, train.header};
    CHECK(readTable(folder / "dev.tsv", {}, nullptr).rows[0].fields[0] == "he said \"no\"");
    CHECK(readTable(folder / "dev.tsv", {}, &like).rows[0].fields[0] == "\"he said \"\"no\"\"\"");
}

TEST_CASE("A column that is in quotes throughout is read without them") {
    std::string text;
    for (int i = 0; i < 10; ++i)
        text += fmt::format("\"words {}\"\t{}\n", i, i % 2);
    CHECK(read(text, "t.tsv").rows[3].fields == Fields{"words 3", "1"});
    CHECK(read(text, "t.tsv").remarks.empty());
}

TEST_CASE("A column that is in quotes throughout may have a bare name and bare missing values") {
    std::string both = "text\tlabel\n", texts = both;
    for (int i = 0; i < 20; ++i) {
        both += fmt::format("\"words {}\"\t{}\n", i, i == 7 ? "NA" : i % 2 ? "\"pos\"" : "\"neg\"");
        texts += fmt::format("\"words {}\"\t{}\n", i, i % 2);
    }
    const TextTable table = read(both, "t.tsv");
    CHECK(table.header == Fields{"text", "label"});
    CHECK(table.rows[3].fields == Fields{"words 3", "pos"});
    CHECK(table.rows[7].fields == Fields{"words 7", "NA"});
    CHECK(table.remarks.empty());
    CHECK(read(texts, "t.tsv").rows[3].fields == Fields{"words 3", "1"});
}

TEST_CASE("A lone quote in a tab-separated file whose every field is quoted refuses only its row") {
    std::string text = "text\tlabel\n";
    for (int i = 0; i < 40; ++i)
        text += fmt::format("\"words {}{}\t\"{}\"\n", i, i == 5 ? "" : "\"", i % 2);
    const TextTable table = read(text, "t.tsv");
    CHECK(table.rows.size() == 39);
    CHECK(table.rows[5].fields == Fields{"words 6", "0"});
    REQUIRE(table.remarks.size() == 1);
    CHECK(table.remarks[0].text().find("t.tsv, line 7: refused") != std::string::npos);
}

TEST_CASE("Quoted line breaks are read as such although there is a lone quote elsewhere") {
    std::string multiline = "text\tlabel\n";
    for (int i = 0; i < 40; ++i)
        multiline += i % 4 ? fmt::format("plain words {}\tpos\n", i) : fmt::format("\"first {}\nsecond\"\tneg\n", i);
    const TextTable inside = read(multiline + "a 5\" disk\tpos\n", "t.tsv");
    REQUIRE(inside.rows.size() == 41);
    CHECK(inside.rows[4].fields == Fields{"first 4\nsecond", "neg"});
    CHECK(inside.rows[40].fields == Fields{"a 5\" disk", "pos"});
    CHECK(inside.remarks.empty());
    const TextTable open = read(multiline + "\"said\" he\tpos\n", "t.tsv");
    CHECK(open.rows.size() == 40);
    REQUIRE(open.remarks.size() == 1);
    CHECK(open.remarks[0].text().find("t.tsv, line 52: refused, there is text after a closing quote") !=
          std::string::npos);
}

TEST_CASE("Quotes that are a program's in some rows and not in others are asked about") {
    std::string text = "text\tlabel\n\"first\nsecond\nthird\"\tneg\n" + separatedRows(20, "\t") + "\"said\" he\tpos\n";
    CHECK_THROWS_MATCHES(read(text, "t.tsv"), Error,
                         says("t.tsv, line 25: a quotation mark is in an unexpected place"));
    CHECK_THROWS_MATCHES(read(text, "t.tsv"), Error, says("--quotes"));
    TaskSource source;
    source.quotes = "yes";
    CHECK(read(text, "t.tsv", source).rows.size() == 21);
    std::string enclosed;  // only texts: a novel's speech, or a spreadsheet's
    for (int i = 0; i < 40; ++i)
        enclosed += fmt::format("\"words {}\"{}\t{}\n", i, i == 30 ? " he said" : "", i % 2);
    CHECK_THROWS_MATCHES(read(enclosed, "t.tsv"), Error,
                         says("t.tsv, line 31: a quotation mark is in an unexpected place"));
}

TEST_CASE("Quotes that join few rows and swallow more stay text with a remark") {
    const std::string text =
        "text\tlabel\n\"first\nsecond\"\tneg\n\" lone\tpos\n" + separatedRows(20, "\t") + "\"third\nfourth\"\tneg\n";
    const TextTable table = read(text, "t.tsv");
    CHECK(table.rows.size() == 25);
    REQUIRE(table.remarks.size() == 1);
    CHECK(table.remarks[0].text().find("--quotes yes") != std::string::npos);
}

TEST_CASE("Lone quotes that swallow whole rows stay text whatever else is amiss") {
    const std::string text = "\" a b\tx\nd e f\ty\nragged\ng h \"\tx\nhe said \"no\"\tx\n" + separatedRows(20, "\t");
    const TextTable table = read(text, "t.tsv");
    REQUIRE(table.rows.size() == 25);
    CHECK(table.rows[1].fields == Fields{"d e f", "y"});
}

TEST_CASE("Spaces are allowed around quotes and a quote after other text is text") {
    const TextTable table =
        read("text, label\n\"a, b\", \"pos\"\n\"c, d\" , \"neg\" \nplain, the \"last\" \n", "t.csv");
    REQUIRE(table.rows.size() == 3);
    CHECK(table.header == Fields{"text", "label"});
    CHECK(table.rows[0].fields == Fields{"a, b", "pos"});
    CHECK(table.rows[1].fields == Fields{"c, d", "neg"});
    CHECK(table.rows[2].fields == Fields{"plain", " the \"last\" "});
}

TEST_CASE("Rows of nothing but separators are not rows") {
    CHECK(read("text,label\n" + separatedRows(5, ",") + ",\n\" \",\n , \n\n,,\n", "t.csv").rows.size() == 5);
}

TEST_CASE("A stated separator is believed with a remark where another cuts the rows as well") {
    const std::string twice = separatedRows(20, ",", "good | words number");
    const TextTable table = read("sep=|\n" + twice, "t.csv");
    REQUIRE_FALSE(table.remarks.empty());
    CHECK(table.remarks[0].text().find("t.csv, line 1: read with vertical bars between columns") != std::string::npos);
    CHECK(table.remarks[0].text().find("though commas split the rows just as well") != std::string::npos);
    CHECK(read("sep=|\n" + twice, "t.csv", {.separator = "comma"}).remarks.empty());
    CHECK(read("sep=;\n" + separatedRows(20, ";", "well, truly, not bad"), "t.csv").remarks.empty());
}
