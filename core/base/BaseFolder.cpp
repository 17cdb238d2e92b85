// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

#include "core/base/BaseTensors.h"
#include "core/base/ConfigReader.h"
#include "core/base/Family.h"
#include "core/base/SafeTensorsHeader.h"
#include "core/base/TensorFacts.h"
#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonValue.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

/// Configurations and tensor lists are small; anything longer is something else.
constexpr std::uintmax_t longestJson = 100 << 20;

nlohmann::json readJson(const fs::path& file) {
    try {
        return parsePythonJson(readWholeFile(file, longestJson));
    } catch (const nlohmann::json::exception& fault) {
        throw Error("{} cannot be used: {}. Fetch the base again, or fix the file.", file.string(), faultOf(fault));
    }
}

/// Whether the keys, which are names of tensors, include a pooler's.
template <typename Named>
bool listsPooler(const BaseConfig& config, const Named& tensors) {
    const auto pooler = factsWhere(config, [](const TensorFact& fact) { return fact.role == Role::Pooler; });
    return std::any_of(pooler.begin(), pooler.end(), [&](const TensorFact& fact) {
        const std::string name = tensorName(config, fact);
        return fact.kind == TensorKind::Matrix &&
               (tensors.contains(name) || tensors.contains(config.family + "." + name));
    });
}

/// Whether weights in several files hold a pooler; true if none of them lists its tensors.
bool indexListsPooler(const BaseConfig& config, const fs::path& folder) {
    const auto file = folder / "model.safetensors.index.json";
    const auto index = isFile(file) ? readJson(file) : nlohmann::json();
    const nlohmann::json* map = fieldIfAny(index, "weight_map");
    return !map || listsPooler(config, *map);
}

/// What sentence-transformers' 1_Pooling/config.json asks for, if the program has it.
std::optional<Pooling> statedPooling(const fs::path& folder) {
    const auto file = folder / "1_Pooling" / "config.json";
    if (!isFile(file))
        return std::nullopt;
    const auto pooling = readJson(file);
    if (fieldIs(pooling, "pooling_mode_mean_tokens", true))
        return Pooling::Mean;
    if (fieldIs(pooling, "pooling_mode_cls_token", true))
        return Pooling::Cls;
    return std::nullopt;
}

}  // namespace

BaseConfig baseConfigFromJson(const nlohmann::json& json, const std::string& where) {
    if (!json.is_object())
        throw Error("{}: a model's configuration is a JSON object, but this is not one.", where);
    BaseConfig config;
    ConfigReader reader(json);
    reader.word("model_type", config.family, familyNames());
    familyNamed(config.family).read(reader, config);
    reader.mustBeFalse("is_decoder");
    reader.mustBeFalse("add_cross_attention");
    reader.mustBeEmpty("pruned_heads", "heads that were cut out of a layer are not supported");
    reader.mustBeEmpty("quantization_config", "quantised weights are not supported");
    if (!reader.faults().empty()) {
        std::string text;
        for (const auto& fault : reader.faults())
            text += (text.empty() ? "" : "; ") + fault;
        throw Error("{}: {}.", where, text);
    }
    return config;
}

nlohmann::json toJson(const BaseConfig& config) {
    const Family& family = familyNamed(config.family);
    nlohmann::json json = family.write(config);
    json["model_type"] = family.name;
    json["architectures"] = nlohmann::json::array({family.className + "Model"});
    return json;
}

BaseConfig readBaseConfig(const fs::path& folder) {
    const auto file = folder / "config.json";
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw Error("{} is not a folder; a base is a Hugging Face model folder with a config.json.", folder.string());
    if (!fs::exists(file, error))
        throw Error(
            "{} has no config.json; a base is a Hugging Face model folder with config.json, weights and "
            "tokenizer files.",
            folder.string());
    BaseConfig config = baseConfigFromJson(readJson(file), file.string());
    if (const auto weights = folder / "model.safetensors"; isFile(weights)) {
        const auto header = readSafeTensorsHeader(weights);
        config.hasPooler = listsPooler(config, header.tensors);
        requireEncoder(config, header, weights.string());
    } else {
        config.hasPooler = indexListsPooler(config, folder);
    }
    const bool mayHavePooler =
        !factsWhere(config, [](const TensorFact& fact) { return fact.role == Role::Pooler; }).empty();
    config.hasPooler = config.hasPooler && mayHavePooler;
    config.defaultPooling = statedPooling(folder).value_or(config.hasPooler ? Pooling::Pooler : Pooling::Cls);
    return config;
}

}  // namespace adapterscope
