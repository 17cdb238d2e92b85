// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/experiment/statistics/Statistics.h"

namespace adapterscope {

/// What the bars around a mean show.
enum class Interval { StudentT95, StandardError };

std::pair<double, double> boundsOf(const Estimate& estimate, Interval interval);
/// "mean, 95 % interval of seeds and rows, n = 3" (n = 2 to 3 if they differ), "mean, 95 % t interval, n = 3" if the
/// rows are unknown; estimates without values are left out.
std::string intervalName(const std::vector<Estimate>& estimates, Interval interval);

}  // namespace adapterscope
