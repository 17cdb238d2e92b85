// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace adapterscope {

/// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Whether it consists of that many lower-case hexadecimal digits, as hashes and their beginnings do.
bool isHexadecimal(std::string_view text, std::size_t digits);

/// SHA-256 of a file's content. Throws Error naming the file if it cannot be read.
std::string sha256File(const std::filesystem::path& file);

}  // namespace adapterscope
