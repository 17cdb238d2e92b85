// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

#include "core/design/Design.h"

namespace adapterscope {

/// The program's own format of a design: its text and every key, the base's name and shape, and the program's version.
/// Throws Error if the design is not valid for the base.
nlohmann::json ownConfig(const Design& design, const BaseConfig& base, const std::string& baseName);

/// Reads the design of ownConfig() back. Throws Error stating what is missing.
Design designFromOwnConfig(const nlohmann::json& json);

}  // namespace adapterscope
