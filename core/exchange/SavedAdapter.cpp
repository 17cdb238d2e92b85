// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/SavedAdapter.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"
#include "core/exchange/AdapterHubReader.h"
#include "core/exchange/PeftReader.h"

namespace adapterscope {
namespace fs = std::filesystem;
namespace {

const char* const configName = "adapter_config.json";

/// A configuration is small; anything longer is something else.
constexpr std::uintmax_t longestConfig = 10 << 20;

nlohmann::json readJson(const fs::path& file) {
    try {
        return parsePythonJson(readWholeFile(file, longestConfig));
    } catch (const nlohmann::json::exception& fault) {
        throw Error("{} cannot be used: {}. Save the adapter again.", file.string(), faultOf(fault));
    }
}

bool isPeft(const nlohmann::json& config) {
    return config.contains("peft_type");
}

nlohmann::json configOf(const fs::path& folder) {
    const fs::path file = folder / configName;
    if (!fs::exists(file))
        throw Error("{} holds no {}: it is not a folder that AdapterHub or PEFT saved an adapter into.",
                    folder.string(), configName);
    return readJson(file);
}

}  // namespace

bool SavedAdapter::isHeads(const std::string& name) const {
    return head && (name == head->weight || name == head->bias || name == head->denseWeight || name == head->denseBias);
}

SavedAdapterFiles savedAdapterFiles(const fs::path& folder) {
    if (isPeft(configOf(folder)))
        return {{"adapter_model.safetensors", "adapter_model.bin"}, {}};
    return {{"adapter.safetensors", "pytorch_adapter.bin"}, {"model_head.safetensors", "pytorch_model_head.bin"}};
}

SavedAdapter savedAdapterFromJson(const nlohmann::json& config, const nlohmann::json& headConfig,
                                  const TensorShapes& shapes, const BaseConfig& base, const std::string& where) {
    if (!config.is_object() || (!isPeft(config) && !config.contains("config")))
        throw Error("{} is of neither AdapterHub (a field \"config\") nor PEFT (a field \"peft_type\").", where);
    try {
        return isPeft(config) ? readPeftAdapter(config, shapes, base, where)
                              : readAdapterHubAdapter(config, headConfig, shapes, base, where);
    } catch (const nlohmann::json::exception& fault) {
        throw Error("{} cannot be used: {}.", where, faultOf(fault));
    }
}

SavedAdapter readSavedAdapter(const fs::path& folder, const TensorShapes& shapes, const BaseConfig& base) {
    const fs::path head = folder / "head_config.json";
    return savedAdapterFromJson(configOf(folder), fs::exists(head) ? readJson(head) : nlohmann::json(), shapes, base,
                                (folder / configName).string());
}

}  // namespace adapterscope
