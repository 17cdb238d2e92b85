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

/// Notices that a project file is no longer what this process writes into: SQLite goes on with a file that was deleted,
/// moved or replaced as if nothing had happened. Must outlive the connection to the file, because closing any
/// descriptor of a file drops the locks that SQLite holds on it.
class ProjectWatch {
public:
    /// Of a file that SQLite has open. Throws Error if it cannot be opened.
    explicit ProjectWatch(std::filesystem::path file);

    /// What became of the file since the last remember(), as the end of a sentence ("was deleted"); empty if nothing.
    std::string fate() const;
    /// The content is now as this process wrote it.
    void remember();
    /// Before the connection to a file that is gone is closed: what it would still write there, or leave there for the
    /// next to read, must not reach the file that is now at its place.
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
