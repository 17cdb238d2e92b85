// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Error.h"
#include "core/data/DecodeText.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using namespace std::string_literals;

namespace {

std::string decoded(std::string_view bytes, const std::string& encoding = {}) {
    std::vector<std::string> remarks;
    return decodeText(bytes, "t", encoding, remarks).text;
}

}  // namespace

TEST_CASE("Byte-order marks are dropped and UTF-8 stays as it is") {
    std::vector<std::string> remarks;
    const std::string mark = "\xef\xbb\xbf", text = "caf\xc3\xa9 \xf0\x9f\x98\x80\n";
    CHECK(decodeText(mark + text, "t", {}, remarks).text == text);
    CHECK(decodeText(mark + mark + mark + text, "t", {}, remarks).text == text);
    CHECK(remarks.empty());
}

TEST_CASE("A byte-order mark between joined files is dropped and one inside a line stays") {
    const std::string mark = "\xef\xbb\xbf";
    CHECK(decoded("a,1\n" + mark + "b,2\n" + mark) == "a,1\nb,2\n");
    CHECK(decoded("a" + mark + "b,1\n") == "a" + mark + "b,1\n");
}

TEST_CASE("Lines that are not UTF-8 are read as windows-1252 with a remark that names the first") {
    std::vector<std::string> remarks;
    const DecodedText text = decodeText(
        "plain\ncaf\xe9 \x93wow\x94 \x80\x35\ncaf\xc3\xa9\n\xfc"
        "ber",
        "old.txt", {}, remarks);
    CHECK(text.text ==
          "plain\ncaf\u00e9 \u201cwow\u201d \u20ac5\ncaf\u00e9\n\u00fc"
          "ber");
    CHECK(text.encoding == "UTF-8 and windows-1252");
    REQUIRE(remarks.size() == 1);
    CHECK(
        remarks[0] ==
        "old.txt, line 2: not UTF-8, read as windows-1252 (Latin-1 with curly quotes), as 1 more line was; --encoding "
        "names another.");
}

TEST_CASE("Overlong and surrogate sequences are not UTF-8") {
    for (const std::string bytes : {"\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
        std::vector<std::string> remarks;
        decodeText(bytes, "t", {}, remarks);
        CHECK(remarks.size() == 1);
    }
}

TEST_CASE("Text of another script that is not UTF-8 is refused with its line and the option") {
    // "очень хороший фильм" in windows-1251.
    const std::string russian = "plain,1\n\xee\xf7\xe5\xed\xfc \xf5\xee\xf0\xee\xf8\xe8\xe9 \xf4\xe8\xeb\xfc\xec,0\n";
    CHECK_THROWS_MATCHES(decoded(russian), Error, says("t, line 2"));
    CHECK_THROWS_MATCHES(decoded(russian), Error, says("--encoding"));
    CHECK(decoded(russian, "windows-1251") == "plain,1\nочень хороший фильм,0\n");
}

TEST_CASE("UTF-16 and UTF-32 are read by their byte-order mark") {
    CHECK(decoded("\xff\xfe"
                  "a\0,\0\xe9\0\n\0"s) == "a,\u00e9\n");
    CHECK(decoded("\xfe\xff\0a\0\n"s) == "a\n");
    CHECK(decoded("\xff\xfe\0\0a\0\0\0"s) == "a");
    CHECK(decoded("a\0b\0"s, "utf-16le") == "ab");
}

TEST_CASE("Bytes that a given encoding does not have are refused by their line") {
    CHECK_THROWS_MATCHES(decoded("good\ncaf\xe9\n", "utf-8"), Error, says("t, line 2"));
    CHECK_THROWS_MATCHES(decoded("caf\xe9\n", "utf-8"), Error, says("utf-8"));
    CHECK_THROWS_MATCHES(requireEncoding("utf-9000"), Error, says("utf-9000"));
    CHECK_NOTHROW(requireEncoding(""));
    CHECK_NOTHROW(requireEncoding("Shift_JIS"));
}

TEST_CASE("Binary files are refused by name") {
    CHECK_THROWS_MATCHES(decoded("text\nPK\x03\x04\0\0"s), Error, says("t, line 2"));
    CHECK_THROWS_MATCHES(decoded("\x89PNG\r\n\x1a\n\0\0"s), Error, says("binary"));
}
