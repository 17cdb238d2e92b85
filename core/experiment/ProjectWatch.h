// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <string>

#include "core/common/Descriptor.h"

namespace adapterscope {

/// Notices that a project file is no longer the one this process writes to: SQLite continues with a file that was
/// deleted, moved or replaced as if nothing had happened. Must outlive the connection to the file, because closing any
/// descriptor of a file drops the locks that SQLite holds on it.
class ProjectWatch {
public:
    /// Watches a file that SQLite has open. Throws Error if it cannot be opened.
    explicit ProjectWatch(std::filesystem::path file);

    /// What happened to the file since the last remember(), as the end of a sentence ("was deleted"); empty if nothing
    /// did.
    std::string fate() const;
    /// Notes that the content is now as this process wrote it.
    void remember();
    /// Call this before closing the connection to a file that is gone: what SQLite would still write, or leave for the
    /// next reader, must not reach the file that is now in its place.
    void letGo(SQLite::Database& database) const;

private:
    struct Content {
        off_t size = 0;
        timespec modified{};
        std::array<char, 100> header{};  ///< SQLite's own
        bool operator==(const Content& other) const;
    };
    Content content() const;

    std::filesystem::path m_file;
    Descriptor m_open;
    Content m_content;
    ino_t m_log = 0;  ///< SQLite's, beside the file
};

}  // namespace adapterscope
