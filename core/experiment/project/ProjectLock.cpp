// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectLock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "core/common/Error.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace {

[[noreturn]] void failToCreate(const std::filesystem::path& project, int reason) {
    const std::string folder = project.parent_path().string();
    if (reason == ENOSPC || reason == EDQUOT)
        throw Error(Sentence("The disk is full: no room to open {}. Free some space and try again.", project.string()),
                    ErrorKind::Machine);
    if (reason == EACCES || reason == EPERM || reason == EROFS)
        throw Error("Cannot open {} for writing: the folder {} is read-only. {}", project.string(), folder,
                    std::filesystem::exists(project) ? "Copy the project to a folder of your own."
                                                     : "Choose a folder of your own for the project.");
    if (reason == ENOENT || reason == ENOTDIR)
        throw Error("Cannot open {}: the folder {} is not there. Create it first.", project.string(), folder);
    throw Error(Sentence("Cannot open {}: {}.", project.string(), reasonOf({reason, std::generic_category()})),
                ErrorKind::Machine);
}

/// The beginning of a file, which is the whole of a lock; absent if it cannot be read.
std::optional<std::string> beginningOf(int descriptor) {
    std::string text(32, '\0');
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    if (size < 0)
        return std::nullopt;
    text.resize(static_cast<std::size_t>(size));
    return text;
}

/// The process that the file names; 0 if none.
int holderIn(int descriptor) {
    return static_cast<int>(std::strtol(beginningOf(descriptor).value_or("").c_str(), nullptr, 10));
}

/// Whether the file holds what a lock may: nothing, or the number of a process.
bool isLock(int descriptor) {
    constexpr std::size_t longest = 20;
    std::optional<std::string> text = beginningOf(descriptor);
    if (text && text->ends_with('\n'))
        text->pop_back();
    return text && text->size() <= longest &&
           std::all_of(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The same of a lock that somebody holds: its owner, who has it before writing its number, gets a moment to do so.
int numberOfHolder(int descriptor) {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds patience{500}, pause{2};
    const auto deadline = Clock::now() + patience;
    int pid = holderIn(descriptor);
    for (; pid <= 0 && Clock::now() < deadline; pid = holderIn(descriptor))
        std::this_thread::sleep_for(pause);
    return pid;
}

[[noreturn]] void failHeld(const std::filesystem::path& project, int descriptor) {
    const int pid = numberOfHolder(descriptor);
    if (pid == ::getpid())
        throw Error("{} is open in this program already: close it there first.", project.string());
    const std::string holder = pid > 0 ? " (pid " + std::to_string(pid) + ")" : "";
    throw ProjectHeld({"{} is open in another process{}: close it there first.", project.string(), holder}, pid);
}

/// Something that is not our project's lock is where the lock belongs; it is left as it is.
[[noreturn]] void failForeign(const std::filesystem::path& project, const std::filesystem::path& file,
                              const std::string& what) {
    throw Error("Cannot open {} for writing: {} {}. It was left untouched; if nobody uses the project, remove it.",
                project.string(), file.string(), what);
}

/// Opens or creates the lock file; never through a link, and never another user's, except to learn that
/// that user has the project open.
Descriptor openLock(const std::filesystem::path& project, const std::filesystem::path& file) {
    // Not inherited by the engines that this process starts: a lock lives as long as any copy of its descriptor.
    constexpr int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    Descriptor lock(::open(file.c_str(), flags | O_RDWR | O_CREAT, 0644));
    if (!lock && errno == ELOOP)
        failForeign(project, file, "is a link");
    if (!lock && errno == EISDIR)
        failForeign(project, file, "is a folder");
    if (!lock && errno == EACCES) {
        lock = Descriptor(::open(file.c_str(), flags | O_RDONLY));
        errno = EACCES;
    }
    if (!lock)
        failToCreate(project, errno);
    struct stat status {};
    if (::fstat(lock.number(), &status) != 0)
        failToCreate(project, errno);
    if (!S_ISREG(status.st_mode))
        failForeign(project, file, "is not a regular file");
    if (status.st_nlink > 1)
        failForeign(project, file, "has a second name");
    if (status.st_uid != ::geteuid()) {
        if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
            failHeld(project, lock.number());
        failForeign(project, file, "belongs to another user");
    }
    if (!isLock(lock.number()))
        failForeign(project, file, "holds something other than the number of a process");
    return lock;
}

/// True while the path still names the open file: a closing owner removes the file just before it drops the lock.
bool isStillNamed(int descriptor, const std::filesystem::path& file) {
    struct stat open {
    }, named{};
    return ::fstat(descriptor, &open) == 0 && ::lstat(file.c_str(), &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

}  // namespace

ProjectLock::ProjectLock(const std::filesystem::path& projectFile) : m_file(projectFile.string() + "-lock") {
    while (!m_lock) {
        Descriptor lock = openLock(projectFile, m_file);
        if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                failHeld(projectFile, lock.number());
            if (errno != EINTR)
                failToCreate(projectFile, errno);
        } else if (isStillNamed(lock.number(), m_file)) {
            m_lock = std::move(lock);
        }
    }
    // For readers to query, who must not take a lock themselves. On a file system with only one kind of lock it fails.
    struct flock owned {};
    owned.l_type = F_WRLCK;
    ::fcntl(m_lock.number(), F_OFD_SETLK, &owned);
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(m_lock.number(), 0) != 0 ||
        ::pwrite(m_lock.number(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
        const int reason = errno;
        ::unlink(m_file.c_str());
        failToCreate(projectFile, reason);
    }
}

ProjectLock::~ProjectLock() {
    if (isStillNamed(m_lock.number(), m_file))  // else it is somebody else's, say in a folder that replaced ours
        ::unlink(m_file.c_str());
}

std::optional<int> ProjectLock::holder(const std::filesystem::path& projectFile) {
    const std::string file = projectFile.string() + "-lock";
    const Descriptor lock(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct flock owned {};
    owned.l_type = F_WRLCK;
    if (!lock || ::fcntl(lock.number(), F_OFD_GETLK, &owned) != 0 || owned.l_type == F_UNLCK)
        return std::nullopt;
    return holderIn(lock.number());
}

}  // namespace adapterscope
