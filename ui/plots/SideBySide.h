// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment/figures/BudgetFigure.h"
#include "ui/plots/Aside.h"

namespace adapterscope {

/// The designs of a figure by their curves.
using CurveDesigns = std::map<std::string, std::vector<int>>;

/// Keeps designs with one place (of equal cost, or of one value of the factor) from covering one another: the first of
/// them stays, the others stand right and left of it by turns, never so far that they reach those at the next place.
class SideBySide {
public:
    SideBySide() = default;
    /// The curves in this order.
    SideBySide(const BudgetFigure& figure, const CurveDesigns& curves, const std::vector<std::string>& order);

    Aside of(const std::string& curve) const { return {m_steps.at(curve), m_step}; }
    /// Whether anything is drawn beside its place.
    bool isNeeded() const { return m_last > 0; }
    /// Makes steps as wide as the panels, in the figure's order, leave room for.
    void fit(const std::vector<QCPAxisRect*>& panels) const;

private:
    /// Steps that are taken to the left and to the right of a place.
    struct Reach {
        int left = 0, right = 0;
    };
    std::map<std::string, int> m_steps;                 ///< by curve, to the right
    std::map<std::pair<int, double>, Reach> m_reaches;  ///< by panel and place
    int m_last = 0;                                     ///< turns that the fullest place takes after its first
    std::shared_ptr<double> m_step = std::make_shared<double>(0.0);  ///< pixels
};

}  // namespace adapterscope
