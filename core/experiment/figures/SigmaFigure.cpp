// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/SigmaFigure.h"

#include "core/experiment/figures/Interval.h"
#include "core/experiment/figures/ProjectFigures.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/runs/RunCounts.h"

namespace adapterscope {

std::string SigmaFigure::intervalName() const {
    std::vector<Estimate> scores;
    for (const SigmaPoint& point : sweep.points)
        scores.push_back(point.score);
    return adapterscope::intervalName(scores, Interval::StudentT95);
}

Sentence SigmaFigure::whyWithoutScores() const {
    RunCounts counts;
    for (const SigmaPoint& point : sweep.points) {
        if (point.score.n > 0)
            return {};
        for (const SigmaPoint::Seed& seed : point.seeds)
            counts.add(seed.status);
    }
    return empty() ? Sentence() : counts.whyNothing("a score on dev");
}

std::vector<SigmaFigure> sigmaFigures(const std::vector<SigmaSweep>& sweeps) {
    const Factors factors = Factors::of(sweeps);
    std::vector<SigmaFigure> figures;
    for (std::size_t i = 0; i < sweeps.size(); ++i) {
        const RunSpec& spec = sweeps[i].spec;
        const FigureScope scope{spec.base, spec.baseHash, spec.taskName, spec.taskHash, 0, spec};
        const auto facts = knownFacts(scope);
        figures.push_back({sweeps[i], factors.label(i), scopeText(spec, factors.label(i)),
                           facts ? facts->majorityDev : std::nullopt});
    }
    return figures;
}

}  // namespace adapterscope
