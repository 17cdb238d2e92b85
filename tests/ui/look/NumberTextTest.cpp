// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/look/NumberText.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Numbers are shown with separators and three digits") {
    CHECK(withSeparators(2379264) == "2,379,264");
    CHECK(withSeparators(0) == "0");
    CHECK(percentText(2.8123) == "2.81 %");
    CHECK(percentText(0.01234) == "0.0123 %");
    CHECK(percentText(100) == "100 %");
    CHECK(percentText(0) == "0 %");
    CHECK(bytesText(999) == "999 bytes");
    CHECK(bytesText(540680) == "540.7 kB");
    CHECK(bytesText(9517056) == "9.5 MB");
    CHECK(bytesText(438000000) == "438.0 MB");
    CHECK(bytesText(1340000000) == "1.3 GB");
}
