// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/UntitledProjects.h"

#include <sys/stat.h>

#include <string>
#include <system_error>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/common/OwnPlaces.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

constexpr auto folderPrefix = "adapterscope-untitled-";
constexpr auto fileName = "untitled.adapterscope";

/// Empty if this user has no data folder.
fs::path ownPlace() {
    try {
        return dataFolder() / "untitled";
    } catch (const Error&) {
        return {};
    }
}

/// Empty if there is none.
fs::path temporaryPlace() {
    try {
        return temporaryFolder();
    } catch (const Error&) {
        return {};
    }
}

fs::path folderInOwnPlace() {
    const fs::path place = ownPlace();
    if (place.empty())
        return {};
    std::error_code failed;
    fs::create_directories(place.parent_path().parent_path(), failed);
    for (const fs::path& folder : {place.parent_path(), place})
        ::mkdir(folder.c_str(), S_IRWXU);
    return isOwnFolder(place) ? makeOwnFolder(place, folderPrefix) : fs::path();
}

}  // namespace

fs::path newUntitledFile() {
    fs::path folder = folderInOwnPlace();
    if (folder.empty() && !temporaryPlace().empty())
        folder = makeOwnFolder(temporaryPlace(), folderPrefix);
    if (!folder.empty())
        return folder / fileName;
    std::string places = ownPlace().string();
    if (!temporaryPlace().empty())
        places += (places.empty() ? "" : " or ") + temporaryPlace().string();
    throw Error(Sentence("Cannot make a folder for a new project{}: check that one is writable and has room, or set "
                         "TMPDIR to such a folder.",
                         places.empty() ? "" : " in " + places),
                ErrorKind::Machine);
}

bool isUntitledFile(const fs::path& file) {
    const fs::path folder = file.parent_path();
    return file.filename() == fileName && folder.filename().string().starts_with(folderPrefix) && isOwnFolder(folder) &&
           isOwnFile(file);
}

std::vector<fs::path> untitledFiles() {
    std::vector<fs::path> files;
    for (const fs::path& place : {ownPlace(), temporaryPlace()}) {
        std::error_code failed;
        if (place.empty())
            continue;
        for (const auto& entry : fs::directory_iterator(place, failed))
            if (isUntitledFile(entry.path() / fileName))
                files.push_back(entry.path() / fileName);
    }
    return files;
}

}  // namespace adapterscope
