// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/BaseFiles.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <set>
#include <system_error>

#include "core/Error.h"
#include "core/data/Bases.h"
#include "core/text/TextFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t largestHeader = 100'000'000;  // bytes; the format's own limit

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// The files that an index of shards names; empty where the index cannot be read.
std::set<std::string> shardsOf(const fs::path& index) {
    std::set<std::string> shards;
    const json content = json::parse(readWholeFile(index), nullptr, false);
    if (content.is_object() && content.contains("weight_map") && content["weight_map"].is_object())
        for (const auto& [tensor, file] : content["weight_map"].items())
            if (file.is_string())
                shards.insert(file.get<std::string>());
    return shards;
}

std::string unreadableJson(const fs::path& file) {
    if (!isFile(file))
        return file.filename().string() + " is missing";
    const json content = json::parse(readWholeFile(file), nullptr, false);
    return content.is_object() ? "" : file.filename().string() + " is not a JSON object (empty or truncated)";
}

/// Bytes of data that the header of a safetensors file promises; -1 where the header is no such header.
std::int64_t promisedBytes(const json& header) {
    if (!header.is_object())
        return -1;
    std::int64_t end = 0;
    for (const auto& [name, tensor] : header.items()) {
        if (name == "__metadata__")
            continue;
        if (!tensor.is_object() || !tensor.contains("data_offsets") || !tensor["data_offsets"].is_array() ||
            tensor["data_offsets"].size() != 2 || !tensor["data_offsets"][1].is_number_integer())
            return -1;
        end = std::max(end, tensor["data_offsets"][1].get<std::int64_t>());
    }
    return end;
}

/// What is wrong with a safetensors file by its header and size; empty where nothing is.
std::string safetensorsFault(const fs::path& file) {
    const std::string name = file.filename().string();
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(file, failed);
    std::ifstream stream(file, std::ios::binary);
    if (failed || !stream)
        return name + " cannot be read";
    std::string start(8, '\0');
    stream.read(start.data(), 8);
    if (start == "version ")
        return name + " is a Git LFS pointer, not the weights themselves (fetch them with \"git lfs pull\")";
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = length << 8 | static_cast<unsigned char>(start[static_cast<std::size_t>(i)]);
    if (size < 8 || length > largestHeader || length > size - 8)
        return fmt::format("{} is empty, truncated or no safetensors file ({} bytes)", name, size);
    std::string header(length, '\0');
    stream.read(header.data(), static_cast<std::streamsize>(length));
    const std::int64_t promised = promisedBytes(json::parse(header, nullptr, false));
    if (promised < 0)
        return name + " has a broken header";
    const std::uintmax_t wanted = 8 + length + static_cast<std::uintmax_t>(promised);
    return size < wanted ? fmt::format("{} is truncated ({} of {} bytes)", name, size, wanted) : "";
}

std::string joined(const std::vector<std::string>& parts) {
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
        add("model.safetensors (or pytorch_model.bin) is missing");
    for (const std::string& name : weights) {
        if (!isFile(folder / name))
            add(name + " is missing");
        else if (name.ends_with(".safetensors"))
            add(safetensorsFault(folder / name));
        else if (fs::file_size(folder / name, ignored) == 0)
            add(name + " is empty");
    }
    if (isFile(folder / "vocab.txt")) {
        if (fs::file_size(folder / "vocab.txt", ignored) == 0)
            add("vocab.txt is empty");
    } else if (isFile(folder / "tokenizer.json")) {
        add(unreadableJson(folder / "tokenizer.json"));
    } else {
        add("vocab.txt (or tokenizer.json) is missing");
    }
    return faults;
}

void checkBaseFolder(const fs::path& folder) {
    const std::vector<std::string> faults = baseFaults(folder);
    if (!faults.empty())
        throw Error(fmt::format("The base {} cannot be used: {}. Fetch it again, or name another base.",
                                folder.string(), joined(faults)));
}

}  // namespace adapterscope
