// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/experiment/figures/BudgetFigure.h"

namespace adapterscope {

/// Names and numbers what tells the lines of a method apart, for each method that has several. The members are the
/// figure's designs in their order.
void nameVariants(const std::vector<const ComparedDesign*>& members, BudgetFigure& figure);

}  // namespace adapterscope
