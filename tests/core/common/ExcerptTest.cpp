// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Excerpt.h"
#include "tests/support/Support.h"

using namespace adapterscope;

TEST_CASE("What a terminal would obey or cannot read is shown as question marks") {
    CHECK(withoutControls("a\x1b[2J\x7f\tb\n") == "a?[2J?\tb\n");
    CHECK(withoutControls("\xc2\x9b"
                          "2J\xc2\xa0\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80") ==
          "?2J\xc2\xa0\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
    CHECK(withoutControls("\x9b"
                          "2J \xff \xc3( \xe2\x82") == "?2J ? ?( ??");
    CHECK(onOneLine("two\nlines\x07") == "two lines?");
    CHECK(excerpt("name\xe9") == "name?");
}
