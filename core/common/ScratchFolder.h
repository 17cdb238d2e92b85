// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/common/Descriptor.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// A private folder for files on their way to their final place, removed at the end. A lock held as long as this
/// process lives distinguishes it from one that a dead process left behind.
class ScratchFolder {
public:
    struct Use {
        const char* prefix;    ///< prefix of the names of these folders
        const char* content;   ///< what is kept there, for messages
        const char* variable;  ///< the environment variable that moves them elsewhere
    };

    /// Throws Error (kind Machine) naming `parent` if no folder can be created in it.
    ScratchFolder(const Use& use, const std::filesystem::path& parent);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// A folder in it under a name that does not depend on any file's content. Throws Error as above.
    std::filesystem::path newFolder() const;

    /// Why a file of that many bytes cannot be written there; empty if it can.
    Sentence fullness(std::int64_t bytes) const;

    /// Removes this person's folders in `parent` whose process is dead.
    static void removeLeftovers(const Use& use, const std::filesystem::path& parent);

private:
    [[noreturn]] void fail(const std::filesystem::path& parent) const;

    Use m_use;
    std::filesystem::path m_path;
    Descriptor m_lock;
};

}  // namespace adapterscope
