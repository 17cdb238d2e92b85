// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BudgetStyles.h"

#include <algorithm>
#include <set>

#include "ui/plots/BudgetTexts.h"

namespace adapterscope {

namespace {

/// The `number`-th look of the figure, before variants.
SeriesStyle seriesStyle(const BudgetFigure& figure, const BudgetFigure::Design& design, int number, bool dark) {
    const std::string look = lookName(figure, design);
    if (figure.hasMethodColours())
        return methodStyle(look, dark);
    // The same value has the same look, however the others are drawn.
    const auto value = std::find(figure.colours.begin(), figure.colours.end(), look);
    return lineStyle(figure.look.colour.empty() ? number : static_cast<int>(value - figure.colours.begin()), dark);
}

}  // namespace

int variantNumber(const BudgetFigure& figure, const BudgetFigure::Design& design) {
    const auto found = figure.variants.find(design.method);
    if (found == figure.variants.end())
        return 0;
    const auto& variants = found->second;
    return static_cast<int>(std::find(variants.begin(), variants.end(), design.variant) - variants.begin());
}

LegendKey legendKey(const BudgetFigure& figure, const BudgetFigure::Design& design) {
    return {lookName(figure, design), design.variant};
}

std::map<LegendKey, SeriesStyle> entryStyles(const BudgetFigure& figure,
                                             std::vector<const BudgetFigure::Design*> examples,
                                             const PlotColours& colours) {
    constexpr int mostTries = 1000;  // more than there are marks
    const auto variant = [&figure](const auto* design) { return variantNumber(figure, *design); };
    std::stable_sort(examples.begin(), examples.end(),
                     [&](const auto* a, const auto* b) { return variant(a) < variant(b); });
    std::map<LegendKey, SeriesStyle> styles;
    std::set<SeriesStyle::Mark> taken;
    for (const auto* example : examples) {
        const SeriesStyle own = seriesStyle(figure, *example, static_cast<int>(styles.size()), colours.dark);
        SeriesStyle style = variantStyle(own, variant(example), colours);
        for (int other = 1; taken.contains(style.mark()) && other < mostTries; ++other)
            style = variantStyle(own, variant(example) + other, colours);
        taken.insert(style.mark());
        styles.emplace(legendKey(figure, *example), style);
    }
    return styles;
}

}  // namespace adapterscope
