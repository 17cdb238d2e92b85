// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/SavedAdapterFolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"
#include "core/design/Methods.h"
#include "core/exchange/AdapterHubReader.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/PeftReader.h"

namespace adapterscope {
namespace fs = std::filesystem;
namespace {

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
    const fs::path file = folder / adapterConfigName;
    if (!fs::exists(file))
        throw Error("{} holds no {}: it is not a folder that AdapterHub or PEFT saved an adapter into.",
                    folder.string(), adapterConfigName);
    return readJson(file);
}

}  // namespace

SavedAdapterFiles adapterHubFileNames() {
    return {{"adapter.safetensors", "pytorch_adapter.bin"}, {"model_head.safetensors", "pytorch_model_head.bin"}};
}

SavedAdapterFiles peftFileNames() {
    return {{"adapter_model.safetensors", "adapter_model.bin"}, {}};
}

SavedAdapterFiles savedAdapterFiles(const fs::path& folder) {
    return isPeft(configOf(folder)) ? peftFileNames() : adapterHubFileNames();
}

std::vector<std::string> savedAdapterNames() {
    std::vector<std::string> names{adapterConfigName, headConfigName, headApartName};
    for (const SavedAdapterFiles& files : {adapterHubFileNames(), peftFileNames()})
        for (const std::vector<std::string>& some : {files.adapter, files.head})
            names.insert(names.end(), some.begin(), some.end());
    return names;
}

std::string savedAdapterHash(const fs::path& folder) {
    const SavedAdapterFiles files = savedAdapterFiles(folder);
    std::string content = "adapter 1\n";
    const auto add = [&](const std::vector<std::string>& names) {
        for (const std::string& name : names)
            if (fs::exists(folder / name)) {
                content += sha256File(folder / name) + " " + name + "\n";
                return;
            }
    };
    add({adapterConfigName});
    add(files.adapter);
    add({headConfigName});
    add(files.head);
    add({headApartName});
    return sha256(content);
}

void requireSameDesign(const Design& saved, const Design& design, const fs::path& folder) {
    Design like = saved;
    like.head = design.head;
    for (std::size_t part = 0; part < std::min(like.parts.size(), design.parts.size()); ++part)
        for (const KeyInfo& key : methodOf(like.parts[part]).keys) {
            const bool isOfBeginning = key.name == "init" || key.name == "sigma" || key.name == "dropout";
            const bool isAdded = key.name == "layernorm" && key.get(like, part) == "none";
            const KeyInfo* wanted = methodOf(design.parts[part]).key(key.name);
            if (wanted && (isOfBeginning || isAdded))
                key.set(like, wanted->get(design, part), part);
        }
    if (canonicalText(like) != canonicalText(design))
        throw Error(
            "The adapter in {} is {}, so {} cannot start there. Leave the design out to train the adapter's own.",
            folder.string(), toText(saved), toText(design));
}

SavedAdapter savedAdapterFromJson(const nlohmann::json& config, const nlohmann::json& headConfig,
                                  const TensorShapes& shapes, const BaseConfig& base, const std::string& where) {
    if (!config.is_object() || (!isPeft(config) && !config.contains("config")))
        throw Error("{} is from neither AdapterHub (a field \"config\") nor PEFT (a field \"peft_type\").", where);
    return isPeft(config) ? readPeftAdapter(config, shapes, base, where)
                          : readAdapterHubAdapter(config, headConfig, shapes, base, where);
}

SavedAdapter readSavedAdapter(const fs::path& folder, const TensorShapes& shapes, const BaseConfig& base) {
    const fs::path head = folder / headConfigName;
    const std::vector<std::string> ofHead = savedAdapterFiles(folder).head;
    const auto isThere = [&folder](const std::string& name) { return fs::exists(folder / name); };
    if (fs::exists(head) && !ofHead.empty() && std::none_of(ofHead.begin(), ofHead.end(), isThere))
        throw Error(
            "{}: {} describes a head, but its weights are missing: neither {} nor {} is there. Copy one of them from "
            "where the adapter was saved, or take {} out of the folder to read the adapter without a head.",
            folder.string(), headConfigName, ofHead.front(), ofHead.back(), headConfigName);
    if (!fs::exists(head))
        for (const std::string& weights : ofHead)
            if (isThere(weights))
                throw Error(
                    "{}: {}, which describes the head in {}, is missing. Copy it from where the adapter was saved, or "
                    "take {} out of the folder to read the adapter without a head.",
                    folder.string(), headConfigName, weights, weights);
    SavedAdapter saved = savedAdapterFromJson(configOf(folder), fs::exists(head) ? readJson(head) : nlohmann::json(),
                                              shapes, base, (folder / adapterConfigName).string());
    if (const fs::path apart = folder / headApartName; fs::exists(apart)) {
        if (saved.head)
            throw Error("{} holds two heads, the adapter's own and {}: take one of them out of the folder.",
                        folder.string(), headApartName);
        saved.head = readHeadApart(apart);
    }
    return saved;
}

}  // namespace adapterscope
