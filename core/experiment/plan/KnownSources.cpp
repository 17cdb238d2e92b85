// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/KnownSources.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/common/Descriptor.h"
#include "core/common/Folders.h"
#include "core/common/JsonReader.h"
#include "core/common/NewFile.h"
#include "core/common/OwnPlaces.h"
#include "core/common/TextFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostPlaces = 2000;
constexpr std::size_t longestPlace = 4096;  // bytes; no path on Linux is longer
constexpr JsonLimits limits{2 * mostPlaces * longestPlace, 2, mostPlaces + 1};

fs::path fileIn(const fs::path& folder) {
    return folder / "known-sources.json";
}

/// The content of the file; nothing if it is damaged or belongs to somebody else.
std::vector<std::string> kept() {
    try {
        const fs::path file = fileIn(dataFolder());
        if (!isOwnFile(file))
            return {};
        return parseJson(readWholeFile(file, limits.bytes), limits).get<std::vector<std::string>>();
    } catch (const std::exception&) {
        return {};
    }
}

/// The folder, open and locked until the descriptor is closed. Invalid if it cannot be opened.
Descriptor lockedFolder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder.parent_path(), failed);
    ::mkdir(folder.c_str(), S_IRWXU);
    Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor)
        ::flock(descriptor.number(), LOCK_EX);
    return descriptor;
}

void keep(const std::vector<std::string>& places, const fs::path& folder) {
    std::error_code failed;
    NewFile file(fileIn(folder), failed, S_IRUSR | S_IWUSR);
    if (failed)
        return;
    std::ofstream stream(file.path());
    stream << nlohmann::json(places).dump(0, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    stream.close();
    if (stream)
        file.keep(failed);
}

std::set<std::string> asSet(const std::vector<std::string>& places) {
    return {places.begin(), places.end()};
}

/// The places with the new ones at the end, without the oldest beyond the limit.
std::vector<std::string> appended(std::vector<std::string> places, const std::vector<std::string>& added) {
    const std::set<std::string> before = asSet(places);
    for (const std::string& place : added)
        if (place.size() <= longestPlace && !before.contains(place))
            places.push_back(place);
    if (places.size() > mostPlaces)
        places.erase(places.begin(), places.end() - static_cast<std::ptrdiff_t>(mostPlaces));
    return places;
}

}  // namespace

KnownSources& KnownSources::ofUser() {
    static KnownSources known;
    return known;
}

std::vector<std::string> KnownSources::unknown(const std::vector<std::string>& places) {
    const std::lock_guard lock(m_mutex);
    const auto isKnown = [this](const std::string& place) { return m_places.contains(place); };
    if (std::all_of(places.begin(), places.end(), isKnown))
        return {};
    m_places.merge(asSet(kept()));  // another process may have added some
    std::vector<std::string> unknown;
    std::set<std::string> listed;
    for (const std::string& place : places)
        if (!isKnown(place) && listed.insert(place).second)
            unknown.push_back(place);
    return unknown;
}

void KnownSources::add(const std::vector<std::string>& places) {
    const std::vector<std::string> added = unknown(places);
    if (added.empty())
        return;
    const std::lock_guard lock(m_mutex);
    m_places.insert(added.begin(), added.end());
    try {
        const fs::path folder = dataFolder();
        const Descriptor locked = lockedFolder(folder);
        keep(appended(kept(), added), folder);
    } catch (const std::exception&) {
        return;  // this user has no data folder
    }
}

}  // namespace adapterscope
