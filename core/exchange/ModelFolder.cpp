// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ModelFolder.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/BaseFiles.h"
#include "core/base/BaseFolder.h"
#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/OutputFile.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/SavedAdapter.h"

namespace adapterscope {
namespace fs = std::filesystem;
namespace {

/// Those that are copied from the base if it has them.
constexpr std::array copied = {
    "vocab.txt",         "tokenizer.json",       "tokenizer_config.json", "special_tokens_map.json",
    "added_tokens.json", "1_Pooling/config.json"};
constexpr std::array made = {"config.json", "model.safetensors", headApartName};

}  // namespace

std::vector<std::string> modelFileNames(const fs::path& folder) {
    std::vector<std::string> names(copied.begin(), copied.end());
    names.insert(names.end(), made.begin(), made.end());
    for (const std::string& weights : filesNamedAsWeights(folder))
        if (std::find(made.begin(), made.end(), weights) == made.end())
            names.push_back(weights);
    return names;
}

ModelFolder::ModelFolder(const fs::path& folder, fs::path base, bool overwrite)
    : m_base(std::move(base)), m_folder(folder, m_base, modelFileNames(folder), overwrite) {}

void ModelFolder::complete(const std::string& architecture, int classes, const std::vector<std::string>& labels,
                           const std::vector<std::string>& written) const {
    std::vector<std::string> kept = written;
    for (const char* name : copied)
        if (isFile(m_base / name)) {
            makeOutputFolder((path() / name).parent_path());
            writeOutputFile(path() / name, readWholeFile(m_base / name));
            kept.emplace_back(name);
        }
    writeConfig(architecture, classes, labels);
    m_folder.removeOthers(kept);
}

void ModelFolder::writeConfig(const std::string& architecture, int classes,
                              const std::vector<std::string>& labels) const {
    nlohmann::json config = parsePythonJson(readWholeFile(m_base / "config.json"));
    config["model_type"] = baseConfigFromJson(config, (m_base / "config.json").string()).family;
    config["architectures"] = nlohmann::json::array({architecture});
    for (const char* type : {"torch_dtype", "dtype"})
        if (config.contains(type))
            config[type] = "float32";
    for (const char* ofClassifier : {"id2label", "label2id", "num_labels", "problem_type"})
        config.erase(ofClassifier);
    for (int i = 0; i < classes; ++i) {
        const std::string label = labels.empty() ? fmt::format("LABEL_{}", i) : labels[static_cast<std::size_t>(i)];
        config["id2label"][std::to_string(i)] = label;
        config["label2id"][label] = i;
    }
    if (classes > 0)
        config["problem_type"] = "single_label_classification";
    writeOutputFile(path() / "config.json", config.dump(2) + '\n');
}

}  // namespace adapterscope
