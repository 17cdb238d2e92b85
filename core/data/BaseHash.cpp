// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <system_error>

#include "core/Error.h"
#include "core/Hash.h"
#include "core/data/BaseFiles.h"
#include "core/data/Bases.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::int64_t smallFile = 4 << 20;  // bytes; hashed faster than its cache entry is trusted

/// What tells that a file is still the one that was hashed. The change time also moves where a copy kept the
/// modification time.
struct FileStamp {
    std::int64_t size = 0, modified = 0, changed = 0;  ///< bytes; nanoseconds
};

FileStamp stampOf(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw Error(fmt::format("The base file {} cannot be read; check that it exists and that you may read it.",
                                file.string()));
    const auto nanoseconds = [](const timespec& time) {
        return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    };
    return {status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

fs::path cacheEntry(const fs::path& file) {
    return cacheFolder() / "hashes" / (sha256(fs::weakly_canonical(file).string()) + ".json");
}

std::optional<std::string> cachedHash(const fs::path& entry, const FileStamp& stamp) {
    std::ifstream stream(entry);
    const json cached = stream ? json::parse(stream, nullptr, false) : json();
    const auto isNumber = [&](const char* key, std::int64_t value) {
        return cached.contains(key) && cached[key].is_number_integer() && cached[key].get<std::int64_t>() == value;
    };
    if (!cached.is_object() || !isNumber("size", stamp.size) || !isNumber("modified", stamp.modified) ||
        !isNumber("changed", stamp.changed) || !cached.contains("sha256") || !cached["sha256"].is_string())
        return std::nullopt;
    auto hash = cached["sha256"].get<std::string>();
    const bool whole = hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    return whole ? std::optional(std::move(hash)) : std::nullopt;
}

/// The cache only saves time, so a disk that is full or read-only is no fault here.
void remember(const fs::path& entry, const fs::path& file, const FileStamp& stamp, const std::string& hash) {
    std::error_code failed;
    fs::create_directories(entry.parent_path(), failed);
    const fs::path part = fmt::format("{}.{}.part", entry.string(), ::getpid());
    {
        std::ofstream stream(part, std::ios::binary);
        stream << json{{"file", file.string()},
                       {"size", stamp.size},
                       {"modified", stamp.modified},
                       {"changed", stamp.changed},
                       {"sha256", hash}};
        stream.close();
        if (!stream) {
            fs::remove(part, failed);
            return;
        }
    }
    fs::rename(part, entry, failed);
    if (failed)
        fs::remove(part, failed);
}

std::string fileHash(const fs::path& file) {
    const FileStamp stamp = stampOf(file);
    if (stamp.size < smallFile)
        return sha256File(file);
    const fs::path entry = cacheEntry(file);
    if (const auto cached = cachedHash(entry, stamp))
        return *cached;
    const std::string hash = sha256File(file);
    remember(entry, file, stamp, hash);
    return hash;
}

}  // namespace

std::string baseHash(const fs::path& folder) {
    std::vector<std::string> names = weightFiles(folder);
    if (names.empty())
        checkBaseFolder(folder);  // says what is missing
    names.emplace_back("config.json");
    for (const char* name : {"vocab.txt", "tokenizer.json", "tokenizer_config.json"})
        if (fs::exists(folder / name))
            names.emplace_back(name);
    std::sort(names.begin(), names.end());
    std::string content = "base 1\n";
    for (const std::string& name : names)
        content += fileHash(folder / name) + " " + name + "\n";
    return sha256(content);
}

}  // namespace adapterscope
