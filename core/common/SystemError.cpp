// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/SystemError.h"

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

std::error_code systemError() {
    return {errno, std::generic_category()};
}

}  // namespace adapterscope
