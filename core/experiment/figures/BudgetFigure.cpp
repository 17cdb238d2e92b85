// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/BudgetFigure.h"

#include <algorithm>

namespace adapterscope {

std::pair<double, double> BudgetFigure::bounds(const Estimate& estimate) const {
    return boundsOf(estimate, interval);
}

Sentence BudgetFigure::choiceName() const {
    const auto [least, most] = std::minmax_element(designs.begin(), designs.end(),
                                                   [](const auto& a, const auto& b) { return a.tried < b.tried; });
    if (designs.empty() || most->tried == 1)
        return {};
    return least->tried == most->tried ? Sentence("each the best of {} by dev", most->tried)
                                       : Sentence("each the best of {} to {} by dev", least->tried, most->tried);
}

Sentence BudgetFigure::ratesName() const {
    const auto [least, most] = std::minmax_element(designs.begin(), designs.end(),
                                                   [](const auto& a, const auto& b) { return a.rates < b.rates; });
    if (designs.empty() || most->rates == 1)
        return {};
    const bool isUnequal =
        std::any_of(designs.begin(), designs.end(), [](const Design& design) { return design.hasFewerRates; });
    const Sentence range =
        least->rates == most->rates ? Sentence("{}", most->rates) : Sentence("{} to {}", least->rates, most->rates);
    return isUnequal ? Sentence("{} learning rates tried: tuned unequally", range)
                     : Sentence("{} learning rates tried for each", range);
}

std::vector<BudgetFigure::Panel> BudgetFigure::shownPanels() const {
    return panels.empty() ? std::vector{Panel{{}, {}, metric, baseParameters, full, majority}} : panels;
}

std::string BudgetFigure::intervalName() const {
    std::vector<Estimate> estimates;
    for (const Design& design : designs)
        estimates.push_back(design.estimate);
    return adapterscope::intervalName(estimates, interval);
}

}  // namespace adapterscope
