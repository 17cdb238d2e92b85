// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/ProjectWatch.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "core/common/Error.h"

namespace adapterscope {

bool ProjectWatch::Content::operator==(const Content& other) const {
    return size == other.size && modified.tv_sec == other.modified.tv_sec &&
           modified.tv_nsec == other.modified.tv_nsec && header == other.header;
}

ProjectWatch::ProjectWatch(std::filesystem::path file)
    : m_file(std::move(file)), m_open(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) {
    if (!m_open)
        throw Error("Cannot open " + m_file.string() + ": " + std::strerror(errno) + ".", ErrorKind::Machine);
    remember();
}

std::string ProjectWatch::fate() const {
    struct stat open {
    }, named{};
    if (::fstat(m_open.number(), &open) != 0)
        return "can no longer be looked at";
    const bool isNamed = ::lstat(m_file.c_str(), &named) == 0;
    if (isNamed && (open.st_ino != named.st_ino || open.st_dev != named.st_dev))
        return "was replaced by another file";
    if (open.st_nlink == 0)
        return "was deleted";
    if (!isNamed) {
        std::error_code unknown;
        const auto now = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(m_open.number()), unknown);
        return now.empty() || now == m_file ? "is no longer at its place" : "was moved to " + now.string();
    }
    if (open.st_nlink > 1)
        return "was given a second name (a hard link), under which another program could write it";
    if (!(content() == m_content))
        return open.st_size < m_content.size ? "was cut off by another program" : "was overwritten by another program";
    return {};
}

void ProjectWatch::remember() {
    m_content = content();
    struct stat log {};
    m_log = ::lstat((m_file.string() + "-wal").c_str(), &log) == 0 ? log.st_ino : 0;
}

void ProjectWatch::letGo(SQLite::Database& database) const {
    struct stat open {
    }, named{}, log{};
    const bool isInPlace = ::fstat(m_open.number(), &open) == 0 && ::lstat(m_file.c_str(), &named) == 0 &&
                           open.st_ino == named.st_ino && open.st_dev == named.st_dev;
    if (isInPlace && content() == m_content)
        return;  // it is whole, under two names
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const std::string file = m_file.string();
    if (m_log != 0 && ::lstat((file + "-wal").c_str(), &log) == 0 && log.st_ino == m_log) {
        ::unlink((file + "-wal").c_str());
        ::unlink((file + "-shm").c_str());
    }
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
