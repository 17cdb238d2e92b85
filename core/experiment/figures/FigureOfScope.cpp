// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/FigureOfScope.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/design/Methods.h"
#include "core/experiment/figures/BudgetVariants.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/runs/RunCounts.h"

namespace adapterscope {

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

using Members = std::vector<const ComparedDesign*>;

/// Whether a figure of the scope shows runs of that spec.
bool isShown(const RunSpec& spec, const FigureScope& scope, const std::string& facet) {
    return (facet == "base" || spec.baseHash == scope.baseHash) && (facet == "task" || spec.taskHash == scope.taskHash);
}

/// As FigureScope::key() makes it.
std::string scopeKey(const RunSpec& spec) {
    return spec.baseHash + '/' + spec.taskHash;
}

RunCounts countsOf(const std::vector<RunRecord>& runs, const FigureScope& scope, const std::string& facet) {
    RunCounts counts;
    for (const RunRecord& run : runs)
        if (isShown(run.spec, scope, facet))
            counts.add(run.result.status);
    return counts;
}

Members membersOf(const std::vector<ComparedDesign>& compared, const FigureScope& scope, const std::string& facet) {
    Members members;
    for (const ComparedDesign& design : compared)
        if (isShown(design.spec, scope, facet))
            members.push_back(&design);
    return members;
}

/// On one scope. Several rates of full fine-tuning may have been tried: the line is the best of them.
std::optional<Estimate> bestOfFull(const Members& members, const std::string& scope) {
    std::optional<Estimate> best;
    for (const ComparedDesign* member : members)
        if (member->spec.design.name() == yardstick().name && scopeKey(member->spec) == scope &&
            (!best || best->mean < member->estimate.mean))
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

/// The values of a factor in their order, or the only one; those that lack it have none.
std::vector<std::string> valuesInOrder(const Factors& factors, std::size_t designs, const std::string& factor) {
    for (const Factor& varying : factors.varying())
        if (varying.name == factor)
            return varying.values;
    for (std::size_t i = 0; i < designs; ++i)
        if (const std::string value = factors.valueOf(i, factor); !value.empty())
            return {value};
    return {};
}

bool isOfScopes(const std::string& facet) {
    return facet == "task" || facet == "base";
}

/// Of tasks and bases, those with most finished runs first.
std::vector<std::string> panelValues(const std::vector<RunRecord>& runs, const Members& members, const Factors& factors,
                                     const std::string& facet) {
    if (!isOfScopes(facet))
        return valuesInOrder(factors, members.size(), facet);
    std::vector<std::string> values;
    for (const FigureScope& scope : scopesOf(runs))
        for (std::size_t i = 0; i < members.size(); ++i) {
            const std::string value = factors.valueOf(i, facet);
            if (scopeKey(members[i]->spec) == scope.key() &&
                std::find(values.begin(), values.end(), value) == values.end())
                values.push_back(value);
        }
    return values;
}

/// Gives each value of the factor a panel, as far as there is room, and leaves only the designs that are in one, panel
/// by panel. Returns the panels of these.
std::vector<int> takePanels(const std::vector<RunRecord>& runs, Members& members, BudgetFigure& figure) {
    const std::string& facet = figure.look.facet;
    const Factors factors = Factors::of(members);
    const std::vector<std::string> values = panelValues(runs, members, factors, facet);
    const std::size_t shown = std::min(values.size(), BudgetFigure::mostPanels);
    figure.panelsLeftOut = static_cast<int>(values.size() - shown);
    for (std::size_t i = 0; i < shown; ++i) {
        figure.panels.emplace_back();
        figure.panels.back().title = isOfScopes(facet) ? values[i] : factorText(facet, values[i]);
    }
    std::vector<int> panels;
    Members kept;
    for (std::size_t panel = 0; panel < shown; ++panel)
        for (std::size_t i = 0; i < members.size(); ++i)
            if (factors.valueOf(i, facet) == values[panel]) {
                panels.push_back(static_cast<int>(panel));
                kept.push_back(members[i]);
            }
    for (std::size_t i = 0; i < members.size(); ++i)
        figure.withoutPanel += factors.valueOf(i, facet).empty() ? 1 : 0;
    members = std::move(kept);
    return panels;
}

/// Values that span less than this factor are placed evenly.
constexpr double leastLogarithmicSpan = 8;

/// Sizes, unlike times, are compared by their ratios even if they are close.
bool isOfSize(const std::string& by) {
    return isCost(by) && by != "seconds";
}

void placeBy(const Members& members, const Factors& factors, BudgetFigure& figure) {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < members.size(); ++i)
        numbers.push_back(numberBy(figure.by, *members[i], factors, i).value_or(0));
    std::vector<double> rising = numbers;
    std::sort(rising.begin(), rising.end());
    const auto lowest = std::find_if(rising.begin(), rising.end(), [](double number) { return number > 0; });
    figure.isLogarithmic = lowest != rising.end() && rising.front() >= 0 &&
                           (isOfSize(figure.by) || rising.back() / *lowest >= leastLogarithmicSpan);
    for (std::size_t i = 0; i < figure.designs.size(); ++i) {
        BudgetFigure::Design& design = figure.designs[i];
        const bool isMovedZero = figure.isLogarithmic && numbers[i] == 0;
        design.place = isMovedZero ? *lowest / 10 : numbers[i];
        if (!isCost(figure.by)) {
            figure.ticks[design.place] = factors.values(i).at(figure.by);
        } else if (!isOfSize(figure.by)) {
            design.curve = design.key;  // designs that differ in their time differ in something else, too
        }
        if (isCost(figure.by) && isMovedZero)
            figure.ticks[design.place] = "0";
    }
}

/// Sizes at one place differ in something that the axis does not show, such as ranks that cost nothing once merged.
void separateWhatCostsTheSame(std::vector<BudgetFigure::Design>& designs) {
    std::map<std::pair<int, std::string>, std::map<double, int>> places;
    for (const auto& design : designs)
        ++places[{design.panel, design.curve}][design.place];
    for (auto& design : designs) {
        const auto& ofCurve = places.at({design.panel, design.curve});
        if (std::any_of(ofCurve.begin(), ofCurve.end(), [](const auto& place) { return place.second > 1; }))
            design.curve = design.key;
    }
}

/// A line follows one size: if several parts of a union vary theirs, it follows the one with the most values.
void separateSizes(const Members& members, const Factors& factors, std::vector<BudgetFigure::Design>& designs) {
    std::map<std::pair<int, std::string>, std::vector<std::size_t>> curves;
    for (std::size_t i = 0; i < designs.size(); ++i)
        curves[{designs[i].panel, designs[i].curve}].push_back(i);
    for (const auto& [curve, places] : curves) {
        std::map<std::string, std::set<std::string>> values;  // by factor
        for (const std::string& size : sizeFactors(members[places.front()]->spec.design))
            for (const std::size_t place : places)
                values[size].insert(factors.valueOf(place, size));
        std::erase_if(values, [](const auto& size) { return size.second.size() == 1; });
        if (values.size() < 2)
            continue;
        const auto followed = std::max_element(values.begin(), values.end(), [](const auto& a, const auto& b) {
            return a.second.size() < b.second.size();
        });
        for (const std::size_t place : places) {
            designs[place].size = followed->first;
            for (const auto& [size, ofSize] : values)
                if (size != followed->first)
                    designs[place].curve += fmt::format("|{}={}", size, factors.valueOf(place, size));
        }
    }
}

/// The labels of all runs that the scope's table lists, with a score or without: a design has the same one there.
void labelDesigns(const std::vector<RunRecord>& runs, const FigureScope& scope, BudgetFigure& figure) {
    std::vector<const RunRecord*> shown;
    for (const RunRecord& run : runs)
        if (isShown(run.spec, scope, figure.look.facet))
            shown.push_back(&run);
    const Factors factors = Factors::of(shown);
    std::map<std::string, std::size_t> places;  // by group
    for (std::size_t i = 0; i < shown.size(); ++i)
        places.try_emplace(groupOf(*shown[i]), i);
    for (BudgetFigure::Design& design : figure.designs) {
        const std::size_t place = places.at(design.key);
        design.text = factors.label(place);
        design.inPanel = figure.panels.empty() ? design.text : factors.labelWithoutAll(place, {figure.look.facet});
        if (design.inPanel.empty())
            design.inPanel = design.design;
        if (!figure.isAgainstCost())
            design.curve = factors.labelWithout(place, figure.by, figure.look.facet);
    }
}

BudgetFigure::Design designOf(const ComparedDesign& member) {
    BudgetFigure::Design design;
    design.key = member.key;
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

void colourBy(const Factors& factors, BudgetFigure& figure) {
    const std::string& factor = figure.look.colour;
    figure.colours = valuesInOrder(factors, figure.designs.size(), factor);
    for (std::size_t i = 0; i < figure.designs.size(); ++i) {
        figure.designs[i].colour = factors.valueOf(i, factor);
        figure.designs[i].curve += '|' + figure.designs[i].colour;  // a line has one colour
    }
}

/// What the designs of each panel show of its base and task.
void describePanels(const Members& members, const std::vector<int>& panels, const Members& all, BudgetFigure& figure) {
    for (std::size_t i = 0; i < members.size(); ++i) {
        BudgetFigure::Panel& panel = figure.panels[static_cast<std::size_t>(panels[i])];
        if (!panel.scope.empty())
            continue;
        panel.scope = scopeKey(members[i]->spec);
        panel.metric = members[i]->metric;
        panel.full = bestOfFull(all, panel.scope);
    }
}

/// Why there is no design, though the scope has some.
Sentence whyNoneIsPlaced(const BudgetFigure& figure, int all) {
    if (figure.withoutPlace < all)
        return {"No design here has a value for {}.", figure.look.facet};
    return isCost(figure.by) ? "The runs here did not record this cost, because an earlier version trained them: train "
                               "them again to see it."
                             : Sentence("No design here has a number for {}.", figure.by);
}

}  // namespace

BudgetFigure budgetFigure(const std::vector<RunRecord>& runs, const std::vector<ComparedDesign>& compared,
                          const FigureScope& scope, ScoredOn scoredOn, const std::string& by, const FigureLook& look) {
    BudgetFigure figure;
    figure.base = scope.base;
    figure.task = scope.task;
    figure.split = scoredOn == ScoredOn::Test ? "test" : "dev";
    figure.by = by;
    figure.look = look;
    const RunCounts counts = countsOf(runs, scope, look.facet);
    figure.diverged = counts.of(Status::Diverged);
    const Members all = membersOf(compared, scope, look.facet);
    figure.full = bestOfFull(all, scope.key());
    Members members = all;
    if (by.empty())
        std::stable_sort(members.begin(), members.end(),
                         [](const auto* a, const auto* b) { return a->trained < b->trained; });
    else
        members = placedBy(by, members);
    figure.withoutPlace = static_cast<int>(all.size() - members.size());
    std::vector<int> panels;
    if (!look.facet.empty()) {
        panels = takePanels(runs, members, figure);
        describePanels(members, panels, all, figure);
    }
    const Factors factors = Factors::of(members);
    for (std::size_t i = 0; i < members.size(); ++i) {
        figure.designs.push_back(designOf(*members[i]));
        figure.designs.back().panel = panels.empty() ? 0 : panels[i];
        figure.metric = members[i]->metric;
    }
    labelDesigns(runs, scope, figure);
    if (figure.isAgainstCost())
        separateSizes(members, factors, figure.designs);
    if (!by.empty())
        placeBy(members, factors, figure);
    if (isOfSize(by))
        separateWhatCostsTheSame(figure.designs);
    if (!look.colour.empty())
        colourBy(factors, figure);
    if (figure.hasMethodColours() && figure.isAgainstCost())
        nameVariants(members, figure);
    if (figure.designs.empty())
        figure.whyEmpty = all.empty() ? counts.whyNothing({"a score on {}", figure.split})
                                      : whyNoneIsPlaced(figure, static_cast<int>(all.size()));
    return figure;
}

}  // namespace adapterscope
