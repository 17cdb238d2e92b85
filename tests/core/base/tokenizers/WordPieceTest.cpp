// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>

#include "core/base/tokenizers/WordPiece.h"
#include "core/common/Error.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using Ids = std::vector<std::int32_t>;

namespace {

WordPiece alphabet(const WordPieceOptions& options = {}) {
    return WordPiece({"[UNK]", "[CLS]", "[SEP]", "a", "b", "##a", "##b", "##ab", "[MASK]", "\xe4\xb8\xad"}, options,
                     "vocab.txt");
}

Ids encodePair(const std::string& first, const std::string& second, int maxLength) {
    const std::string_view pair = second;
    return alphabet().encode(first, &pair, maxLength).ids;
}

}  // namespace

TEST_CASE("Pieces are the longest from the left") {
    CHECK(alphabet().encodePlain("abab") == Ids{3, 6, 7});  // a ##b ##ab
    CHECK(alphabet().encodePlain("ba c ab") == Ids{4, 5, 0, 3, 6});
}

TEST_CASE("A word without a way to its end is one unknown token") {
    const Encoding encoding = alphabet().encode("abz b", nullptr, 0);
    CHECK(encoding.ids == Ids{1, 0, 4, 2});
    CHECK(encoding.offsets[1] == std::pair(0, 3));
}

TEST_CASE("A word of more than a hundred characters is unknown") {
    CHECK(alphabet().encodePlain(std::string(100, 'a')).size() == 100);
    CHECK(alphabet().encodePlain(std::string(101, 'a')) == Ids{0});
}

TEST_CASE("The longer text is cut first and both equally when both are long") {
    CHECK(encodePair("a a a a a", "b b", 7) == Ids{1, 3, 3, 2, 4, 4, 2});           // room 4: 2 and 2
    CHECK(encodePair("a a a a a", "b", 7) == Ids{1, 3, 3, 3, 2, 4, 2});             // room 4: 3 and 1
    CHECK(encodePair("a a a a a", "b b b b b", 8) == Ids{1, 3, 3, 2, 4, 4, 4, 2});  // room 5: 2 and 3
    CHECK(encodePair("a", "b b b", 5) == Ids{1, 3, 2, 4, 2});
    CHECK(encodePair("a a", "b b", 3) == Ids{1, 2, 2});
    CHECK(encodePair("a a", "b b", 0).size() == 7);
}

TEST_CASE("Type ids mark the second text with its end") {
    const std::string_view pair = "b b";
    CHECK(alphabet().encode("a", &pair, 0).typeIds == Ids{0, 0, 0, 1, 1, 1});
    CHECK(alphabet().encode("a a", nullptr, 0).typeIds == Ids{0, 0, 0, 0});
}

TEST_CASE("A length without room for the special tokens is an error") {
    const std::string_view pair = "b";
    CHECK(alphabet().encode("a", nullptr, 2).ids == Ids{1, 2});
    CHECK_THROWS_MATCHES(alphabet().encode("a", nullptr, 1), Error, says("length of 1 token is"));
    CHECK_THROWS_MATCHES(alphabet().encode("a", &pair, 2), Error, says("around the text take 3"));
    CHECK_THROWS_MATCHES(alphabet().encode("a", nullptr, -4), Error, says("-4"));
}

TEST_CASE("Special tokens in the text are taken as they are and only in their own case") {
    WordPieceOptions options;
    options.added.add({{.content = "[MASK]", .normalized = false, .special = true}});
    const WordPiece masked = alphabet(options);
    CHECK(masked.encodePlain("a[MASK]b") == Ids{3, 8, 4});
    CHECK(masked.encodePlain("[mask]") == Ids{0, 0, 0});
    const Encoding encoding = masked.encode("a [MASK] b", nullptr, 0);
    CHECK(encoding.offsets[2] == std::pair(2, 8));
    CHECK(encoding.offsets[3] == std::pair(9, 10));
}

TEST_CASE("Broken UTF-8 counts as one code point and leaves nothing") {
    const Encoding encoding = alphabet().encode("a\xff b\xe4\xb8", nullptr, 0);
    CHECK(encoding.ids == Ids{1, 3, 4, 2});
    CHECK(encoding.offsets[2] == std::pair(3, 4));
    CHECK(alphabet().encodePlain("\xc0\x80\xed\xa0\x80").empty());
}

TEST_CASE("Ideographs are words of their own unless requested otherwise") {
    CHECK(alphabet().encodePlain("a\xe4\xb8\xad"
                                 "b") == Ids{3, 9, 4});
    WordPieceOptions options;
    options.normalizer.chineseCharacters = false;
    CHECK(alphabet(options).encodePlain("a\xe4\xb8\xad"
                                        "b") == Ids{0});
}

TEST_CASE("Control characters vanish inside words unless text is not cleaned") {
    CHECK(alphabet().encodePlain("a\x01"
                                 "b") == Ids{3, 6});
    WordPieceOptions options;
    options.normalizer.cleanText = false;
    CHECK(alphabet(options).encodePlain("a\x01"
                                        "b") == Ids{0});
}

TEST_CASE("Many threads may use one tokenizer at once") {
    const WordPiece tokenizer = alphabet();
    const std::string text = "abab ba [MASK] ab\xc3\xa9 zz b";
    const Encoding expected = tokenizer.encode(text, nullptr, 0);
    std::vector<std::future<bool>> workers;
    for (int i = 0; i < 4; ++i)
        workers.push_back(std::async(std::launch::async, [&] {
            for (int k = 0; k < 500; ++k)
                if (tokenizer.encode(text, nullptr, 0).ids != expected.ids)
                    return false;
            return true;
        }));
    for (std::future<bool>& worker : workers)
        CHECK(worker.get());
}
