// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "core/design/Site.h"
#include "core/model/Base.h"
#include "core/model/Batch.h"
#include "core/model/Tokens.h"

namespace adapterscope {

class Tuning;

/// Sees each adapter at work: its input h and its branch a(h) - h [tokens, d].
using AdapterObserver = std::function<void(int layer, Site site, const Tokens& input, const at::Tensor& branch)>;

/// Sees what a tuning changes besides what its adapters do: what the pass makes of the text's own tokens at a site, and
/// what the base by itself makes of the same input there [tokens, d]. Hidden state 0 is at layer -1, the last one at L.
using ChangeObserver =
    std::function<void(int layer, Site site, Measured measured, const at::Tensor& now, const at::Tensor& before)>;

/// Where a tuning changes something: by which of the design's parts, in which layer (-1 for what is below the layers,
/// L for the pooler and the last hidden state above them), and at which of its sites. The head is at none.
struct TunedPlace {
    std::size_t part;
    int layer;
    Site site;
};
/// How much of the change there takes effect: 1 all, 0 nothing, as with only the base. What cannot be there in part
/// (a prompt's tokens, positions that start later) is there unless it is 0.
using Strength = std::function<double(const TunedPlace& place)>;

/// One pass over a batch: what is read, and how.
struct ForwardPass {
    const Base& base;
    const Tuning* tuning = nullptr;  ///< null = only the base
    const Batch& batch;
    Precision precision = Precision::F32;
    at::Generator* generator = nullptr;  ///< dropout's; null outside training
    double hiddenDropout = 0;
    double attentionDropout = 0;
    AdapterObserver observer = {};
    Strength strength = {};  ///< everywhere 1 if not set
    /// If set, every site that the tuning changes is computed once more with only the base.
    ChangeObserver changes = {};
};

/// The same pass with only the base.
inline ForwardPass withBaseAlone(const ForwardPass& pass) {
    return {.base = pass.base, .batch = pass.batch, .precision = pass.precision};
}

}  // namespace adapterscope
