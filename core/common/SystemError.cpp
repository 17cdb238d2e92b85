// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/SystemError.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace adapterscope {

ErrorKind kindOf(const std::error_code& error) {
    constexpr std::array machines = {ENOSPC, EDQUOT, EFBIG, ENOMEM, EMFILE, ENFILE, EIO};
    const bool isMachines =
        (error.category() == std::generic_category() || error.category() == std::system_category()) &&
        std::find(machines.begin(), machines.end(), error.value()) != machines.end();
    return isMachines ? ErrorKind::Machine : ErrorKind::Input;
}

Sentence reasonOf(const std::error_code& error) {
    if (error == std::errc::too_many_symbolic_link_levels)
        return "a link on the way there leads back to itself";
    rlimit limit{};
    if (error == std::errc::file_too_large && ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        return {"it would exceed the file size limit, which is {} kB (ulimit -f)", limit.rlim_cur / 1024};
    return error.message();
}

std::error_code systemError() {
    return {errno, std::generic_category()};
}

}  // namespace adapterscope
