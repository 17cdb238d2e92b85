// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/SourcePlaces.h"

#include <filesystem>
#include <system_error>

#include "core/base/Bases.h"
#include "core/experiment/runs/RunSpec.h"
#include "core/task/Task.h"
#include "core/task/builtin/BuiltinTasks.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

std::string placeOf(const fs::path& path) {
    std::error_code failed;  // the current folder may be gone
    const fs::path whole = fs::absolute(path, failed);
    std::string place = (failed ? path : whole).lexically_normal().string();
    while (place.size() > 1 && place.back() == '/')
        place.pop_back();
    return place;
}

/// Whether something in the current folder has that name, even a dangling link.
bool isHere(const std::string& name) {
    std::error_code unknown;
    return fs::symlink_status(name, unknown).type() != fs::file_type::not_found;
}

}  // namespace

std::vector<std::string> placesOfBase(const std::string& name) {
    if (name.empty() || isOwnBaseName(name))
        return {};
    if (looksLikeHubId(name) && !isHere(name))
        return {name};
    return {placeOf(name)};
}

std::vector<std::string> placesOfTask(const TaskSource& source) {
    std::vector<std::string> places;
    const fs::path name = source.name;
    if (!name.empty() && !isBuiltinTask(source.name))
        places.push_back(placeOf(name));
    // Other named files are in the task's folder, or beside its file; only the disk shows which.
    const fs::path folder = name.has_extension() ? name.parent_path() : name;
    for (const std::string& file : {source.trainFile, source.devFile, source.testFile})
        if (!file.empty())
            places.push_back(placeOf(folder / file));
    return places;
}

std::vector<std::string> placesOfStart(const AdapterStart& start) {
    return start ? std::vector<std::string>{placeOf(start.folder)} : std::vector<std::string>();
}

}  // namespace adapterscope
