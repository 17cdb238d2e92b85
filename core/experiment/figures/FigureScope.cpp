// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/FigureScope.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "core/experiment/runs/Factors.h"

namespace adapterscope {

namespace {

/// As labels of these runs do.
void nameScopes(std::vector<FigureScope>& scopes) {
    std::vector<const RunSpec*> examples;
    for (const FigureScope& scope : scopes)
        examples.push_back(&scope.example);
    const Factors factors(examples);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        scopes[i].task = factors.valueOf(i, "task");
        scopes[i].baseName = factors.valueOf(i, "base");
    }
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
    nameScopes(scopes);
    std::stable_sort(scopes.begin(), scopes.end(),
                     [](const auto& a, const auto& b) { return a.finished > b.finished; });
    return scopes;
}

}  // namespace adapterscope
