// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

#include "core/base/BaseConfig.h"

namespace adapterscope {

/// Reads and checks; one Error lists every fault at once. `where` names the file in messages.
BaseConfig baseConfigFromJson(const nlohmann::json& json, const std::string& where);
/// What transformers writes into config.json, as far as it is read here.
nlohmann::json toJson(const BaseConfig& config);

/// Reads FOLDER/config.json, FOLDER/1_Pooling/config.json and the header of FOLDER/model.safetensors, as far as they
/// exist (only config.json must). Refuses weights that do not match the configuration (requireEncoder).
BaseConfig readBaseConfig(const std::filesystem::path& folder);

}  // namespace adapterscope
