// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/exchange/AdapterHubConfig.h"

namespace adapterscope {

/// PEFT's adapter_config.json for `PeftConfig.from_pretrained` and `get_peft_model`: an adapter that PEFT is to train.
/// Throws Error if the design is not valid for the base, or naming what PEFT lacks.
ExportedConfig peftConfig(const Design& design, const BaseConfig& base, const std::string& baseName);

}  // namespace adapterscope
