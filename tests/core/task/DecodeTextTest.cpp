// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tuple>

#include "core/common/Error.h"
#include "core/task/DecodeText.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using namespace std::string_literals;

namespace {

std::string decoded(std::string_view bytes, const std::string& encoding = {}) {
    std::vector<Sentence> remarks;
    return decodeText(bytes, "t", encoding, remarks).text;
}

}  // namespace

TEST_CASE("Byte-order marks are dropped and UTF-8 stays as it is") {
    std::vector<Sentence> remarks;
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
    std::vector<Sentence> remarks;
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
        remarks[0].text() ==
        "old.txt, line 2: not UTF-8, read as windows-1252 (Latin-1 with curly quotes), as 1 more line was; --encoding "
        "names another.");
}

TEST_CASE("Overlong and surrogate sequences are not UTF-8") {
    for (const std::string bytes : {"\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
        std::vector<Sentence> remarks;
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

TEST_CASE("Two-byte encodings of East Asia are refused by name among English words") {
    const std::string english = "a good film with slow music and a great actor, which we liked very much indeed,1\n";
    const std::vector<std::tuple<std::string, std::string, std::string>> samples = {
        {"Shift_JIS",
         "A film \x82\xb1\x82\xcc\x89"
         "f\x89\xe6\x82\xcd\x82\xc6\x82\xc4\x82\xe0\x96\xca\x94\x92\x82\xa9\x82\xc1\x82\xbd\x82\xc5\x82\xb7\x82\xaa\x89"
         "\xb9\x8ay\x82\xcd\x82\xc2\x82\xdc\x82\xe7\x82\xc8\x82\xa2",
         "A film この映画はとても面白かったですが音楽はつまらない"},
        {"EUC-JP",
         "A film "
         "\xa4\xb3\xa4\xce\xb1\xc7\xb2\xe8\xa4\xcf\xa4\xc8\xa4\xc6\xa4\xe2\xcc\xcc\xc7\xf2\xa4\xab\xa4\xc3\xa4\xbf\xa4"
         "\xc7\xa4\xb9\xa4\xac\xb2\xbb\xb3\xda\xa4\xcf\xa4\xc4\xa4\xde\xa4\xe9\xa4\xca\xa4\xa4",
         "A film この映画はとても面白かったですが音楽はつまらない"},
        {"GB18030",
         "A film "
         "\xd5\xe2\xb2\xbf\xb5\xe7\xd3\xb0\xba\xdc\xba\xc3\xbf\xb4\xb5\xab\xca\xc7\xbe\xe7\xc7\xe9\xce\xde\xc1\xc4\xcd"
         "\xb8\xb6\xa5\xd1\xdd\xd4\xb1\xd1\xdd\xbc\xbc\xba\xdc\xb2\xee",
         "A film 这部电影很好看但是剧情无聊透顶演员演技很差"},
        {"EUC-KR",
         "A film \xc0\xcc \xbf\xb5\xc8\xad\xb4\xc2 \xc1\xa4\xb8\xbb \xc0\xe7\xb9\xcc\xc0\xd6\xbe\xfa\xbe\xee\xbf\xe4 "
         "\xb1\xd7\xb7\xaf\xb3\xaa \xc0\xbd\xbe\xc7\xc0\xcc \xc1\xf6\xb7\xe7\xc7\xd1",
         "A film 이 영화는 정말 재미있었어요 그러나 음악이 지루한"},
        {"Big5",
         "A film "
         "\xb3o\xb3\xa1\xb9q\xbcv\xab\xdc\xa6n\xac\xdd\xa6\xfd\xacO\xbc@"
         "\xb1\xa1\xb5L\xb2\xe1\xb3z\xb3\xbb\xbat\xad\xfb\xbat\xa7\xde\xab\xdc\xaet",
         "A film 這部電影很好看但是劇情無聊透頂演員演技很差"},
    };
    for (const auto& [name, bytes, text] : samples) {
        CAPTURE(name);
        const std::string file = english + english + bytes + ",0\n" + english;
        CHECK_THROWS_MATCHES(decoded(file), Error, says("t, line 3"));
        CHECK_THROWS_MATCHES(decoded(file), Error, says("it could be " + name));
        CHECK_THROWS_MATCHES(decoded(file), Error, says("--encoding, such as " + name));
        CHECK(decoded(file, name).find(text) != std::string::npos);
    }
}

TEST_CASE("Accents of Western Europe are read as windows-1252 however many there are") {
    const std::string portuguese =
                          "a\xe7\xe3o, cora\xe7\xe3o e emo\xe7\xf5"
                          "es",
                      german =
                          "\x84Gr\xf6\xdf"
                          "e\x93, s\xfc\xdf, \xdc"
                          "berma\xdf",
                      bullets = "\x95\x95\x95\x95\x95\x95 \x97\x97";
    // "très déçu", "Jää öö", "Iñtërnâtiônàlizætiøn": more accents than a letter in three
    const std::string french =
                          "tr\xe8s tr\xe8s d\xe9\xe7u: a \xe9t\xe9 l\xe0 o\xf9 \xe7"
                          "a m'a g\xean\xe9",
                      finnish = "J\xe4\xe4 \xf6\xf6", all = "I\xf1t\xebrn\xe2ti\xf4n\xe0liz\xe6ti\xf8n";
    for (const std::string& line : {portuguese, german, bullets, french, finnish, all}) {
        std::string file;
        for (int i = 0; i < 30; ++i)
            file += "some words " + line + "\n";
        std::vector<Sentence> remarks;
        CHECK(decodeText(file, "t", {}, remarks).encoding == "windows-1252");
        CHECK(remarks.size() == 1);
    }
}

TEST_CASE("The remark on windows-1252 names another encoding that is likelier") {
    std::string file;  // "Příliš žluťoučký kůň úpěl ďábelské ódy" in windows-1250
    for (int i = 0; i < 10; ++i)
        file +=
            "P\xf8\xedli\x9a \x9elu\x9dou\xe8k\xfd k\xf9\xf2 \xfap\xecl \xef\xe1"
            "belsk\xe9 \xf3"
            "dy, kter\xe9 se n\xe1m velmi l\xed"
            "bily a kter\xfdm se v\xb9ichni sm\xe1li\n";
    std::vector<Sentence> remarks;
    decodeText(file, "t", {}, remarks);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("as 9 more lines were, though its letters look more like windows-1250; --encoding "
                                 "windows-1250 reads it as that.") != std::string::npos);
    CHECK(decoded(file, "windows-1250").starts_with("Příliš žluťoučký kůň"));
}

TEST_CASE("Two characters of Big5 a row are refused by name") {
    std::string file;  // "很好" and "很差"
    for (int i = 0; i < 10; ++i)
        file += "\xab\xdc\xa6n,1\n\xab\xdc\xaet,0\n";
    CHECK_THROWS_MATCHES(decoded(file), Error, says("t, line 1: this is neither UTF-8 nor Western European text"));
    CHECK_THROWS_MATCHES(decoded(file), Error, says("--encoding, such as Big5"));
}

TEST_CASE("Bytes that windows-1252 does not have are not read as it") {
    std::string file;  // "père, très, été" as old Macintoshes wrote them
    for (int i = 0; i < 5; ++i)
        file += "p\x8fre, tr\x8fs, \x8et\x8e\n";
    CHECK_THROWS_MATCHES(decoded(file), Error, says("macintosh"));
    CHECK(decoded(file, "macintosh").starts_with("père, très, été\n"));
}

TEST_CASE("A few lines that are dense in accents do not make a file another script's") {
    std::vector<Sentence> remarks;
    std::string file;
    for (int i = 0; i < 20; ++i)
        file += "an English line\n";
    for (const char* line : {"\xe9 \xe0 \xfc\n", "J\xe4\xe4 \xf6\xf6 9\n", "\xe0 \xe9t\xe9 9\n"})
        CHECK(decodeText(file + line, "t", {}, remarks).encoding == "windows-1252");
    CHECK_THROWS_MATCHES(decoded(file + "\xf5\xee\xf0\xee\xf8\xee 1\n"), Error, says("t, line 21"));  // хорошо
}

TEST_CASE("Escapes of ISO-2022-JP are refused by name and read if it is given") {
    const std::string file = "text\n\x1b$B9%1G2h\x1b(B,1\n";
    CHECK_THROWS_MATCHES(decoded(file), Error, says("t, line 2: this is in ISO-2022-JP"));
    CHECK(decoded(file, "iso-2022-jp") == "text\n好映画,1\n");
}

TEST_CASE("Text that was lost before is reported") {
    std::vector<Sentence> remarks;
    decodeText("fine\na caf\ufffd and a \ufffd\n", "t", {}, remarks);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("t, line 2: 2 places have \ufffd") == 0);
    remarks.clear();
    decodeText("fine\nfine\na cafÃ© and itâ€™s\n", "t", {}, remarks);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].text().find("t, line 3: 2 characters look as if UTF-8 had been read as windows-1252") == 0);
    remarks.clear();
    decodeText("São Paulo, SÃO PAULO, Ã, crème\n", "t", {}, remarks);
    CHECK(remarks.empty());
}

