// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace adapterscope {

/// Whether the place, links followed, is a regular file that can be seen. Never throws.
bool isFile(const std::filesystem::path& place);

/// What is in a place other than a regular file: "a folder", "a pipe", "a device", "a socket"; empty for a regular file
/// or if nothing is there. Links are followed; a place may also be "a link that leads back to itself".
std::string otherKindOf(std::filesystem::file_type type);
std::string otherKindOf(const std::filesystem::path& place);

}  // namespace adapterscope
