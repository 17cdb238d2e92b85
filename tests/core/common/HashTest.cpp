// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("SHA-256 equals the values of FIPS 180-4") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("The hash of a file is the hash of its bytes") {
    TempFolder folder;
    const std::string content(200'000, 'x');
    writeFile(folder / "a", content);
    CHECK(sha256File(folder / "a") == sha256(content));
}

TEST_CASE("Hashing a missing file names it") {
    CHECK_THROWS_MATCHES(sha256File("/nowhere/at/all"), Error, says("/nowhere/at/all"));
}
