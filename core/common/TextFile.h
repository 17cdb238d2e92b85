// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace adapterscope {

/// Bytes that a file may hold that is read at once: as many as a JSON text may have (JsonLimits).
constexpr std::uintmax_t largestWholeFile = std::uintmax_t{256} << 20;

/// The whole content of a file. Throws Error naming the file if it is missing, is anything but a regular file, cannot
/// be read, or is larger than maxBytes.
std::string readWholeFile(const std::filesystem::path& file, std::uintmax_t maxBytes = largestWholeFile);

}  // namespace adapterscope
