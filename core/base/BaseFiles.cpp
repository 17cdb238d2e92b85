// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseFiles.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <regex>
#include <set>
#include <system_error>

#include "core/base/Bases.h"
#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonValue.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// The files that an index of shards names; empty if the index cannot be read.
std::set<std::string> shardsOf(const fs::path& index) {
    std::set<std::string> shards;
    const json content = tryPythonJson(readWholeFile(index));
    if (const json* map = fieldIfAny(content, "weight_map"); map && map->is_object())
        for (const auto& [tensor, file] : map->items())
            if (file.is_string())
                shards.insert(file.get<std::string>());
    return shards;
}

/// What is in the file's place instead, or that it is missing.
std::string missing(const fs::path& file) {
    const std::string kind = otherKindOf(file);
    return file.filename().string() + (kind.empty() ? " is missing" : fmt::format(" is {}, not a file", kind));
}

/// The same for two files, either of which will do.
std::string missing(const fs::path& first, const fs::path& second) {
    for (const fs::path& file : {first, second})
        if (!otherKindOf(file).empty())
            return missing(file);
    return fmt::format("{} (or {}) is missing", first.filename().string(), second.filename().string());
}

std::string unreadableJson(const fs::path& file) {
    if (!isFile(file))
        return missing(file);
    try {
        parsePythonObject(readWholeFile(file));
        return {};
    } catch (const json::exception& fault) {
        return faultOfFile(file.filename().string(), fault);
    }
}

std::string weightsFault(const fs::path& file) {
    const std::string fault = safeTensorsFault(file);
    return fault.empty() ? "" : file.filename().string() + " " + fault;
}

std::string joinedFaults(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

std::vector<std::string> weightFiles(const fs::path& folder) {
    for (const std::string stem : {"model.safetensors", "pytorch_model.bin"}) {
        if (isFile(folder / stem))
            return {stem};
        if (isFile(folder / (stem + ".index.json"))) {
            const std::set<std::string> shards = shardsOf(folder / (stem + ".index.json"));
            return {shards.begin(), shards.end()};
        }
    }
    return {};
}

std::vector<std::string> filesNamedAsWeights(const fs::path& folder) {
    static const std::regex pattern(R"((model|pytorch_model)(-\d+-of-\d+)?\.(safetensors|bin)(\.index\.json)?)");
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator each(folder, failed), end; !failed && each != end; each.increment(failed))
        if (std::string name = each->path().filename().string(); std::regex_match(name, pattern))
            names.push_back(std::move(name));
    return names;
}

std::vector<std::string> baseFaults(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return {"there is no such folder"};
    std::vector<std::string> faults;
    const auto add = [&](const std::string& fault) {
        if (!fault.empty())
            faults.push_back(fault);
    };
    add(unreadableJson(folder / "config.json"));
    const std::vector<std::string> weights = weightFiles(folder);
    if (weights.empty())
        add(missing(folder / "model.safetensors", folder / "pytorch_model.bin"));
    for (const std::string& name : weights) {
        if (!isFile(folder / name))
            add(missing(folder / name));
        else if (name.ends_with(".safetensors"))
            add(weightsFault(folder / name));
        else if (fs::file_size(folder / name, ignored) == 0)
            add(name + " is empty");
    }
    if (isFile(folder / "vocab.txt")) {
        if (fs::file_size(folder / "vocab.txt", ignored) == 0)
            add("vocab.txt is empty");
    } else if (isFile(folder / "tokenizer.json")) {
        add(unreadableJson(folder / "tokenizer.json"));
    } else {
        add(missing(folder / "vocab.txt", folder / "tokenizer.json"));
    }
    return faults;
}

void checkBaseFolder(const fs::path& folder) {
    const std::vector<std::string> faults = baseFaults(folder);
    if (!faults.empty())
        throw Error("The base {} cannot be used: {}. Fetch it again, or name another base.", folder.string(),
                    joinedFaults(faults));
}

}  // namespace adapterscope
