// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/exchange/ExportFolder.h"

namespace adapterscope {

/// The names of the files that a model folder replaces in that folder: its own, and weights of a model in other files.
std::vector<std::string> modelFileNames(const std::filesystem::path& folder);

/// A Hugging Face model folder for a base with other weights: everything around them.
class ModelFolder {
public:
    /// Makes the folder. Throws Error if it cannot be made, is the base's own or, unless `overwrite`, holds a file that
    /// would be replaced, or weights of a model in other files.
    ModelFolder(const std::filesystem::path& folder, std::filesystem::path base, bool overwrite);

    const ExportFolder& folder() const { return m_folder; }
    const std::filesystem::path& path() const { return m_folder.path(); }
    /// The weights' class in transformers and, if it has a classifier, its number of classes and their names, if they
    /// have any. Writes config.json, and copies the files of the tokenizer and 1_Pooling/config.json. What an earlier
    /// model had and this one lacks is removed; `written` names what is there besides these.
    void complete(const std::string& architecture, int classes, const std::vector<std::string>& labels,
                  const std::vector<std::string>& written) const;

private:
    void writeConfig(const std::string& architecture, int classes, const std::vector<std::string>& labels) const;

    std::filesystem::path m_base;
    ExportFolder m_folder;
};

}  // namespace adapterscope
