// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/design/Methods.h"

namespace adapterscope {

/// The rows of bottleneck adapters: houlsby, pfeiffer, parallel, adapter (without `head` and `lr`).
std::vector<MethodInfo> adapterMethods();

/// Every key of bottleneck adapters in the order of cli.md; `perLayer` lets m be given by layers.
std::vector<KeyInfo> adapterKeys(bool perLayer);

/// Appends what is wrong with, or worth saying of, a bottleneck adapter; the base is null where none is known.
void checkAdapters(const Design& design, const BaseConfig* base, std::vector<Finding>& findings);

/// The largest bottleneck that is taken for meant.
constexpr int largestBottleneck = 65536;

}  // namespace adapterscope
