// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/comparison/Comparison.h"
#include "core/experiment/figures/BudgetFigure.h"
#include "core/experiment/figures/FigureScope.h"

namespace adapterscope {

/// The part of a comparison that belongs to the scope, with panels of tasks to its base and with panels of bases to its
/// task, against the cost or factor `by` or, if that is empty, trained parameters. Base parameters, majority share and
/// the switches are for the caller to fill in.
BudgetFigure budgetFigure(const std::vector<RunRecord>& runs, const std::vector<ComparedDesign>& compared,
                          const FigureScope& scope, ScoredOn scoredOn, const std::string& by = {},
                          const FigureLook& look = {});

}  // namespace adapterscope
