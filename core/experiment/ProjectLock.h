// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace adapterscope {

/// Exclusive ownership of a project file by this process: an advisory lock on a small file beside it (NAME-lock) that
/// holds the owner's process number. The kernel drops the lock when its owner dies, so what a dead process left behind
/// is no obstacle.
class ProjectLock {
public:
    /// Throws Error naming the holder where another process, or this one, has the project open.
    explicit ProjectLock(const std::filesystem::path& projectFile);
    ~ProjectLock();
    ProjectLock(const ProjectLock&) = delete;
    ProjectLock& operator=(const ProjectLock&) = delete;

private:
    std::filesystem::path m_file;
    int m_descriptor = -1;
};

}  // namespace adapterscope
