// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/FileSystem.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/common/SystemError.h"

namespace adapterscope {

long (*fileSystemType)(const std::filesystem::path& folder) = [](const std::filesystem::path& folder) -> long {
    struct statfs information {};
    return ::statfs(folder.c_str(), &information) == 0 ? static_cast<long>(information.f_type) : 0;
};

int (*syncOpenFolder)(int descriptor) = &::fsync;

void syncFolder(const std::filesystem::path& folder) {
    const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open && syncOpenFolder(open.number()) == 0)
        return;
    const int reason = errno;
    const bool isImpossible = open ? reason == EINVAL || reason == ENOTSUP : reason == EACCES;
    if (!isImpossible)
        throw Error(Sentence("Syncing the folder {} failed: {}. Check the disk: what was just written there could be "
                             "lost in a power cut.",
                             folder.string(), reasonOf({reason, std::generic_category()})),
                    ErrorKind::Machine);
}

bool isNetworkFileSystem(long type) {
    // FUSE counts: sshfs and the like. The last four have no name in linux/magic.h: Lustre, BeeGFS, GPFS, VirtualBox
    // folders.
    constexpr std::array<unsigned, 13> network = {
        NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC, AFS_SUPER_MAGIC,
        CODA_SUPER_MAGIC, V9FS_MAGIC,      CEPH_SUPER_MAGIC, FUSE_SUPER_MAGIC, 0x0BD00BD0u,
        0x19830326u,      0x47504653u,     0x786F4256u};
    return std::find(network.begin(), network.end(), static_cast<unsigned>(type)) != network.end();
}

bool isOnNetwork(const std::filesystem::path& file) {
    return isNetworkFileSystem(fileSystemType(file.parent_path()));
}

std::filesystem::path realPath(const std::filesystem::path& file) {
    std::error_code failed;
    const bool exists = std::filesystem::exists(file, failed);
    if (failed == std::errc::too_many_symbolic_link_levels)
        throw Error(Sentence("{} cannot be opened: {}.", file.string(), reasonOf(failed)));
    if (!exists && std::filesystem::is_symlink(std::filesystem::symlink_status(file, failed)))
        throw Error("{} is a link to {}, which does not exist: remove the link, or name the project's file itself.",
                    file.string(), std::filesystem::read_symlink(file, failed).string());
    const std::filesystem::path real = std::filesystem::weakly_canonical(std::filesystem::absolute(file), failed);
    return failed ? std::filesystem::absolute(file) : real;
}

}  // namespace adapterscope
