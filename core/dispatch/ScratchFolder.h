// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/Descriptor.h"
#include "core/Folders.h"

namespace adapterscope {

/// A private folder for files on their way from the engine into the project, removed at the end. A lock held as long as
/// this process lives tells it from one that a dead process left behind.
class ScratchFolder {
public:
    /// Throws Error (kind Machine) naming `parent` where there can be no folder in it.
    explicit ScratchFolder(const std::filesystem::path& parent = temporaryFolder());
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// A folder in it under a name that no file's content has a part in. Throws Error as above.
    std::filesystem::path newFolder() const;

    /// Removes this person's folders in `parent` whose process is dead.
    static void removeLeftovers(const std::filesystem::path& parent = temporaryFolder());

private:
    std::filesystem::path m_path;
    Descriptor m_lock;
};

}  // namespace adapterscope
