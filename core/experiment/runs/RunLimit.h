// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/common/Error.h"

namespace adapterscope {

/// Runs that are planned at once: far above any sweep that ends, and few enough that a mistyped one is refused in
/// seconds.
constexpr std::size_t mostRuns = 100'000;

/// Throws Error with both numbers if a sweep may not have that many runs.
inline void requireFewRuns(std::size_t runs) {
    if (runs > mostRuns)
        throw Error("The sweep has {} runs: it may have at most {}. Use fewer alternatives or seeds.", runs, mostRuns);
}

}  // namespace adapterscope
