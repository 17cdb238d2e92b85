// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/SideBySide.h"

#include <algorithm>
#include <set>

#include "ui/look/At.h"

namespace adapterscope {

namespace {

/// Pixels between marks at one place, and those that all of them take at most.
constexpr double stepAside = 6, mostAside = 42;

/// Less would hide marks behind one another even where the next place is too near for them all.
constexpr double leastStep = 1;

/// Between the middles of marks of different places: the width of one and a gap.
constexpr double betweenPlaces = 14;

}  // namespace

SideBySide::SideBySide(const BudgetFigure& figure, const CurveDesigns& curves, const std::vector<std::string>& order) {
    std::map<std::pair<int, double>, std::set<int>> taken;  // by panel and place
    for (const std::string& curve : order) {
        std::vector<std::pair<int, double>> places;
        for (const int index : curves.at(curve))
            if (const auto& design = at(figure.designs, index); design.estimate.n > 0)
                places.emplace_back(design.panel, design.place);
        int turn = 0;
        const auto isTaken = [&](const auto& place) { return taken[place].contains(turn); };
        while (std::any_of(places.begin(), places.end(), isTaken))
            ++turn;
        const int steps = turn % 2 == 1 ? (turn + 1) / 2 : -(turn / 2);
        for (const auto& place : places) {
            taken[place].insert(turn);
            Reach& reach = m_reaches[place];
            reach.left = std::max(reach.left, -steps);
            reach.right = std::max(reach.right, steps);
        }
        m_steps[curve] = steps;
        m_last = std::max(m_last, turn);
    }
    *m_step = std::min(stepAside, mostAside / (m_last + 1));
}

void SideBySide::fit(const std::vector<QCPAxisRect*>& panels) const {
    double step = std::min(stepAside, mostAside / (m_last + 1));
    for (auto next = m_reaches.begin(); next != m_reaches.end(); ++next) {
        if (next == m_reaches.begin())
            continue;
        const auto& [before, own] = *std::prev(next);
        const auto [panel, place] = next->first;
        const int steps = own.right + next->second.left;
        if (before.first != panel || steps == 0)
            continue;
        const QCPAxis* axis = at(panels, panel)->axis(QCPAxis::atBottom);
        const double free = axis->coordToPixel(place) - axis->coordToPixel(before.second) - betweenPlaces;
        if (free > 0)  // else marks touch even if nothing is beside its place
            step = std::min(step, std::max(leastStep, free / steps));
    }
    *m_step = step;
}

}  // namespace adapterscope
