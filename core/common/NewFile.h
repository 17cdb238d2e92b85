// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <system_error>

namespace adapterscope {

/// A file that gets its name once it is whole. Until then it stands beside its place under a name that was free, so no
/// link is followed and no other file is touched; one that is not kept leaves nothing behind.
class NewFile {
public:
    /// An empty file; `failed` is set if there cannot be one, or if what has the name now is a device, a pipe or a
    /// folder. `mode` is who may do what with it, less the process's mask.
    NewFile(std::filesystem::path target, std::error_code& failed, mode_t mode = 0666);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    /// Gives it its name, in place of a file that has it now; `failed` is set if that cannot be done.
    void keep(std::error_code& failed);

private:
    std::filesystem::path m_target, m_path;
};

}  // namespace adapterscope
