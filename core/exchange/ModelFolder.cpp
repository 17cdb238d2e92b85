// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ModelFolder.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "core/base/BaseConfig.h"
#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/OutputFile.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"

namespace adapterscope {
namespace fs = std::filesystem;
namespace {

/// Those that are copied from the base if it has them.
constexpr std::array copied = {
    "vocab.txt",         "tokenizer.json",       "tokenizer_config.json", "special_tokens_map.json",
    "added_tokens.json", "1_Pooling/config.json"};
constexpr std::array made = {"config.json", "model.safetensors", "head.safetensors"};

}  // namespace

ModelFolder::ModelFolder(fs::path folder, fs::path base, bool overwrite)
    : m_folder(std::move(folder)), m_base(std::move(base)) {
    m_isNew = makeOutputFolder(m_folder);
    std::error_code unknown;
    if (fs::equivalent(m_folder, m_base, unknown))
        throw Error("{} is the base's own folder, which stays as it is: choose another folder.", m_folder.string());
    std::vector<std::string> names(copied.begin(), copied.end());
    names.insert(names.end(), made.begin(), made.end());
    for (const std::string& name : names) {
        const fs::path file = m_folder / name;
        if (!overwrite && fs::exists(fs::symlink_status(file, unknown)))
            throw Error("{} is there already; choose another folder, or overwrite it ({}).", file.string(),
                        Setting::Overwrite);
    }
}

void ModelFolder::removeIfEmpty() const {
    std::error_code ignored;
    if (m_isNew)
        fs::remove(m_folder, ignored);
}

void ModelFolder::complete(const std::string& architecture, int classes, const std::vector<std::string>& labels,
                           const std::vector<std::string>& written) const {
    std::error_code ignored;
    for (const char* name : copied) {
        if (isFile(m_base / name)) {
            makeOutputFolder((m_folder / name).parent_path());
            writeOutputFile(m_folder / name, readWholeFile(m_base / name));
        } else {
            fs::remove(m_folder / name, ignored);
        }
    }
    for (const char* name : made)
        if (std::find(written.begin(), written.end(), name) == written.end())
            fs::remove(m_folder / name, ignored);
    writeConfig(architecture, classes, labels);
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
    writeOutputFile(m_folder / "config.json", config.dump(2) + '\n');
}

}  // namespace adapterscope
