// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/BudgetFigure.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/experiment/Factors.h"
#include "core/experiment/RunCounts.h"

namespace adapterscope {

std::pair<double, double> BudgetFigure::bounds(const Estimate& estimate) const {
    return boundsOf(estimate, interval);
}

std::string BudgetFigure::choiceName() const {
    const auto [least, most] = std::minmax_element(designs.begin(), designs.end(),
                                                   [](const auto& a, const auto& b) { return a.tried < b.tried; });
    if (designs.empty() || most->tried == 1)
        return {};
    return least->tried == most->tried ? fmt::format("each the best of {} by dev", most->tried)
                                       : fmt::format("each the best of {} to {} by dev", least->tried, most->tried);
}

std::string BudgetFigure::intervalName() const {
    std::vector<Estimate> estimates;
    for (const Design& design : designs)
        estimates.push_back(design.estimate);
    return adapterscope::intervalName(estimates, interval);
}

std::vector<FigureScope> scopesOf(const std::vector<RunRecord>& runs) {
    std::vector<FigureScope> scopes;
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (const RunRecord& run : runs) {
        const auto [place, isNew] = places.try_emplace({run.spec.baseHash, run.spec.taskHash}, scopes.size());
        if (isNew)
            scopes.push_back({run.spec.base, run.spec.baseHash, run.spec.taskName, run.spec.taskHash, 0, run.spec});
        scopes[place->second].finished += run.result.status == Status::Done;
    }
    std::stable_sort(scopes.begin(), scopes.end(),
                     [](const auto& a, const auto& b) { return a.finished > b.finished; });
    return scopes;
}

BudgetFigure budgetFigure(const std::vector<RunRecord>& runs, const std::vector<ComparedDesign>& compared,
                          const FigureScope& scope, ScoredOn scoredOn) {
    BudgetFigure figure;
    figure.base = scope.base;
    figure.task = scope.task;
    figure.split = scoredOn == ScoredOn::Test ? "test" : "dev";
    RunCounts counts;
    for (const RunRecord& run : runs)
        if (run.spec.baseHash == scope.baseHash && run.spec.taskHash == scope.taskHash)
            counts.add(run.result.status);
    figure.diverged = counts.of(Status::Diverged);
    std::vector<const ComparedDesign*> members;
    for (const ComparedDesign& design : compared)
        if (design.spec.baseHash == scope.baseHash && design.spec.taskHash == scope.taskHash)
            members.push_back(&design);
    std::stable_sort(members.begin(), members.end(),
                     [](const auto* a, const auto* b) { return a->trained < b->trained; });
    const Factors factors = Factors::of(members);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const ComparedDesign* member = members[i];
        BudgetFigure::Design design{member->key,
                                    factors.label(i),
                                    toText(member->spec.design),
                                    member->spec.design.name(),
                                    curveKey(member->spec),
                                    member->trained,
                                    member->estimate,
                                    member->front,
                                    {},
                                    member->diverged,
                                    member->unfinished,
                                    member->tried};
        for (const auto& score : member->scores)
            design.seeds.push_back({score.run, score.seed, score.value});
        // Several rates of full fine-tuning may have been tried: the line is the best of them.
        if (design.method == "full" && (!figure.full || figure.full->mean < design.estimate.mean))
            figure.full = design.estimate;
        figure.metric = member->metric;
        figure.designs.push_back(std::move(design));
    }
    if (figure.designs.empty())
        figure.whyEmpty = counts.whyNothing("a score on " + figure.split);
    return figure;
}

}  // namespace adapterscope
