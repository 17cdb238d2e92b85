// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include <limits>

#include "core/common/Quantity.h"

using namespace adapterscope;

TEST_CASE("Long numbers have separators of thousands") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1,000");
    CHECK(grouped(2379264) == "2,379,264");
    CHECK(grouped(-999) == "-999");
    CHECK(grouped(-12345) == "-12,345");
    CHECK(grouped(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("One is counted in the singular and all else in the plural") {
    CHECK(counted(0, "layer") == "0 layers");
    CHECK(counted(1, "layer") == "1 layer");
    CHECK(counted(12000, "layer") == "12,000 layers");
    CHECK(counted(1, "class", "classes") == "1 class");
    CHECK(counted(2, "class", "classes") == "2 classes");
}

TEST_CASE("Bytes are given in a unit that fits") {
    CHECK(byteSize(0) == "0 B");
    CHECK(byteSize(999) == "999 B");
    CHECK(byteSize(1000) == "1.0 kB");
    CHECK(byteSize(540680) == "540.7 kB");
    CHECK(byteSize(999600) == "1.0 MB");
    CHECK(byteSize(1340000000) == "1.3 GB");
    CHECK(byteSize(25'000'000'000'000) == "25000.0 GB");
}

TEST_CASE("A duration is given in its two largest units") {
    CHECK(durationText(-1) == "0 s");
    CHECK(durationText(42.4) == "42 s");
    CHECK(durationText(59.6) == "1 min 0 s");
    CHECK(durationText(75) == "1 min 15 s");
    CHECK(durationText(7260) == "2 h 1 min");
}
