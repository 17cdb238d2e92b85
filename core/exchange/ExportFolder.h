// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace adapterscope {

/// Those of the files that are in the folder.
std::vector<std::string> filesThere(const std::filesystem::path& folder, const std::vector<std::string>& names);

/// A folder that an export fills.
class ExportFolder {
public:
    /// Makes it. `names` are of files, in it or below, that the export writes or would read as its own. Throws Error if
    /// the folder cannot be made, is the base's own or, unless `overwrite`, holds one of them.
    ExportFolder(std::filesystem::path folder, const std::filesystem::path& base, std::vector<std::string> names,
                 bool overwrite);

    const std::filesystem::path& path() const { return m_folder; }
    /// Removes it, and the folders above it, if they were made here and hold nothing: the export failed.
    void removeIfEmpty() const;
    /// Removes those of the names that are not among `written`: an earlier export left them.
    void removeOthers(const std::vector<std::string>& written) const;

private:
    std::filesystem::path m_folder;
    std::vector<std::string> m_names;
    std::vector<std::filesystem::path> m_made;  ///< the folders that were missing
};

}  // namespace adapterscope
