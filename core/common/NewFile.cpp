// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/NewFile.h"

#include <fcntl.h>

#include <cerrno>
#include <random>
#include <string>
#include <utility>

#include "core/common/Descriptor.h"

namespace adapterscope {

NewFile::NewFile(std::filesystem::path target, std::error_code& failed, mode_t mode) : m_target(std::move(target)) {
    failed.clear();
    std::error_code unknown;
    const auto kind = std::filesystem::symlink_status(m_target, unknown).type();
    if (kind != std::filesystem::file_type::not_found && kind != std::filesystem::file_type::regular &&
        kind != std::filesystem::file_type::symlink) {  // a device or a pipe would be lost, a folder cannot be replaced
        failed = std::make_error_code(kind == std::filesystem::file_type::directory ? std::errc::is_a_directory
                                                                                    : std::errc::invalid_argument);
        return;
    }
    std::random_device random;
    for (;;) {
        const std::string name = "." + m_target.filename().string() + "." + std::to_string(random()) + ".part";
        std::filesystem::path path = m_target.parent_path() / name;
        if (const Descriptor made(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)); made) {
            m_path = std::move(path);
            return;
        }
        if (errno == EEXIST)
            continue;
        failed.assign(errno, std::generic_category());
        return;
    }
}

NewFile::~NewFile() {
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove(m_path, ignored);
}

void NewFile::keep(std::error_code& failed) {
    std::filesystem::rename(m_path, m_target, failed);
    if (!failed)
        m_path.clear();
}

}  // namespace adapterscope
