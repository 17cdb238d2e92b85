// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/FileKind.h"

#include <system_error>

namespace adapterscope {

bool isFile(const std::filesystem::path& place) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(place, ignored);
}

std::string otherKindOf(std::filesystem::file_type type) {
    using enum std::filesystem::file_type;
    switch (type) {
        case directory:
            return "a folder";
        case fifo:
            return "a pipe";
        case character:
        case block:
            return "a device";
        case socket:
            return "a socket";
        default:
            return {};
    }
}

std::string otherKindOf(const std::filesystem::path& place) {
    std::error_code failed, unknown;
    const std::filesystem::file_type type = std::filesystem::status(place, failed).type();
    const bool isLoop = failed == std::errc::too_many_symbolic_link_levels &&
                        std::filesystem::is_symlink(std::filesystem::symlink_status(place, unknown));
    return isLoop ? "a link that leads back to itself" : otherKindOf(type);
}

}  // namespace adapterscope
