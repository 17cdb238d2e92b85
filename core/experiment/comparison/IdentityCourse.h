// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"
#include "core/experiment/statistics/Statistics.h"

namespace adapterscope {

/// Every adapter's distance from the identity at one step of a training, and every other changed site's from the base.
struct IdentityMoment {
    std::int64_t step = 0;
    std::vector<IdentityPoint> adapters;  ///< by layer, then by site
};

/// How far a design's adapters move from the identity while they are trained (Houlsby et al. 2019, section 3.6), and
/// what else it changes from the base.
struct IdentityCourse {
    struct Seed {
        std::string run;  ///< id
        std::uint64_t seed = 0;
        Status status = Status::Waiting;
        std::vector<IdentityMoment> moments;  ///< by step
    };
    std::string key;  ///< groupId of the design's runs
    RunSpec spec;     ///< of its first run
    std::vector<Seed> seeds;
    std::vector<IdentityMoment> mean;  ///< over the seeds, at the steps that every one of them has reached
    std::vector<Site> sites;           ///< those that occur
    int layers = 0;                    ///< one more than the highest layer with a distance
    int unmeasured = 0;                ///< runs that ended without a distance: trained before it was measured
};

/// Mean over the points; absent if there is none, or if one of them is not a number.
std::optional<double> meanDistance(const std::vector<IdentityPoint>& points);
/// The same over the adapters among them.
std::optional<double> meanOfAdapters(std::vector<IdentityPoint> points);

/// The course of the runs of one design, given with their curves. Runs without a distance are left out.
IdentityCourse identityCourse(const std::vector<RunRecord>& runs);

/// One design that changes more than the head, under one setting on one base and task.
struct AdapterDesign {
    std::string key;                ///< groupId of its runs
    RunSpec spec;                   ///< of its first run
    std::vector<std::string> runs;  ///< ids
    Estimate score;                 ///< of the finished runs on dev; n = 0 if there is none
};
/// In the order in which they first appear.
std::vector<AdapterDesign> adapterDesigns(const std::vector<RunRecord>& runs);
/// The index of the one with the best mean on dev, the first if none has a score; -1 for an empty list.
int bestDesign(const std::vector<AdapterDesign>& designs);

/// Whether a design, which fits its base, has bottleneck adapters whose distance can be measured.
bool hasAdapters(const Design& design);
/// Whether it has a distance from the base at all: whether it changes more than the head.
bool isMeasured(const Design& design);

}  // namespace adapterscope
