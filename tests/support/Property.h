// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <cstdlib>

namespace adapterscope::test {

/// Checks with RapidCheck what must hold for everything its generators draw. The draws are the same in every run,
/// unless the environment variable RC_PARAMS gives another seed or number (such as "seed=5 max_success=10000"); a case
/// that fails is shrunk and printed.
template <typename Property>
void checkProperty(Property property) {
    ::setenv("RC_PARAMS", "seed=2019 max_success=200", 0);
    CHECK(rc::check(property));
}

}  // namespace adapterscope::test
