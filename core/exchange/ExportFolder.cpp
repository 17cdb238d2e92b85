// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ExportFolder.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/common/Error.h"
#include "core/common/OutputFile.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace fs = std::filesystem;

ExportFolder::ExportFolder(fs::path folder, const fs::path& base, std::vector<std::string> names, bool overwrite)
    : m_folder(std::move(folder)), m_names(std::move(names)) {
    m_isNew = makeOutputFolder(m_folder);
    std::error_code unknown;
    if (fs::equivalent(m_folder, base, unknown))
        throw Error("{} is the base's own folder, which stays as it is: choose another folder.", m_folder.string());
    for (const std::string& name : m_names) {
        const fs::path file = m_folder / name;
        if (!overwrite && fs::exists(fs::symlink_status(file, unknown)))
            throw Error("{} already exists; choose another folder, or overwrite it ({}).", file.string(),
                        Setting::Overwrite);
    }
}

void ExportFolder::removeIfEmpty() const {
    std::error_code ignored;
    if (m_isNew)
        fs::remove(m_folder, ignored);
}

void ExportFolder::removeOthers(const std::vector<std::string>& written) const {
    for (const std::string& name : m_names) {
        if (std::find(written.begin(), written.end(), name) != written.end())
            continue;
        std::error_code failed;
        if (!fs::exists(fs::symlink_status(m_folder / name, failed)))
            continue;
        fs::remove(m_folder / name, failed);
        if (failed)
            throw Error(Sentence("{} is left over from an earlier export and cannot be removed: {}. Remove it, or it "
                                 "will be read with the new files.",
                                 (m_folder / name).string(), reasonOf(failed)),
                        kindOf(failed));
    }
}

}  // namespace adapterscope
