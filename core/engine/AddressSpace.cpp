// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AddressSpace.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>

namespace adapterscope {

std::string addressSpaceFault() {
    constexpr std::uint64_t needed = 192, megabyte = 1 << 20;
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return {};
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const std::uint64_t used = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / megabyte;
    const std::uint64_t allowed = limit.rlim_cur / megabyte;
    if (used + needed <= allowed)
        return {};
    return fmt::format(
        "The memory that a program may address is limited to {} MB here. The engine has {} MB in use before it trains, "
        "and needs at least {} MB: raise that limit (ulimit -v).",
        allowed, used, used + needed);
}

}  // namespace adapterscope
