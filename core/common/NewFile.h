// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <system_error>

#include "core/common/Descriptor.h"

namespace adapterscope {

/// A file that gets its name once it is whole. Until then it is in the target folder under a name that was free, so
/// no link is followed and no other file is touched; one that is not kept leaves nothing behind. What a killed process
/// left of the same target is removed.
class NewFile {
public:
    /// An empty file; `failed` is set if it cannot be created, or if the target is a device, a pipe or a folder, or a
    /// link to one. `mode` is its permissions, less the process's umask.
    NewFile(std::filesystem::path target, std::error_code& failed, mode_t mode = 0666);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    /// Gives it its name, replacing a file that has it now; `failed` is set if that fails.
    void keep(std::error_code& failed);

    /// Removes this user's unfinished files of the target, and what SQLite kept beside them, if their process is dead.
    static void removeLeftovers(const std::filesystem::path& target);

private:
    std::filesystem::path m_target, m_path;
    Descriptor m_lock;  ///< while it is held, the file is not a leftover
};

}  // namespace adapterscope
