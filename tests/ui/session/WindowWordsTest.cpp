// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/session/WindowWords.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The window names its controls where the command line names options") {
    CHECK(inWindowWords(QString("max length is 128, but the base mine has only 64 positions: lower --max-length to 64 "
                                "or less.")) ==
          "Max length is 128, but the base mine has only 64 positions: lower "
          "\"Longest text\" on the Sweep page to 64 or less.");
}
