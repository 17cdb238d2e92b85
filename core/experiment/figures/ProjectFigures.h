// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/experiment/figures/BudgetFigure.h"
#include "core/experiment/figures/FigureScope.h"

namespace adapterscope {

/// What a comparison needs from disk: the base's size, and the score of always predicting the commonest label. Absent
/// if the files no longer exist, or must not be read.
struct ScopeFacts {
    std::int64_t baseParameters = 0;
    std::optional<double> majorityDev, majorityTest;
};

/// Reads them once for each base and task, which may take a while. From any thread.
ScopeFacts scopeFacts(const FigureScope& scope);
/// What has been read already; empty facts if the person has not agreed to reading them
/// (core/experiment/plan/KnownSources.h).
std::optional<ScopeFacts> knownFacts(const FigureScope& scope);

/// All that the comparison of a project shows, computed off the interface's thread.
struct ProjectFigures {
    struct Scope {
        FigureScope scope;
        BudgetFigure dev, test;
    };
    std::vector<Scope> scopes;  ///< those with most finished runs first
    std::vector<ComparedDesign> dev, test;

    /// Without facts that have not been read yet; `bestOver` and `rates` as in compareRuns, `by` and `look` as in
    /// budgetFigure.
    static ProjectFigures of(const std::vector<RunRecord>& runs, const std::string& bestOver = {},
                             const std::string& by = {}, const FigureLook& look = {},
                             const RatesGiven* rates = nullptr);
    /// Reads what is missing; true if anything was.
    bool readFacts() const;
    const Scope* find(const std::string& key) const;
};

}  // namespace adapterscope
