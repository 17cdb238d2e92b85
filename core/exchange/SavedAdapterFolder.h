// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "core/exchange/SavedAdapter.h"

namespace adapterscope {

/// The names of the files that hold an adapter's tensors, in the order in which they are preferred.
struct SavedAdapterFiles {
    std::vector<std::string> adapter, head;
};
SavedAdapterFiles adapterHubFileNames();
SavedAdapterFiles peftFileNames();
/// Throws Error if the folder holds no adapter_config.json of either library.
SavedAdapterFiles savedAdapterFiles(const std::filesystem::path& folder);
/// Of both libraries' folders: every file that belongs to an adapter.
std::vector<std::string> savedAdapterNames();
inline constexpr auto adapterConfigName = "adapter_config.json";
inline constexpr auto headConfigName = "head_config.json";
/// SHA-256 over the names and contents of the files that make up the adapter. Throws Error as savedAdapterFiles.
std::string savedAdapterHash(const std::filesystem::path& folder);

/// Throws Error naming both if training of the design cannot start at the adapter in the folder. They may differ in
/// what determines how an adapter begins, in its dropout, and in LayerNorms of the base that are trained as well.
void requireSameDesign(const Design& saved, const Design& design, const std::filesystem::path& folder);

/// What a configuration describes, with AdapterHub's head_config.json (null if there is none); `where` names the file
/// in messages.
SavedAdapter savedAdapterFromJson(const nlohmann::json& config, const nlohmann::json& headConfig,
                                  const TensorShapes& shapes, const BaseConfig& base, const std::string& where);
/// The folder's adapter, with the head beside it if it has none of its own. `shapes` are those of its files' tensors,
/// the head's included. Throws Error naming what is not understood, or the base if it is for another one.
SavedAdapter readSavedAdapter(const std::filesystem::path& folder, const TensorShapes& shapes, const BaseConfig& base);

}  // namespace adapterscope
