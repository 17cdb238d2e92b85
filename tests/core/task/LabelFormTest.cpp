// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/LabelForm.h"
#include "core/task/PlainText.h"
#include "tests/support/Support.h"

using namespace adapterscope;

TEST_CASE("Numbers that are equal are one label") {
    for (const std::string spelling :
         {"1.0", "1.", "01", "+1", "1e0", "1.000000e+00", "10e-1", "1,0", "1,00", "\uff11"})
        CHECK(labelKey(spelling) == labelKey("1"));
    CHECK(labelKey("-0.0") == labelKey("0"));
    CHECK(labelKey("\u22121") == labelKey("-1"));
    CHECK(labelKey("12345678901234567890") != labelKey("12345678901234567891"));
    for (const std::string other : {"-1", "10", "1.5", "1,000", "1a", "1 0", "v1", "1e999"})
        CHECK(labelKey(other) != labelKey("1"));
}

TEST_CASE("Percentages that are equal are one label and no plain number") {
    for (const std::string spelling : {"100 %", "100.0%", "100\u00a0%", "100\uff05", "1e2 %"})
        CHECK(labelKey(spelling) == labelKey("100%"));
    for (const std::string other : {"100", "1", "10%", "100%%", "100  percent", "%"})
        CHECK(labelKey(other) != labelKey("100%"));
}

TEST_CASE("Commas between thousands are left out only if requested") {
    for (const std::string spelling : {"1,000", "+1,000", "1,000.0", "1000"})
        CHECK(labelKey(spelling, Thousands::Commas) == labelKey("1000"));
    CHECK(labelKey("1,234,567", Thousands::Commas) == labelKey("1234567"));
    CHECK(labelKey("1,000 %", Thousands::Commas) == labelKey("1000%"));
    CHECK(labelKey("1,000") != labelKey("1000"));
    for (const std::string other : {"0,100", "10,00", "1,0000", "1234,567", "1,000a", ",100"})
        CHECK(labelKey(other, Thousands::Commas) == labelKey(other));
}

TEST_CASE("Width and white space do not distinguish labels but capitals do") {
    for (const std::string spelling :
         {"pos\u00a0", "\u2003pos", "\uff50\uff4f\uff53", "po\u200bs", "pos\ufeff", " pos\r"})
        CHECK(labelKey(spelling) == labelKey("pos"));
    CHECK(labelKey("not\u00a0 true") == labelKey("not true"));
    CHECK(labelKey("Pos") != labelKey("pos"));
}

TEST_CASE("Numbers are compared by value whatever the script of their digits and what follows them invisibly") {
    for (const std::string three : {"\u0663", "\u06f3", "\u0969", "\uff13", "3.0", "3\u3164", "3\u2800"})
        CHECK(labelKey(three) == labelKey("3"));
    CHECK(labelKey("Ra\u0663") != labelKey("Ra3"));
}

TEST_CASE("A spreadsheet's errors are not labels") {
    for (const char* error : {"#DIV/0!", "#NULL!", "#NUM!", "#REF!", "#N/A", "#VALUE!", "#NAME?"}) {
        CAPTURE(error);
        CHECK(noLabelMark(error) == NoLabelMark::Sure);
    }
}

TEST_CASE("Marks for no label are distinguished from words that may be one") {
    for (const std::string mark : {"", " ", "-", "\u2014", "?", "n/a", "N/A", "N-A", "n.a.", "#N/A", "N / A", "NaN",
                                   "nan", "NULL", "\uff1f", "\\N"})
        CHECK(noLabelMark(mark) == NoLabelMark::Sure);
    for (const std::string words : {"no label", "No Label", "no_label", "no-label", "(no label)", "[unlabelled]",
                                    "unlabeled", "Not labelled", "not  labeled", "<null>", "(null)", "missing label"})
        CHECK(noLabelMark(words) == NoLabelMark::Sure);
    for (const std::string word :
         {"none", "None", "(none)", "none given", "not_given", "unknown", "NA", "-1", "unspecified"})
        CHECK(noLabelMark(word) == NoLabelMark::Possible);
    for (const std::string label : {"0", "neutral", "nap", "+", "-2", "label", "no", "nothing"})
        CHECK(noLabelMark(label) == NoLabelMark::None);
}

TEST_CASE("Spellings of not available are known as such but NA alone may be a class") {
    for (const std::string spelling :
         {"N/A", "n-a", "N.A.", "#N/A", "<NA>", "N / A", "n / a", "n /a", "N. A.", "#N/A N/A"})
        CHECK(isNotAvailable(spelling));
    for (const std::string other : {"NA", "N A", "nan", "-", "", "none"})
        CHECK_FALSE(isNotAvailable(other));
}

TEST_CASE("A message shows what cannot be seen") {
    CHECK(visible("pos\u00a0 x\u200b") == "pos\\u00a0 x\\u200b");
    CHECK(visible("caf\u00e9") == "caf\u00e9");
}

TEST_CASE("Words with letters are counted and characters without spaces between words by pairs") {
    CHECK(letterWords("2015-02-24 11:35:52 -0800") == 0);
    CHECK(letterWords("a good day , it's") == 4);
    CHECK(letterWords("这部电影很好") == 3);
}

TEST_CASE("All signs for a hyphen are one in a label") {
    for (const std::string sign : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2212"})
        CHECK(labelKey("non" + sign + "fiction") == labelKey("non-fiction"));
}

TEST_CASE("Infinity is one number however it is written") {
    for (const std::string spelling : {"Infinity", "INF", "+inf", "\u221e", "\uff29nf"})
        CHECK(labelKey(spelling) == labelKey("inf"));
    for (const std::string spelling : {"-Infinity", "-INF", "\u2212\u221e"})
        CHECK(labelKey(spelling) == labelKey("-inf"));
    CHECK(labelKey("inf") != labelKey("-inf"));
    for (const std::string other : {"info", "in", "infinit", "infinity1", "1e400"})
        CHECK(labelKey(other) != labelKey("inf"));
}

TEST_CASE("Spellings that look alike are told apart by their code points") {
    CHECK(hiddenDifference("cafe\u0301", "caf\u00e9") == "U+0065 U+0301 for U+00E9");
    CHECK(hiddenDifference("\uff54ea", "tea") == "U+FF54 for U+0074");
    CHECK(hiddenDifference("a\u030ab", "ab") == "U+030A for nothing");
    for (const std::string shown : {"pos\u00a0", "1.0", " pos", "pos"})  // messages show these themselves
        CHECK(hiddenDifference(shown, "pos").empty());
}
