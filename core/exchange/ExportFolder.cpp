// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ExportFolder.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace fs = std::filesystem;

std::vector<std::string> filesThere(const fs::path& folder, const std::vector<std::string>& names) {
    std::vector<std::string> there;
    std::copy_if(names.begin(), names.end(), std::back_inserter(there), [&](const std::string& name) {
        std::error_code unknown;
        return fs::exists(fs::symlink_status(folder / name, unknown));
    });
    return there;
}

ExportFolder::ExportFolder(fs::path folder, const fs::path& base, std::vector<std::string> names, bool overwrite)
    : m_folder(std::move(folder)), m_names(std::move(names)) {
    m_made = makeOutputFolder(m_folder);
    std::error_code unknown;
    if (fs::equivalent(m_folder, base, unknown))
        throw Error("{} is the base's own folder, which stays as it is: choose another folder.", m_folder.string());
    if (const auto there = filesThere(m_folder, m_names); !overwrite && !there.empty())
        throw Error("{} already exists; choose another folder, or overwrite it ({}).",
                    (m_folder / there.front()).string(), Setting::Overwrite);
}

void ExportFolder::removeIfEmpty() const {
    removeEmptyFolders(m_made);
}

void ExportFolder::removeOthers(const std::vector<std::string>& written) const {
    for (const std::string& name : filesThere(m_folder, m_names)) {
        if (std::find(written.begin(), written.end(), name) != written.end())
            continue;
        std::error_code failed;
        fs::remove(m_folder / name, failed);
        if (failed)
            throw Error(Sentence("{} is left over from an earlier export and cannot be removed: {}. Remove it, or it "
                                 "will be read with the new files.",
                                 (m_folder / name).string(), reasonOf(failed)),
                        kindOf(failed));
    }
}

}  // namespace adapterscope
