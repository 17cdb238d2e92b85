// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace adapterscope {

/// f_type of statfs for a folder; 0 if unknown. Tests replace it with another function.
extern long (*fileSystemType)(const std::filesystem::path& folder);

/// Whether WAL, which needs memory shared through the file, cannot be relied on there.
bool isNetworkFileSystem(long type);
/// The same for the place where a file is.
bool isOnNetwork(const std::filesystem::path& file);

}  // namespace adapterscope
