// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/exchange/SavedAdapter.h"

namespace adapterscope {

/// The adapter of AdapterHub's adapter_config.json and head_config.json (null if there is none); `where` names the file
/// in messages.
SavedAdapter readAdapterHubAdapter(const nlohmann::json& config, const nlohmann::json& headConfig,
                                   const TensorShapes& shapes, const BaseConfig& base, const std::string& where);

/// The parts that a `config` of it describes: bottleneck adapters, Compacter, LoRA, (IA)3, a prefix, a prompt. Appends
/// what differs.
std::vector<Part> partsOfAdapterHub(const nlohmann::json& config, const BaseConfig& base, const std::string& where,
                                    std::vector<std::string>& notes);
/// What AdapterHub multiplies the vectors of such a `config` for (IA)3 by: its `alpha`.
double ia3ScaleOfAdapterHub(const nlohmann::json& config, const std::string& where);

}  // namespace adapterscope
