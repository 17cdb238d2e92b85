// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "core/experiment/comparison/FilterWords.h"

using namespace adapterscope;

TEST_CASE("The last word of a filter is unfinished while letters can still make it a word or a condition") {
    const std::vector<std::string> words = {
        "m=", "m=8", "m=64", "lr=", "lr=1e-3", "task=\"My Task\"", "done", "tag:Paper", "archived", "archived=any"};
    for (const char* unfinished : {"m", "m=", "m=6", "m!", "m!=", "lr", "lr>", "lr>=", "lr>=1e-", "dev>", "done lr>",
                                   "task=\"my", "task=\"", "tag:", "tag:pap", "TAG:PAP", "don", "archived="}) {
        CAPTURE(unfinished);
        CHECK(endsUnfinished(unfinished, words));
    }
    for (const char* finished : {"", "m=8", "m=64 ", "m= ", "lr ", "lr>=1e-3", "dev>0.9", "task=\"my task\"", "done",
                                 "Done", "archived", "m==8", "m=>8", "dev>high", "nowhere", "tag:paper"}) {
        CAPTURE(finished);
        CHECK_FALSE(endsUnfinished(finished, words));
    }
    // Whatever runs have, these begin a tag, a field and a status.
    for (const char* unfinished : {"ta", "tag", "lr", "stat", "diver", "arch"}) {
        CAPTURE(unfinished);
        CHECK(endsUnfinished(unfinished, {}));
    }
}
