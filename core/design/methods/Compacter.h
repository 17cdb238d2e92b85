// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "core/base/Activation.h"
#include "core/design/Site.h"

namespace adapterscope {

/// Bottleneck adapters whose projections are sums of n Kronecker products A_i x (s_i t_i): the A_i [n, n] are shared by
/// all, s_i [in/n, rank] and t_i [rank, out/n] belong to each (Karimi Mahabadi et al. 2021, sections 3 and 4).
struct CompacterSettings {
    int m = 24;
    std::set<Site> sites = {Site::Attention, Site::Ffn};
    Activation activation = Activation::Gelu;
    int n = 4;  ///< number of Kronecker products
    int rank = 1;
    bool originalLayerNormBefore = false;  ///< the layer's own LayerNorm also before the adapter, as in Compacter++
    bool operator==(const CompacterSettings&) const = default;
};

}  // namespace adapterscope
