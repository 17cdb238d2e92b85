// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/task/Task.h"

namespace adapterscope {

/// Deals examples out to parts by percentages (they add up to 100), label by label, always in the same way; within a
/// part they keep their order. Each label carries the previous one's rounding on, so no part but the first gets more
/// than its share, rounded; the first has the rest, with at least one example of each label.
std::vector<std::vector<Example>> stratifiedSplit(const std::vector<Example>& examples,
                                                  const std::vector<int>& percent);

/// A fixed sample of `count` examples in which each label keeps its share, and at least one example if there is room
/// for that; all of them if there are no more than `count`. They keep their order.
std::vector<Example> stratifiedSample(const std::vector<Example>& examples, std::size_t count);

}  // namespace adapterscope
