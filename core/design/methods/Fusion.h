// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/design/Design.h"
#include "core/design/LayerSpan.h"
#include "core/design/Site.h"

namespace adapterscope {

/// Attention over the frozen adapters of finished runs, at every site of every chosen layer (Pfeiffer et al. 2021,
/// section 3): h + V sum over i of w_i a_i, w the softmax over i of (Q x + b_Q) (K a_i + b_K), where a_i is what
/// adapter i adds to h and x is what the adapters read.
struct FusionSettings {
    std::vector<std::string> runs;  ///< their ids in alphabetical order, each once
    std::set<Site> sites = {Site::Ffn};
    LayerSpan layers;
    double regularization = 0.01;  ///< of the loss: that many times the squares of V - I
    bool operator==(const FusionSettings&) const = default;
};

/// Ids of the runs whose adapters a design fuses, each once; none for most designs.
std::vector<std::string> fusedRuns(const Design& design);

/// Why the adapters of runs of these designs, by id, cannot be fused over this base.
std::vector<Sentence> fusionFaults(const FusionSettings& fusion, const std::map<std::string, Design>& runs,
                                   const BaseConfig& base);

}  // namespace adapterscope
