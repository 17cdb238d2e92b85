// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/ProjectFigures.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/base/TensorFacts.h"
#include "core/experiment/figures/FigureOfScope.h"
#include "core/experiment/plan/KnownSources.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "core/task/TaskLoader.h"

namespace adapterscope {

namespace {

ScopeFacts read(const FigureScope& scope) {
    ScopeFacts facts;
    // What is gone from disk is left out of the figure; the runs' own numbers do not depend on it.
    try {
        const BaseConfig config = readBaseConfig(resolveBase(scope.base).folder);
        facts.baseParameters = encoderParameters(config, scope.example.pooling == Pooling::Pooler);
    } catch (const std::exception&) {
        facts.baseParameters = 0;
    }
    try {
        const Task task = loadTask(scope.example.task);
        if (task.hash != scope.taskHash)
            return facts;
        facts.majorityDev = task.majorityScore(task.dev);
        facts.majorityTest = task.majorityScore(task.test);
    } catch (const std::exception&) {
        facts.majorityDev.reset();
    }
    return facts;
}

struct Known {
    std::mutex mutex;
    std::map<std::string, ScopeFacts> facts;
};

Known& knownScopes() {
    static Known known;
    return known;
}

/// Adds what is known of the bases and tasks that the figure shows.
void addFacts(const std::map<std::string, ScopeFacts>& facts, const std::string& scope, bool isOfTest,
              BudgetFigure& figure) {
    const auto describe = [&](const std::string& key, auto& shown) {
        const ScopeFacts& known = facts.at(key);
        shown.baseParameters = known.baseParameters;
        shown.majority = isOfTest ? known.majorityTest : known.majorityDev;
    };
    describe(scope, figure);
    for (BudgetFigure::Panel& panel : figure.panels)
        describe(panel.scope, panel);
}

bool isWithheld(const RunSpec& spec) {
    KnownSources& known = KnownSources::ofUser();
    return !known.unknown(placesOfBase(spec.base)).empty() || !known.unknown(placesOfTask(spec.task)).empty();
}

}  // namespace

std::optional<ScopeFacts> knownFacts(const FigureScope& scope) {
    Known& known = knownScopes();
    const std::scoped_lock lock(known.mutex);
    if (const auto found = known.facts.find(scope.key()); found != known.facts.end())
        return found->second;
    return isWithheld(scope.example) ? std::optional(ScopeFacts{}) : std::nullopt;
}

ScopeFacts scopeFacts(const FigureScope& scope) {
    if (const auto facts = knownFacts(scope))
        return *facts;
    const ScopeFacts facts = read(scope);
    Known& known = knownScopes();
    const std::scoped_lock lock(known.mutex);
    return known.facts.insert_or_assign(scope.key(), facts).first->second;
}

ProjectFigures ProjectFigures::of(const std::vector<RunRecord>& runs, const std::string& bestOver,
                                  const std::string& by, const FigureLook& look, const RatesGiven* rates) {
    ProjectFigures figures;
    Comparisons compared = compareRunsOnBoth(runs, bestOver, rates);
    figures.dev = std::move(compared.dev);
    figures.test = std::move(compared.test);
    std::map<std::string, ScopeFacts> facts;
    for (const FigureScope& scope : scopesOf(runs)) {
        figures.scopes.push_back({scope, budgetFigure(runs, figures.dev, scope, ScoredOn::Dev, by, look),
                                  budgetFigure(runs, figures.test, scope, ScoredOn::Test, by, look)});
        facts[scope.key()] = knownFacts(scope).value_or(ScopeFacts{});
    }
    for (Scope& entry : figures.scopes) {
        addFacts(facts, entry.scope.key(), false, entry.dev);
        addFacts(facts, entry.scope.key(), true, entry.test);
    }
    return figures;
}

bool ProjectFigures::readFacts() const {
    bool any = false;
    for (const Scope& scope : scopes) {
        any = any || !knownFacts(scope.scope);
        scopeFacts(scope.scope);
    }
    return any;
}

const ProjectFigures::Scope* ProjectFigures::find(const std::string& key) const {
    const auto found =
        std::find_if(scopes.begin(), scopes.end(), [&](const Scope& scope) { return scope.scope.key() == key; });
    return found == scopes.end() ? nullptr : &*found;
}

}  // namespace adapterscope
