// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment/comparison/SigmaSweep.h"

namespace adapterscope {

/// What initialisation does to accuracy: one design over sigma, ready to be drawn.
struct SigmaFigure {
    SigmaSweep sweep;
    std::string design;              ///< its text, and what else distinguishes it from the project's other sweeps
    std::string scope;               ///< "sentiment on builtin"
    std::optional<double> majority;  ///< score of always predicting the commonest label, on dev

    bool empty() const { return sweep.points.empty(); }
    /// What there is instead of scores; empty if there are some.
    Sentence whyWithoutScores() const;
    /// "mean, 95 % t interval, n = 3"
    std::string intervalName() const;
};

/// A figure for each sweep, in the order of sigmaSweeps. Majority shares that are already known are filled in.
std::vector<SigmaFigure> sigmaFigures(const std::vector<SigmaSweep>& sweeps);

}  // namespace adapterscope
