// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/TextFile.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "core/common/Error.h"

namespace adapterscope {

std::string readWholeFile(const std::filesystem::path& file, std::uintmax_t maxBytes) {
    std::error_code failed;
    const auto status = std::filesystem::status(file, failed);
    if (!std::filesystem::exists(status))
        throw Error("There is no file {}.", file.string());
    if (std::filesystem::is_directory(status))
        throw Error("{} is a folder; a file is wanted here.", file.string());
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error("{} cannot be read: {}.", file.string(), std::strerror(errno));
    const auto bytes = std::filesystem::file_size(file, failed);
    if (!failed && maxBytes != 0 && bytes > maxBytes)
        throw Error("{} holds {} bytes; at most {} are read here.", file.string(), bytes, maxBytes);
    std::string content;
    if (!failed)
        content.reserve(bytes);
    content.assign(std::istreambuf_iterator<char>(stream), {});
    if (stream.bad())
        throw Error("{} cannot be read to its end.", file.string());
    return content;
}

}  // namespace adapterscope
