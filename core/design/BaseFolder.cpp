// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <array>
#include <fstream>
#include <iterator>
#include <optional>

#include "core/Error.h"
#include "core/JsonFault.h"
#include "core/design/BaseConfig.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

/// Configurations and tensor lists are small; anything longer is not one.
constexpr std::uint64_t longestJson = 100 << 20;

bool isThere(const fs::path& file) {
    std::error_code error;
    return fs::is_regular_file(file, error);
}

nlohmann::json parse(const std::string& text, const fs::path& file) {
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        throw Error(fmt::format("{}: this is not readable as JSON; the file may be truncated ({}).", file.string(),
                                faultOf(error)));
    }
}

nlohmann::json readJson(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!stream || error)
        throw Error(fmt::format("{} cannot be read; check that it is a file and its permissions.", file.string()));
    if (size > longestJson)
        throw Error(fmt::format("{} holds {} bytes, far too many for a configuration.", file.string(), size));
    return parse(std::string(std::istreambuf_iterator<char>(stream), {}), file);
}

/// The header of a safetensors file: its length in 8 bytes, the least significant first, then as many bytes of JSON.
nlohmann::json readTensorList(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::array<unsigned char, 8> bytes{};
    if (!stream)
        throw Error(fmt::format("{} cannot be read; check its permissions.", file.string()));
    if (!stream.read(reinterpret_cast<char*>(bytes.data()), bytes.size()))
        throw Error(
            fmt::format("{}: the file is truncated; a safetensors file starts with 8 bytes for its header's length.",
                        file.string()));
    std::uint64_t length = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        length = length << 8 | bytes[i];
    const auto size = fs::file_size(file);
    if (length > longestJson || length > size - bytes.size())
        throw Error(
            fmt::format("{}: the header is said to be {} bytes long, but the file has {}; it is truncated or not a "
                        "safetensors file.",
                        file.string(), length, size));
    std::string text(length, '\0');
    if (!stream.read(text.data(), static_cast<std::streamsize>(length)))
        throw Error(fmt::format("{} cannot be read to the end of its header.", file.string()));
    return parse(text, file);
}

/// Refuses weights of another width or vocabulary than the configuration's.
void requireSameShape(const nlohmann::json& tensors, const BaseConfig& config, const fs::path& weights) {
    for (const char* name : {"embeddings.word_embeddings.weight", "bert.embeddings.word_embeddings.weight"}) {
        if (!tensors.contains(name) || !tensors[name].contains("shape"))
            continue;
        if (const auto& shape = tensors[name]["shape"]; shape != nlohmann::json{config.vocabulary, config.hidden})
            throw Error(
                fmt::format("{} does not belong to the config.json beside it: its {} has the shape {} where "
                            "config.json asks for [{},{}]. Fetch the base again.",
                            weights.string(), name, shape.dump(), config.vocabulary, config.hidden));
    }
}

bool listsPooler(const nlohmann::json& tensors) {
    return tensors.contains("pooler.dense.weight") || tensors.contains("bert.pooler.dense.weight");
}

/// Whether the weights hold a pooler; true where there are no weights that list their tensors. Throws Error where they
/// are not the configuration's.
bool hasPooler(const fs::path& folder, const BaseConfig& config) {
    if (const auto file = folder / "model.safetensors"; isThere(file)) {
        const auto tensors = readTensorList(file);
        requireSameShape(tensors, config, file);
        return listsPooler(tensors);
    }
    if (const auto file = folder / "model.safetensors.index.json"; isThere(file)) {
        const auto index = readJson(file);
        if (index.is_object() && index.contains("weight_map"))
            return listsPooler(index["weight_map"]);
    }
    return true;
}

/// What sentence-transformers' 1_Pooling/config.json asks for, where it is one that the program has.
std::optional<Pooling> statedPooling(const fs::path& folder) {
    const auto file = folder / "1_Pooling" / "config.json";
    if (!isThere(file))
        return std::nullopt;
    const auto json = readJson(file);
    const auto says = [&json](const char* key) { return json.is_object() && json.contains(key) && json[key] == true; };
    if (says("pooling_mode_mean_tokens"))
        return Pooling::Mean;
    if (says("pooling_mode_cls_token"))
        return Pooling::Cls;
    return std::nullopt;
}

}  // namespace

BaseConfig readBaseConfig(const fs::path& folder) {
    const auto file = folder / "config.json";
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw Error(fmt::format("{} is not a folder; a base is a Hugging Face model folder with a config.json.",
                                folder.string()));
    if (!isThere(file))
        throw Error(
            fmt::format("{} has no config.json; a base is a Hugging Face model folder with config.json, weights and "
                        "tokenizer files.",
                        folder.string()));
    BaseConfig config = baseConfigFromJson(readJson(file), file.string());
    config.hasPooler = hasPooler(folder, config);
    config.defaultPooling = statedPooling(folder).value_or(config.hasPooler ? Pooling::Pooler : Pooling::Cls);
    return config;
}

}  // namespace adapterscope
