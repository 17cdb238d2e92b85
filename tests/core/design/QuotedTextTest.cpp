// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/design/QuotedText.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

TEST_CASE("A text keeps its characters in quotation marks") {
    CHECK(quotedText("two words") == R"("two words")");
    CHECK(quotedText("a \"b\" \\ c\n") == R"("a \"b\" \\ c\n")");
    CHECK(quotedText("caf\xc3\xa9") == "\"caf\xc3\xa9\"");
    for (const std::string& text : {std::string(), std::string("\""), std::string("\\"), std::string("a\0b\x7f", 4)})
        CHECK(withoutQuotes(quotedText(text)) == text);
    CHECK(isInQuotes("\"a"));
    CHECK_FALSE(isInQuotes("a\""));
    for (const char* broken : {"a", "\"", "\"a\"b\"", "12", "null", "\"line\nbreak\""})
        CHECK_THROWS_MATCHES(withoutQuotes(broken), Error, says("not a text in quotation marks"));
}

TEST_CASE("A text is split only outside quotation marks") {
    using Pieces = std::vector<std::string>;
    CHECK(splitOutsideQuotes(R"(a, "b,c" ,d="e\",f" )", ',') == Pieces{"a", R"("b,c")", R"(d="e\",f")"});
    CHECK(splitOutsideQuotes(R"("a\\",b)", ',') == Pieces{R"("a\\")", "b"});
    for (const char* plain : {"", ",", "a,,b ", R"(\,a)"})
        CHECK(splitOutsideQuotes(plain, ',') == split(plain, ','));
    for (const char* open : {"\"", "a,\"b", R"("a\")"})
        CHECK_THROWS_MATCHES(splitOutsideQuotes(open, ','), Error, says("quotation mark is not closed"));
}
