// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <sys/stat.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/common/Descriptor.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// Notices that a project file, or what SQLite keeps beside it, is no longer what this process wrote: SQLite continues
/// with files that were deleted, moved, replaced or changed as if nothing had happened. This relies on the owner being
/// the only writer: in WAL mode the file changes when its owner merges the log into it (mergeLog), the log when its
/// owner commits; readers write neither, and the memory that they share with the owner (NAME-shm) only grows.
/// Must outlive the connection to the file, because closing any descriptor of a file drops the locks that SQLite
/// holds on it.
class ProjectWatch {
public:
    /// Watches a file that SQLite has open and has read. Throws Error if it cannot be opened.
    ProjectWatch(std::filesystem::path file, SQLite::Database& database);
    ProjectWatch(const ProjectWatch&) = delete;
    ProjectWatch& operator=(const ProjectWatch&) = delete;

    /// What happened to the file since the last remember(), as the words after its name ("was deleted"); empty if
    /// nothing did.
    Sentence fate() const;
    /// The same just after a change was committed here, whose own writes are expected.
    Sentence fateAfterChange() const;
    /// The same by reading the log, whose content SQLite trusts: for when it is to be merged or an error may come from
    /// it.
    Sentence fateOfContent() const;
    /// The parts of it that concern where the file is, and the memory that SQLite's programs share.
    Sentence fateOfPlace() const;
    Sentence fateOfSharedMemory() const;
    /// The part that no program that follows SQLite's rules can have done.
    Sentence fateOfIndex() const;
    /// Notes that the content is now as this process wrote it.
    void remember();

    bool mustMergeLog() const { return m_longest > 0 && m_pages >= m_longest; }
    /// Merges the log into the file if it has become long. Returns whether the file now holds everything.
    bool mergeLog();
    /// Call this before closing the connection to a file that is gone or changed: what SQLite would still write, or
    /// leave for the next reader, must not reach the file that is now in its place.
    void letGo() const;

private:
    struct Content {
        off_t size = 0;
        timespec modified{};
        std::array<char, 100> header{};  ///< SQLite's own
        bool operator==(const Content& other) const;
    };
    /// A file beside the project, as it was when this process last wrote to it.
    struct Companion {
        std::string file;
        std::optional<struct stat> status;  ///< empty if SQLite keeps none

        std::optional<struct stat> look() const;
        Sentence fate(const char* what, bool mayGrow) const;
    };

    /// What SQLite's programs share about the log, as far as only its owner writes it
    /// (https://www.sqlite.org/walformat.html, section 2.1).
    struct Index {
        std::array<std::uint32_t, 12> header{}, copy{};
        std::uint32_t merged = 0;  ///< pages of the log that are in the file
        bool operator==(const Index& other) const = default;
        /// Whether SQLite can have left it like this with a log of this many pages; 0 if their number is not known.
        bool isOfLog(int pages) const;
    };

    Content content() const;
    Index index() const;
    Sentence fateOfFile() const;
    static int noteLength(void* self, sqlite3* database, const char* name, int pages);

    std::filesystem::path m_file;
    SQLite::Database& m_database;
    Descriptor m_open;
    Content m_content;
    Companion m_log, m_shared;
    Descriptor m_sharedOpen;  ///< kept, as m_open is
    Index m_index;
    std::int64_t m_pageSize = 0;
    int m_pages = 0, m_longest = 0;  ///< of the log: now, as far as known; when to merge it
    int m_lossesBefore = 0;          ///< of shared memory, in this process
};

}  // namespace adapterscope
