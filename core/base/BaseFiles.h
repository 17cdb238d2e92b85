// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace adapterscope {

/// Names of the files that hold a base's weights, sorted: model.safetensors or its shards, else pytorch_model.bin or
/// its shards. Empty if there are none.
std::vector<std::string> weightFiles(const std::filesystem::path& folder);

/// Names of all files in the folder that are named as transformers names a model's weights, their shards and their
/// indexes, whether or not they belong together.
std::vector<std::string> filesNamedAsWeights(const std::filesystem::path& folder);

}  // namespace adapterscope
