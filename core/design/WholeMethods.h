// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/design/Methods.h"

namespace adapterscope {

/// The rows of the methods that train parts of the base as they are: full, top, layernorm, head (without `head` and
/// `lr`).
std::vector<MethodInfo> wholeMethods();

}  // namespace adapterscope
