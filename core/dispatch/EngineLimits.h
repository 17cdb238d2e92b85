// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/common/Sentence.h"

/// The limits of this process (ulimit), which its engine inherits.
namespace adapterscope {

/// MB that this process may address (RLIMIT_AS, `ulimit -v`); nothing if there is no limit.
std::optional<std::uint64_t> addressableMegabytes();
/// MB of address space in use.
std::uint64_t megabytesInUse();
/// The least that an engine uses once its libraries are loaded.
constexpr std::uint64_t loadedEngineMegabytes = 800;

/// Why an engine with that many MB in use could not train even the built-in base within that limit; empty if it
/// could. Beyond the limit libraries do not fail: their threads wait forever.
Sentence addressSpaceFault(std::uint64_t inUse, const std::optional<std::uint64_t>& addressable);

/// Why a window could not be drawn within that limit; empty if it could. Beyond the limit Qt draws in part or crashes.
Sentence windowSpaceFault(const std::optional<std::uint64_t>& addressable);

/// The limits that may be too low for an engine to start, one sentence each.
std::vector<Sentence> limitsAtStart();

}  // namespace adapterscope
