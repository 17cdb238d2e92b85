// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment/figures/BudgetFigure.h"
#include "ui/plots/PlotStyle.h"

namespace adapterscope {

/// Among its method's variants; 0 if there is only one.
int variantNumber(const BudgetFigure& figure, const BudgetFigure::Design& design);

/// What has an entry of its own in the legend: a look, and one of its variants.
using LegendKey = std::pair<std::string, std::string>;
LegendKey legendKey(const BudgetFigure& figure, const BudgetFigure::Design& design);

/// Of designs that have one entry each, the styles: no two marks look the same as long as there are enough. The first
/// variants come first, so that they look as their methods do.
std::map<LegendKey, SeriesStyle> entryStyles(const BudgetFigure& figure,
                                             std::vector<const BudgetFigure::Design*> examples,
                                             const PlotColours& colours);

}  // namespace adapterscope
