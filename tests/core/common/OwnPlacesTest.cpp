// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cerrno>

#include "core/common/OwnPlaces.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("An unnamed file can be written and is in no folder") {
    TempFolder folder;
    const Descriptor file = makeUnnamedFile(folder.path(), "states-");
    REQUIRE(file);
    CHECK_FALSE(hasName(file));
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK(::pwrite(file.number(), "x", 1, 0) == 1);
}

TEST_CASE("An unnamed file that cannot be made leaves the reason in errno") {
    TempFolder folder;
    const Descriptor file = makeUnnamedFile(folder / "gone", "states-");
    const int reason = errno;
    CHECK_FALSE(file);
    CHECK(reason == ENOENT);
}
