// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/comparison/EvaluatedRows.h"
#include "core/experiment/statistics/SeedsAndRows.h"

namespace adapterscope {

/// The paper's standard deviation of the projections at initialisation, up to which it found training robust (Houlsby
/// et al. 2019, section 3.6).
constexpr double paperSigma = 1e-2;
/// The sweep that shows where: designs as the command line takes them. At the highest rate of the paper's grid, since
/// at the default one a narrow base learns too little in three epochs to lose anything.
constexpr auto sigmaSweepDesign = "houlsby:m=16,sigma=0|1e-7|1e-5|1e-3|1e-2|3e-2|1e-1|3e-1|1,skip=on|off,lr=3e-3";
/// The text of a design that sigma affects over the sigmas of that sweep, and with and without the skip connection, in
/// its first part that has these keys; the text as it is if none has.
std::string overSigmas(Design design);

/// The runs of a design at one sigma, with its adapters' own skip connection or without.
struct SigmaPoint {
    double sigma = 0;
    bool skip = true;
    struct Seed {
        std::string run;  ///< id
        std::uint64_t seed = 0;
        Status status = Status::Waiting;
        std::optional<double> score;                 ///< primary metric on dev, of a finished run
        std::optional<double> distance;              ///< from the identity before training, mean over the adapters
        std::shared_ptr<const RowValues> rows = {};  ///< of the score
    };
    std::vector<Seed> seeds;
    Estimate score, distance;  ///< over the seeds that have one; n = 0 if none has
    int finished = 0, diverged = 0, unfinished = 0;

    /// Of the runs that finished or diverged; absent if there is none.
    std::optional<double> divergedShare() const;
};

/// One design over initialisation scales (Houlsby et al. 2019, section 3.6 and Fig. 6 right).
struct SigmaSweep {
    std::string key;  ///< the same for every sigma, skip and seed, different for everything else
    RunSpec spec;     ///< of its first run, with sigma and skip at their defaults
    std::string metric;
    std::vector<SigmaPoint> points;  ///< with the skip first, each by rising sigma
    int unmeasured = 0;              ///< runs that ended without a distance: trained before it was measured

    std::vector<double> sigmas() const;  ///< each once, rising
    int diverged() const;
    int unfinished() const;
};

/// Whether a design has adapters that sigma draws.
bool isDrawnBySigma(const Design& design);

/// The sweeps that these runs belong to, those with most sigmas first. Designs that sigma does not affect (no adapters,
/// or an initialisation without it) are left out. `starts` holds each run's point before training (Project::starts).
std::vector<SigmaSweep> sigmaSweeps(const std::vector<RunRecord>& runs,
                                    const std::map<std::string, CurvePoint>& starts);

}  // namespace adapterscope
