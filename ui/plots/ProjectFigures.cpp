// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ProjectFigures.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "core/data/Bases.h"

namespace adapterscope {

namespace {

ScopeFacts readFacts(const FigureScope& scope) {
    ScopeFacts facts;
    // What is gone from disk is left out of the figure; the runs' own numbers do not need it.
    try {
        const BaseConfig config = readBaseConfig(resolveBase(scope.base).folder);
        facts.baseParameters = config.parameters(scope.example.pooling == Pooling::Pooler);
    } catch (const std::exception&) {
        facts.baseParameters = 0;
    }
    try {
        const Task task = loadTask(scope.example.task);
        if (task.metric != "accuracy" || task.hash != scope.taskHash)
            return facts;
        if (!task.dev.empty())
            facts.majorityDev = task.majorityShare(task.dev);
        if (!task.test.empty())
            facts.majorityTest = task.majorityShare(task.test);
    } catch (const std::exception&) {
        facts.majorityDev.reset();
    }
    return facts;
}

}  // namespace

ScopeFacts scopeFacts(const FigureScope& scope) {
    static std::mutex mutex;
    static std::map<std::string, ScopeFacts> known;
    const std::scoped_lock lock(mutex);
    const auto found = known.find(scope.key());
    return found != known.end() ? found->second : known.emplace(scope.key(), readFacts(scope)).first->second;
}

ProjectFigures ProjectFigures::of(const std::vector<RunRecord>& runs) {
    ProjectFigures figures;
    figures.dev = compareRuns(runs, ScoredOn::Dev);
    figures.test = compareRuns(runs, ScoredOn::Test);
    for (const FigureScope& scope : scopesOf(runs)) {
        Scope entry{scope, budgetFigure(runs, figures.dev, scope, ScoredOn::Dev),
                    budgetFigure(runs, figures.test, scope, ScoredOn::Test)};
        const ScopeFacts facts = scopeFacts(scope);
        entry.dev.baseParameters = entry.test.baseParameters = facts.baseParameters;
        entry.dev.majority = facts.majorityDev;
        entry.test.majority = facts.majorityTest;
        figures.scopes.push_back(std::move(entry));
    }
    return figures;
}

const ProjectFigures::Scope* ProjectFigures::find(const std::string& key) const {
    const auto found =
        std::find_if(scopes.begin(), scopes.end(), [&](const Scope& scope) { return scope.scope.key() == key; });
    return found == scopes.end() ? nullptr : &*found;
}

}  // namespace adapterscope
