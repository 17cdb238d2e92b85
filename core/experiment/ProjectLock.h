// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/Error.h"

namespace adapterscope {

/// The project is open in another process.
class ProjectHeld : public Error {
public:
    ProjectHeld(const std::string& sentence, int holder) : Error(sentence), m_holder(holder) {}

    int holder() const noexcept { return m_holder; }  ///< number of the process; 0 where it is not known

private:
    int m_holder;
};

/// Exclusive ownership of a project file by this process: an advisory lock on a small file beside it (NAME-lock) that
/// holds the owner's process number. The kernel drops the lock when its owner dies, so what a dead process left behind
/// is no obstacle.
class ProjectLock {
public:
    /// Throws ProjectHeld where another process has the project open, Error where this one has.
    explicit ProjectLock(const std::filesystem::path& projectFile);
    ~ProjectLock();
    ProjectLock(const ProjectLock&) = delete;
    ProjectLock& operator=(const ProjectLock&) = delete;

private:
    std::filesystem::path m_file;
    int m_descriptor = -1;
};

}  // namespace adapterscope
