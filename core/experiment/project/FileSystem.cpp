// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/FileSystem.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>

namespace adapterscope {

long (*fileSystemType)(const std::filesystem::path& folder) = [](const std::filesystem::path& folder) -> long {
    struct statfs information {};
    return ::statfs(folder.c_str(), &information) == 0 ? static_cast<long>(information.f_type) : 0;
};

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

}  // namespace adapterscope
