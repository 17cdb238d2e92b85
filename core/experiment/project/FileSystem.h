// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace adapterscope {

/// One name for one file, whatever links lead to it: the lock is beside it. Throws Error if it is a link that leads
/// nowhere.
std::filesystem::path realPath(const std::filesystem::path& file);

/// f_type of statfs for a folder; 0 if unknown. Tests replace it with another function.
extern long (*fileSystemType)(const std::filesystem::path& folder);

/// fsync of an open folder. Tests replace it with another function.
extern int (*syncOpenFolder)(int descriptor);

/// Makes a rename inside the folder survive a power cut. Throws Error (kind Machine) naming the folder if that fails;
/// file systems that cannot sync a folder, and folders that this user may not read, are left alone.
void syncFolder(const std::filesystem::path& folder);

/// Whether WAL, which needs memory shared through the file, cannot be relied on there.
bool isNetworkFileSystem(long type);
/// The same for the place where a file is.
bool isOnNetwork(const std::filesystem::path& file);

}  // namespace adapterscope
