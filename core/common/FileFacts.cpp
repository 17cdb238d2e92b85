// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/FileFacts.h"

#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/common/Hash.h"
#include "core/common/JsonReader.h"
#include "core/common/NewFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::int64_t smallFile = 4 << 20;  // bytes; quicker to read than to check its cache entry

/// Shows whether a file is still the one that was read. The change time moves even if a copy keeps the
/// modification time.
struct FileStamp {
    std::int64_t size = 0, modified = 0, changed = 0;  ///< bytes; nanoseconds
};

FileStamp stampOf(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw Error("The base file {} cannot be read; check that it exists and that you may read it.", file.string());
    const auto nanoseconds = [](const timespec& time) {
        return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    };
    return {status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

/// Empty if there is no cache folder.
fs::path cacheEntry(const fs::path& file) {
    try {
        return cacheFolder() / "hashes" / (sha256(fs::weakly_canonical(file).string()) + ".json");
    } catch (const Error&) {
        return {};
    }
}

/// The facts of an entry that is still valid, else an object without facts.
json cachedFacts(const fs::path& entry, const fs::path& file, const FileStamp& stamp) {
    std::ifstream stream(entry, std::ios::binary);
    json cached = parseJsonIfAny(std::string(std::istreambuf_iterator<char>(stream), {}));
    const auto isNumber = [&](const char* key, std::int64_t value) {
        return cached.contains(key) && cached[key].is_number_integer() && cached[key].get<std::int64_t>() == value;
    };
    if (cached.is_object() && isNumber("size", stamp.size) && isNumber("modified", stamp.modified) &&
        isNumber("changed", stamp.changed))
        return cached;
    return {{"file", file.string()}, {"size", stamp.size}, {"modified", stamp.modified}, {"changed", stamp.changed}};
}

/// The cache only saves time, so a full or read-only disk is not an error here.
void remember(const fs::path& entry, const json& facts) {
    if (entry.empty())
        return;
    std::error_code failed;
    fs::create_directories(entry.parent_path(), failed);
    NewFile part(entry, failed);
    std::ofstream stream(part.path(), std::ios::binary);
    stream << facts;
    stream.close();
    if (stream)
        part.keep(failed);
}

}  // namespace

std::string factOf(const fs::path& file, const FileFact& fact) {
    const FileStamp stamp = stampOf(file);
    if (stamp.size < smallFile)
        return fact.find();
    const fs::path entry = cacheEntry(file);
    json facts = cachedFacts(entry, file, stamp);
    if (const auto known = facts.find(fact.key); known != facts.end() && known->is_string())
        if (auto text = known->get<std::string>(); fact.isWhole(text))
            return text;
    std::string found = fact.find();
    facts[fact.key] = found;
    remember(entry, facts);
    return found;
}

}  // namespace adapterscope
