// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/UntitledProjects.h"

#include <SQLiteCpp/Database.h>
#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <string>
#include <system_error>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/common/OwnPlaces.h"
#include "core/experiment/project/ProjectDatabase.h"
#include "core/experiment/project/ProjectLock.h"

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

std::vector<AbandonedProject> abandonedProjects() {
    std::vector<AbandonedProject> projects;
    std::error_code failed;
    for (const fs::path& file : untitledFiles()) {
        try {
            // The file exists only once its owner has the lock, so one without a lock has lost its owner.
            const ProjectLock lock(file);
            const auto database = openProjectDatabaseForReading(file);
            if (const std::int64_t runs = database->execAndGet("SELECT count(*) FROM runs").getInt64(); runs > 0)
                projects.push_back({file, runs, fs::last_write_time(file)});
            else
                fs::remove_all(file.parent_path(), failed);
        } catch (const std::exception&) {
            continue;  // somebody else's, or damaged: nothing to offer
        }
    }
    std::sort(projects.begin(), projects.end(),
              [](const AbandonedProject& a, const AbandonedProject& b) { return a.changed < b.changed; });
    return projects;
}

}  // namespace adapterscope
