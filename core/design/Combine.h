// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/design/Methods.h"

namespace adapterscope {

/// The design with one more part: the method with its defaults.
Design combined(const Design& design, const MethodInfo& method);

/// The design with only that one of its parts.
Design partAlone(const Design& design, std::size_t part);

/// The methods that can join a design with their defaults, over the base if one is known: those that bring no
/// fault with them and train something more.
std::vector<const MethodInfo*> combinable(const Design& design, const std::optional<BaseConfig>& base);

}  // namespace adapterscope
