// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"

namespace adapterscope {

/// The project is open in another process.
class ProjectHeld : public Error {
public:
    ProjectHeld(Sentence sentence, int holder) : Error(std::move(sentence)), m_holder(holder) {}

    int holder() const noexcept { return m_holder; }  ///< number of the process; 0 if unknown

private:
    int m_holder;
};

/// Exclusive ownership of a project file by this process: an advisory lock on a small file beside it (NAME-lock) that
/// holds the owner's process number. The kernel drops the lock when its owner dies, so leftovers of a dead process
/// are harmless.
class ProjectLock {
public:
    /// Throws ProjectHeld if another process has the project open, Error if this one has, or if a link, something other
    /// than a plain file, or another user's file is in the lock's place: that is left untouched.
    explicit ProjectLock(const std::filesystem::path& projectFile);
    ~ProjectLock();
    ProjectLock(const ProjectLock&) = delete;
    ProjectLock& operator=(const ProjectLock&) = delete;

    /// The process that has the project open (0 if its number is not known), looked up without taking the lock.
    static std::optional<int> holder(const std::filesystem::path& projectFile);

private:
    std::filesystem::path m_file;
    Descriptor m_lock;
};

}  // namespace adapterscope