TEST_CASE("UTF-16 without a byte-order mark is read in the order that its zero bytes show") {
    using namespace std::string_literals;
    CHECK(decoded("a\0b\0\n\0"s, "utf-16") == "ab\n");
    CHECK(decoded("\0a\0b\0\n"s, "UTF-16") == "ab\n");
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
    CHECK_THROWS_MATCHES(decoded("caf\xe9\n", "utf-8"), Error,
                         says("give another encoding, or leave --encoding out to have it worked out"));
    CHECK_THROWS_MATCHES(requireEncoding("utf-9000"), Error, says("utf-9000"));
    CHECK_NOTHROW(requireEncoding(""));
    CHECK_NOTHROW(requireEncoding("Shift_JIS"));
}

TEST_CASE("Binary files are refused by name") {
    CHECK_THROWS_MATCHES(decoded("text\nPK\x03\x04\0\0"s), Error, says("t, line 2"));
    CHECK_THROWS_MATCHES(decoded("\x89PNG\r\n\x1a\n\0\0"s), Error, says("binary"));
}

TEST_CASE("UTF-16 that ends within a character is refused by the line it ends in") {
    std::string bytes = "\xff\xfe";
    for (int line = 0; line < 700; ++line)
        bytes += "a\0b\0\n\0"s;
    CHECK_THROWS_MATCHES(decoded(bytes + "x"), Error, says("t, line 701: the UTF-16 text ends within a character"));
    bytes.insert(2 + 3 * 2 * 99, "x");  // shifts all that follows, which has no line breaks any more
    CHECK_THROWS_MATCHES(decoded(bytes), Error, says("t, line 100: the UTF-16 text ends within a character"));
}
