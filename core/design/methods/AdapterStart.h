// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/design/methods/Adapter.h"

namespace adapterscope {

/// Whether an adapter's branch is exactly 0 before training, because at least its up-projection is.
bool branchStartsAtZero(const AdapterSettings& adapter);

/// What an adapter's projections start from, and whether that makes it the identity, in one sentence; the drawing and
/// the findings use it. Biases always start at 0.
std::string startText(const AdapterSettings& adapter);

/// What an adapter with such a branch is before training: the identity or, without its skip connection, 0.
std::string zeroBranchText(const AdapterSettings& adapter);

}  // namespace adapterscope
