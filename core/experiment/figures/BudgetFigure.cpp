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

std::string BudgetFigure::ratesName() const {
    const auto [least, most] = std::minmax_element(designs.begin(), designs.end(),
                                                   [](const auto& a, const auto& b) { return a.rates < b.rates; });
    if (designs.empty() || most->rates == 1)
        return {};
    const bool isUnequal =
        std::any_of(designs.begin(), designs.end(), [](const Design& design) { return design.hasFewerRates; });
    const std::string range = least->rates == most->rates ? fmt::format("{}", most->rates)
                                                          : fmt::format("{} to {}", least->rates, most->rates);
    return fmt::format("{} learning rates tried{}", range, isUnequal ? ": tuned unequally" : " for each");
}

std::string BudgetFigure::intervalName() const {
    std::vector<Estimate> estimates;
    for (const Design& design : designs)
        estimates.push_back(design.estimate);
    return adapterscope::intervalName(estimates, interval);
}

namespace {

/// Designs whose rates were chosen for each are one line, whatever the rates.
std::string lineOf(const ComparedDesign& design) {
    if (design.pilots.empty())
        return curveKey(design.spec);
    RunSpec spec = design.spec;
    spec.design.learningRate.reset();
    spec.hyperparameters.learningRate = 0;
    return curveKey(spec) + "|auto";
}

}  // namespace

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

namespace {

using Members = std::vector<const ComparedDesign*>;

RunCounts countsOf(const std::vector<RunRecord>& runs, const FigureScope& scope) {
    RunCounts counts;
    for (const RunRecord& run : runs)
        if (run.spec.baseHash == scope.baseHash && run.spec.taskHash == scope.taskHash)
            counts.add(run.result.status);
    return counts;
}

Members membersOf(const std::vector<ComparedDesign>& compared, const FigureScope& scope) {
    Members members;
    for (const ComparedDesign& design : compared)
        if (design.spec.baseHash == scope.baseHash && design.spec.taskHash == scope.taskHash)
            members.push_back(&design);
    return members;
}

/// Several rates of full fine-tuning may have been tried: the line is the best of them.
std::optional<Estimate> bestOfFull(const Members& members) {
    std::optional<Estimate> best;
    for (const ComparedDesign* member : members)
        if (member->spec.design.name() == "full" && (!best || best->mean < member->estimate.mean))
            best = member->estimate;
    return best;
}

/// Those that have a number for the cost or factor, by it.
Members placedBy(const std::string& by, const Members& members) {
    const Factors factors = Factors::of(members);
    std::vector<std::pair<double, const ComparedDesign*>> placed;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (const auto number = numberBy(by, *members[i], factors, i))
            placed.emplace_back(*number, members[i]);
    std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Members ordered;
    for (const auto& [number, member] : placed)
        ordered.push_back(member);
    return ordered;
}

/// Values over less than this factor are placed evenly.
constexpr double leastLogarithmicSpan = 8;

void placeBy(const Members& members, const Factors& factors, BudgetFigure& figure) {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < members.size(); ++i)
        numbers.push_back(numberBy(figure.by, *members[i], factors, i).value_or(0));
    const auto lowest = std::find_if(numbers.begin(), numbers.end(), [](double number) { return number > 0; });
    figure.isLogarithmic =
        lowest != numbers.end() && numbers.front() >= 0 && numbers.back() / *lowest >= leastLogarithmicSpan;
    for (std::size_t i = 0; i < figure.designs.size(); ++i) {
        BudgetFigure::Design& design = figure.designs[i];
        design.place = figure.isLogarithmic && numbers[i] == 0 ? *lowest / 10 : numbers[i];
        if (isCost(figure.by)) {
            design.curve = design.key;  // designs that differ in their cost differ in something else, too
        } else {
            design.curve = factors.labelWithout(i, figure.by);
            figure.ticks[design.place] = factors.values(i).at(figure.by);
        }
    }
}

BudgetFigure::Design designOf(const ComparedDesign& member, const std::string& label) {
    BudgetFigure::Design design;
    design.key = member.key;
    design.text = label;
    design.design = toText(member.spec.design);
    design.method = member.spec.design.name();
    design.curve = lineOf(member);
    design.trained = member.trained;
    // A logarithmic axis has no place for a design that trains nothing.
    design.place = static_cast<double>(std::max<std::int64_t>(1, member.trained));
    design.estimate = member.estimate;
    design.front = member.front;
    design.diverged = member.diverged;
    design.unfinished = member.unfinished;
    design.tried = member.tried;
    design.rates = member.rates;
    design.hasFewerRates = member.hasFewerRates;
    design.hasPilots = !member.pilots.empty();
    for (const auto& score : member.scores)
        design.seeds.push_back({score.run, score.seed, score.value});
    return design;
}

}  // namespace

BudgetFigure budgetFigure(const std::vector<RunRecord>& runs, const std::vector<ComparedDesign>& compared,
                          const FigureScope& scope, ScoredOn scoredOn, const std::string& by) {
    BudgetFigure figure;
    figure.base = scope.base;
    figure.task = scope.task;
    figure.split = scoredOn == ScoredOn::Test ? "test" : "dev";
    figure.by = by;
    const RunCounts counts = countsOf(runs, scope);
    figure.diverged = counts.of(Status::Diverged);
    Members members = membersOf(compared, scope);
    figure.full = bestOfFull(members);
    const std::size_t all = members.size();
    if (by.empty())
        std::stable_sort(members.begin(), members.end(),
                         [](const auto* a, const auto* b) { return a->trained < b->trained; });
    else
        members = placedBy(by, members);
    figure.withoutPlace = static_cast<int>(all - members.size());
    const Factors factors = Factors::of(members);
    for (std::size_t i = 0; i < members.size(); ++i) {
        figure.designs.push_back(designOf(*members[i], factors.label(i)));
        figure.metric = members[i]->metric;
    }
    if (!by.empty())
        placeBy(members, factors, figure);
    if (figure.designs.empty())
        figure.whyEmpty = all > 0 ? fmt::format("No design here has a number for {}.", by)
                                  : counts.whyNothing("a score on " + figure.split);
    return figure;
}

}  // namespace adapterscope
