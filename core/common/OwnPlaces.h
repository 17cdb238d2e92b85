// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/common/Descriptor.h"

namespace adapterscope {

/// A folder of this user that nobody else may change, not reached through a link: what is in it was put there by us.
bool isOwnFolder(const std::filesystem::path& path);

/// A regular file of this user under one name only, not reached through a link.
bool isOwnFile(const std::filesystem::path& path);

/// A new folder in `parent` that only this user can open; its name starts with `prefix`. Empty, with errno set,
/// if it cannot be made.
std::filesystem::path makeOwnFolder(const std::filesystem::path& parent, const std::string& prefix);

/// A new, empty file in `parent` that has lost its name already, which started with `prefix`: its space is free again
/// once nobody has it open or mapped. Not open, with errno set, if it cannot be made.
Descriptor makeUnnamedFile(const std::filesystem::path& parent, const std::string& prefix);

}  // namespace adapterscope
