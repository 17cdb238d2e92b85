// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/experiment/comparison/IdentityCourse.h"
#include "core/experiment/project/Project.h"

namespace adapterscope {

/// How far training takes a design's adapters from the identity, or what else it changes from the base, at one step and
/// over all of them, ready to be drawn.
struct IdentityFigure {
    IdentityCourse course;
    std::string design;      ///< its text, and what else distinguishes it from the project's other designs
    std::string scope;       ///< "sentiment on builtin"
    Sentence whyUnfinished;  ///< if no run of the design has finished
    int chosen = -1;         ///< the seed that is emphasised; -1 = the mean of all
    std::int64_t step = 0;   ///< of the profile by layer

    bool empty() const { return course.seeds.empty(); }
    /// The emphasised seed's moments, or the mean's.
    const std::vector<IdentityMoment>& shown() const;
    /// Steps that can be shown, rising.
    std::vector<std::int64_t> steps() const;
    /// "mean of 3 seeds", "seed 0"
    std::string shownName() const;
};

/// The designs' texts, each with what else distinguishes it from the others.
std::vector<std::string> designTexts(const std::vector<AdapterDesign>& designs);
/// The figure of a design at its last step; reads the curves of its runs.
IdentityFigure identityFigure(const Project& project, const AdapterDesign& design, const std::string& text);

/// The figure of the measured design whose start is nearest the paper's (adapters with sigma = 1e-2 and the skip
/// connection; other methods come last), of several the best on dev (bestDesign); if none was measured, an empty one.
IdentityFigure bestIdentityFigure(const Project& project, std::vector<AdapterDesign> designs);

/// Null if that step was not measured.
const IdentityMoment* momentAt(const std::vector<IdentityMoment>& moments, std::int64_t step);

/// The moment's points at that site.
std::vector<IdentityPoint> atSite(const IdentityMoment& moment, Site site);

}  // namespace adapterscope
