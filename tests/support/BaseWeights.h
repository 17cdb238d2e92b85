// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace adapterscope::test {

/// A safetensors file up to its data: the length of its header, and the header.
std::string safeTensorsStart(const std::string& header);

/// Writes model.safetensors with all the weights, each 0, that the folder's config.json asks for. `edit` may first
/// change what is written: {name: {"dtype", "shape"}}.
void writeWeights(const std::filesystem::path& folder, const std::function<void(nlohmann::json& tensors)>& edit = {});
/// An edit for it: the weights have no pooler.
void removePooler(nlohmann::json& tensors);

}  // namespace adapterscope::test
