// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace adapterscope {

/// The whole content of a file. Throws Error naming the file if it is missing, is a folder, cannot be read, or is
/// larger than maxBytes (0 = no limit).
std::string readWholeFile(const std::filesystem::path& file, std::uintmax_t maxBytes = 0);

}  // namespace adapterscope
