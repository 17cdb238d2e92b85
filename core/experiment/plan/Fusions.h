// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/design/methods/Fusion.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/runs/FusedRun.h"

namespace adapterscope {

/// Throws one Error that names every run whose adapters a planned design is to fuse but cannot: it is not among the
/// project's (`known`), not done, on another base, without its tensors, or its adapters do not fit the fusion.
void requireFusable(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known);

/// A finished run of a project, as one that a fusion may name.
struct FinishedRun {
    std::string id;
    Design design;
    std::string label;  ///< what distinguishes it among all that are finished, with its seed
    std::optional<double> dev;
    Sentence fault = "";  ///< what keeps every fusion on the base from naming it; empty if nothing does
};

/// Those of the runs that are done, neither archived nor pilots: first those that a fusion at its default places can
/// name on the base of that name.
std::vector<FinishedRun> finishedRuns(const std::vector<RunRecord>& runs, const std::string& base,
                                      const BaseConfig& config);
/// Why the fusion cannot name that one of the finished runs, besides those that it names already; empty if it can.
Sentence fusionFault(const FusionSettings& fusion, const FinishedRun& run, const std::vector<FinishedRun>& finished,
                     const BaseConfig& config);

/// The runs whose adapters a design fuses, their tensors written into the folder that is then asked for. Throws Error
/// naming a run that is not there or has no tensors.
std::vector<FusedRun> extractFusedRuns(const Design& design, const Project& project,
                                       const std::function<std::filesystem::path()>& folder);

/// Copies the runs whose adapters a design fuses, with their tensors, into another project; `scratch` is a folder for
/// the files on their way. Throws Error naming a run that is not there or has no tensors.
void copyFusedRuns(const Design& design, const Project& from, Project& to, const std::filesystem::path& scratch);

}  // namespace adapterscope
