// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// One base and one task: what a figure can hold.
struct FigureScope {
    std::string base, baseHash;
    std::string task;  ///< its name in labels, unlike that of any other task
    std::string taskHash;
    int finished = 0;           ///< runs that are done
    RunSpec example;            ///< one of its runs
    std::string baseName = {};  ///< short, and unlike that of any other base
    std::string key() const { return baseHash + '/' + taskHash; }
};

/// The bases and tasks of these runs, those with most finished runs first.
std::vector<FigureScope> scopesOf(const std::vector<RunRecord>& runs);

}  // namespace adapterscope
