// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/ScratchFolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <system_error>

#include "core/common/Error.h"
#include "core/common/OwnPlaces.h"

namespace adapterscope {
namespace {

constexpr const char* lockName = "lock";

/// Open and locked, or nothing.
Descriptor tryLock(const std::filesystem::path& file, int flags) {
    Descriptor lock(open(file.c_str(), flags | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (lock && flock(lock.number(), LOCK_EX | LOCK_NB) != 0)
        lock.close();
    return lock;
}

/// A folder without a lock file is just being created, unless it is old.
bool isOld(const std::filesystem::path& folder) {
    std::error_code failed;
    const auto changed = std::filesystem::last_write_time(folder, failed);
    return !failed && std::filesystem::file_time_type::clock::now() - changed > std::chrono::hours(1);
}

}  // namespace

void ScratchFolder::fail(const std::filesystem::path& parent) const {
    const int reason = errno;
    const Sentence advice = reason == EMFILE || reason == ENFILE
                                ? Sentence("Close other programs, or raise the limit on open files (ulimit -n)")
                                : Sentence("Make room there, or set {} to another folder", m_use.variable);
    throw Error(Sentence("Cannot make a folder in {} for {}: {}. {}.", parent.string(), m_use.content,
                         std::strerror(reason), advice),
                ErrorKind::Machine);
}

ScratchFolder::ScratchFolder(const Use& use, const std::filesystem::path& parent) : m_use(use) {
    for (int attempt = 0; attempt < 10; ++attempt) {
        m_path = makeOwnFolder(parent, m_use.prefix);
        if (m_path.empty())
            break;
        m_lock = tryLock(m_path / lockName, O_CREAT);
        if (m_lock && hasName(m_lock))  // else somebody took it for a leftover before it was locked
            return;
        const int reason = errno;
        ::rmdir(m_path.c_str());  // empty, or gone already; the destructor of what was not made does not run
        errno = reason;
    }
    fail(parent);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::filesystem::path ScratchFolder::newFolder() const {
    std::filesystem::path folder = makeOwnFolder(m_path, "");
    if (folder.empty())
        fail(m_path);
    return folder;
}

Sentence ScratchFolder::fullness(std::int64_t bytes) const {
    const std::filesystem::path file = m_path / "room";
    const Descriptor open(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    const int reason = open ? posix_fallocate(open.number(), 0, std::max<off_t>(bytes, 1)) : errno;
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    if (reason == 0)
        return {};
    return {"{} has no room for {}: {}. Make room there, or set {} to another folder.", m_path.parent_path().string(),
            m_use.content, std::strerror(reason), m_use.variable};
}

void ScratchFolder::removeLeftovers(const Use& use, const std::filesystem::path& parent) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
        if (!entry.path().filename().string().starts_with(use.prefix) || !isOwnFolder(entry.path()))
            continue;
        const std::filesystem::path file = entry.path() / lockName;
        const Descriptor lock = tryLock(file, 0);
        if (lock || (!std::filesystem::exists(file, ignored) && isOld(entry.path())))
            std::filesystem::remove_all(entry.path(), ignored);
    }
}

}  // namespace adapterscope
