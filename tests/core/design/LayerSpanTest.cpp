// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/design/LayerSpan.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

TEST_CASE("A span of layers reads and writes the same text") {
    for (const std::string text : {"all", "none", "0", "0-3+6", "2+4+6", "0-11", "3-4"}) {
        CAPTURE(text);
        CHECK(LayerSpan::parse(text).text() == text);
    }
    CHECK(LayerSpan::parse("6+0-3").text() == "0-3+6");
    CHECK(LayerSpan::parse("0-2+2-5") == LayerSpan::of({0, 1, 2, 3, 4, 5}));
    CHECK(LayerSpan::of({5, 1, 1}).listed() == std::vector<int>{1, 5});
}

TEST_CASE("A span knows its layers and its highest one") {
    const auto span = LayerSpan::parse("0-3+6");
    CHECK(span.contains(3));
    CHECK_FALSE(span.contains(4));
    CHECK(span.contains(6));
    CHECK(span.highest() == 6);
    CHECK_FALSE(span.isAll());
    CHECK(LayerSpan().contains(1000));
    CHECK(LayerSpan().highest() == -1);
    CHECK_FALSE(LayerSpan::none().contains(0));
    CHECK(LayerSpan::of({}) == LayerSpan::none());
}

TEST_CASE("Text that is not a span is refused with it") {
    for (const std::string text :
         {"", "-1", "3-", "a", "0..3", "0-3+", "0,1", "99999", "99999999999", "0x1", "all+1"}) {
        CAPTURE(text);
        CHECK_THROWS_MATCHES(LayerSpan::parse(text), Error, says("'" + text + "'"));
    }
    CHECK_THROWS_MATCHES(LayerSpan::parse("0+6-3"), Error, says("6-3"));
}
