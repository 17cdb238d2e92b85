// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/exchange/SavedAdapter.h"

namespace adapterscope {

/// The adapter of PEFT's adapter_config.json: LoRA with rsLoRA and DoRA, (IA)3, LayerNorm tuning, a prefix, a prompt or
/// the result of P-tuning. Which modules it changes, and at which rank, is read from the tensors. `where` names the
/// file in messages.
SavedAdapter readPeftAdapter(const nlohmann::json& config, const TensorShapes& shapes, const BaseConfig& base,
                             const std::string& where);

}  // namespace adapterscope
