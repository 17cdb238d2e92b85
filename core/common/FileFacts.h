// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace adapterscope {

/// Something that is slow to find out about a file, as a text.
struct FileFact {
    const char* key;                                  ///< its name in the cache
    std::function<bool(const std::string&)> isWhole;  ///< whether a cached text can be one
    std::function<std::string()> find;
};

/// The fact, found now or, for a large file, taken from the user's cache if the file's size and times are still those
/// that it was found for. Throws Error naming a file that cannot be read; a cache that cannot be written costs time
/// only.
std::string factOf(const std::filesystem::path& file, const FileFact& fact);

}  // namespace adapterscope
