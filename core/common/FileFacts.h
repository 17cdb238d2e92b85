// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace adapterscope {

/// Something about a file that is slow to find out, as text.
struct FileFact {
    const char* key;                                  ///< its name in the cache
    std::function<bool(const std::string&)> isWhole;  ///< whether a cached text is valid
    std::function<std::string()> find;
};

/// The fact, found now or, for a large file, taken from the user's cache if the file's size and times have not
/// changed since. Throws Error naming a file that cannot be read; a cache that cannot be written costs time
/// only.
std::string factOf(const std::filesystem::path& file, const FileFact& fact);

}  // namespace adapterscope
