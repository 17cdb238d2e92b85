// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectWatch.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "core/common/Error.h"
#include "core/experiment/project/ProjectFault.h"
#include "core/experiment/project/ProjectLog.h"
#include "core/experiment/project/SharedMemory.h"

namespace adapterscope {
namespace {

constexpr const char *logName = "log", *sharedName = "shared memory";

bool isSame(const timespec& a, const timespec& b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool isSameFile(const struct stat& a, const struct stat& b) {
    return a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

Sentence had(const Sentence& what, const std::string& file, const Sentence& happened) {
    return {"had its {} {} {}", what, file, happened};
}

}  // namespace

bool ProjectWatch::Content::operator==(const Content& other) const {
    return size == other.size && isSame(modified, other.modified) && header == other.header;
}

std::optional<struct stat> ProjectWatch::Companion::look() const {
    struct stat now {};
    return ::lstat(file.c_str(), &now) == 0 ? std::optional(now) : std::nullopt;
}

/// SQLite has it open, so no other file can get its number.
Sentence ProjectWatch::Companion::fate(const char* what, bool mayGrow) const {
    if (!status)
        return {};
    const auto now = look();
    if (!now)
        return had(what, file, "removed");
    if (!isSameFile(*now, *status))
        return had(what, file, "replaced by another file");
    if (now->st_nlink > 1)
        return had(what, file, "given a second name (a hard link)");
    if (now->st_size < status->st_size)
        return had(what, file, "cut off by another program");
    if (!mayGrow && (now->st_size != status->st_size || !isSame(now->st_mtim, status->st_mtim)))
        return had(what, file, "overwritten by another program");
    return {};
}

ProjectWatch::ProjectWatch(std::filesystem::path file, SQLite::Database& database)
    : m_file(std::move(file)),
      m_database(database),
      m_open(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)),
      m_log{m_file.string() + "-wal", {}},
      m_shared{m_file.string() + "-shm", {}},
      m_lossesBefore(sharedMemoryLosses()) {
    if (!m_open && errno == ENOENT)
        throw removedProject(m_file);
    if (!m_open)
        throw Error(Sentence("Cannot open {}: {}.", m_file.string(), std::strerror(errno)), ErrorKind::Machine);
    m_pageSize = m_database.execAndGet("PRAGMA page_size").getInt64();
    if (m_database.execAndGet("PRAGMA journal_mode").getString() == "wal") {
        m_log.status = m_log.look();
        m_shared.status = m_shared.look();
        m_sharedOpen = Descriptor(::open(m_shared.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        m_longest = m_database.execAndGet("PRAGMA wal_autocheckpoint").getInt();
        sqlite3_wal_hook(m_database.getHandle(), noteLength, this);  // mergeLog() does what the default one does
    }
    m_content = content();
    remember();
}

int ProjectWatch::noteLength(void* self, sqlite3*, const char*, int pages) {
    static_cast<ProjectWatch*>(self)->m_pages = pages;
    return SQLITE_OK;
}

Sentence ProjectWatch::fateOfPlace() const {
    struct stat open {
    }, named{};
    if (::fstat(m_open.number(), &open) != 0)
        return "can no longer be looked at";
    const bool isNamed = ::lstat(m_file.c_str(), &named) == 0;
    if (isNamed && !isSameFile(open, named))
        return "was replaced by another file";
    if (open.st_nlink == 0)
        return "was deleted";
    if (!isNamed) {
        std::error_code unknown;
        const auto now = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(m_open.number()), unknown);
        return now.empty() || now == m_file ? "is no longer where it was" : Sentence("was moved to {}", now.string());
    }
    if (open.st_nlink > 1)
        return "was given a second name (a hard link), under which another program could write it";
    return {};
}

Sentence ProjectWatch::fateOfFile() const {
    if (Sentence fate = fateOfPlace(); !fate.empty())
        return fate;
    const Content now = content();
    if (now == m_content)
        return {};
    return now.size < m_content.size ? "was cut off by another program" : "was overwritten by another program";
}

Sentence ProjectWatch::fate() const {
    if (Sentence fate = fateOfFile(); !fate.empty())
        return fate;
    if (Sentence fate = m_log.fate(logName, false); !fate.empty())
        return fate;
    if (Sentence fate = fateOfSharedMemory(); !fate.empty())
        return fate;
    return m_shared.status && index() != m_index ? had(sharedName, m_shared.file, "overwritten by another program")
                                                 : Sentence();
}

Sentence ProjectWatch::fateAfterChange() const {
    if (!m_log.status)
        return fateOfPlace();  // without a log the change was made in the file itself
    if (Sentence fate = fateOfFile(); !fate.empty())
        return fate;
    Companion written = m_log;
    written.status->st_size = std::max(written.status->st_size, sizeOfLog(m_pages, m_pageSize));
    if (Sentence fate = written.fate(logName, true); !fate.empty())
        return fate;
    if (Sentence fate = fateOfSharedMemory(); !fate.empty())
        return fate;
    const Index now = index();
    if (m_shared.status && (!now.isOfLog(m_pages) || (now.merged != 0 && now.merged != m_index.merged)))
        return had(sharedName, m_shared.file, "overwritten by another program");
    return {};
}

Sentence ProjectWatch::fateOfContent() const {
    const bool isWhole = !m_log.status || wholePagesOfLog(m_log.file) >= m_pages;
    return isWhole ? Sentence() : had(logName, m_log.file, "overwritten by another program");
}

Sentence ProjectWatch::fateOfSharedMemory() const {
    if (Sentence fate = m_shared.fate(sharedName, true); !fate.empty())
        return fate;
    return sharedMemoryLosses() != m_lossesBefore ? had(sharedName, m_shared.file, "cut off by another program")
                                                  : Sentence();
}

Sentence ProjectWatch::fateOfIndex() const {
    const Index now = index();
    const bool isSound = now.isOfLog(0) && (now.header != m_index.header || now.merged == m_index.merged);
    return m_shared.status && !isSound ? had(sharedName, m_shared.file, "overwritten by another program") : Sentence();
}

void ProjectWatch::remember() {
    if (!m_log.status)
        m_content = content();
    m_index = index();
    for (Companion* companion : {&m_log, &m_shared})
        if (companion->status)
            companion->status = companion->look().value_or(*companion->status);
}

bool ProjectWatch::mergeLog() {
    if (!m_log.status)
        return true;
    if (!mustMergeLog())
        return false;
    int pages = 0, merged = 0;
    const int result = sqlite3_wal_checkpoint_v2(m_database.getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages,
                                                 &merged);  // if it fails, the next one does its work
    m_content = content();
    remember();
    if (result != SQLITE_OK || pages != merged)
        return false;
    m_pages = 0;  // nothing in the log matters any more
    return true;
}

void ProjectWatch::letGo() const {
    struct stat open {
    }, named{};
    const bool isUnchanged = ::fstat(m_open.number(), &open) == 0 && ::lstat(m_file.c_str(), &named) == 0 &&
                             isSameFile(open, named) && content() == m_content;
    const bool isIndexUnchanged = !m_shared.status || index() == m_index;
    if (isUnchanged && isIndexUnchanged && m_log.fate(logName, false).empty() && fateOfSharedMemory().empty() &&
        fateOfContent().empty())
        return;  // it is whole, under two names
    sqlite3_db_config(m_database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const auto log = m_log.look();
    if (!isUnchanged && log && m_log.status && isSameFile(*log, *m_log.status)) {
        ::unlink(m_log.file.c_str());
        ::unlink(m_shared.file.c_str());
    }
}

bool ProjectWatch::Index::isOfLog(int pages) const {
    constexpr std::size_t pagesPlace = 4;
    const std::uint32_t known = header[pagesPlace];
    return header == copy && merged <= known && (pages == 0 || known == static_cast<std::uint32_t>(pages));
}

ProjectWatch::Index ProjectWatch::index() const {
    Index index;
    std::array<std::uint32_t, 25> words{};
    if (!m_sharedOpen || ::pread(m_sharedOpen.number(), words.data(), sizeof words, 0) != sizeof words)
        return index;
    std::copy_n(words.begin(), index.header.size(), index.header.begin());
    std::copy_n(words.begin() + index.header.size(), index.copy.size(), index.copy.begin());
    index.merged = words.back();
    return index;
}

ProjectWatch::Content ProjectWatch::content() const {
    Content content;
    struct stat status {};
    if (::fstat(m_open.number(), &status) == 0) {
        content.size = status.st_size;
        content.modified = status.st_mtim;
    }
    if (::pread(m_open.number(), content.header.data(), content.header.size(), 0) < 0)
        content.header.fill(0);
    return content;
}

}  // namespace adapterscope
