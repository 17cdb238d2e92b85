// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/ProjectLock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "core/Error.h"

namespace adapterscope {
namespace {

[[noreturn]] void failToCreate(const std::filesystem::path& project, int reason) {
    const std::string folder = project.parent_path().string();
    if (reason == ENOSPC || reason == EDQUOT)
        throw Error("The disk is full: no room to open " + project.string() + ". Free some space and try again.",
                    ErrorKind::Machine);
    if (reason == EACCES || reason == EPERM || reason == EROFS)
        throw Error("Cannot open " + project.string() + " for writing: the folder " + folder + " is read-only. " +
                    (std::filesystem::exists(project) ? "Copy the project to a folder of your own."
                                                      : "Choose a folder of your own for the project."));
    if (reason == ENOENT || reason == ENOTDIR)
        throw Error("Cannot open " + project.string() + ": the folder " + folder + " is not there. Create it first.");
    throw Error("Cannot open " + project.string() + ": " + std::strerror(reason) + ".", ErrorKind::Machine);
}

[[noreturn]] void failHeld(const std::filesystem::path& project, int descriptor) {
    std::array<char, 32> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size() - 1, 0);
    ::close(descriptor);
    const long pid = size > 0 ? std::strtol(text.data(), nullptr, 10) : 0;
    if (pid == ::getpid())
        throw Error(project.string() + " is open in this program already: close it there first.");
    const std::string holder = pid > 0 ? " (pid " + std::to_string(pid) + ")" : "";
    throw ProjectHeld(project.string() + " is open in another process" + holder + ": close it there first.",
                      static_cast<int>(pid));
}

/// True while the path still names the open file: a closing owner removes the file just before it drops the lock.
bool isStillNamed(int descriptor, const std::filesystem::path& file) {
    struct stat open {
    }, named{};
    return ::fstat(descriptor, &open) == 0 && ::stat(file.c_str(), &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

}  // namespace

ProjectLock::ProjectLock(const std::filesystem::path& projectFile) : m_file(projectFile.string() + "-lock") {
    while (m_descriptor < 0) {
        // Not inherited by the engines that this process starts: a lock lives as long as any copy of its descriptor.
        const int descriptor = ::open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            failToCreate(projectFile, errno);
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int reason = errno;
            if (reason == EWOULDBLOCK)
                failHeld(projectFile, descriptor);
            ::close(descriptor);
            if (reason != EINTR)
                failToCreate(projectFile, reason);
        } else if (isStillNamed(descriptor, m_file)) {
            m_descriptor = descriptor;
        } else {
            ::close(descriptor);
        }
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(m_descriptor, 0) != 0 ||
        ::pwrite(m_descriptor, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
        const int reason = errno;
        ::unlink(m_file.c_str());
        ::close(m_descriptor);
        failToCreate(projectFile, reason);
    }
}

ProjectLock::~ProjectLock() {
    ::unlink(m_file.c_str());
    ::close(m_descriptor);
}

}  // namespace adapterscope
