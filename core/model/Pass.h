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

/// How much of a tuning's changes takes effect: 1 all, 0 nothing, as with the base alone; by layer, -1 for what
/// is below the layers and L for what is above, except the head.
using Strength = std::function<double(int layer)>;

/// One pass over a batch: what is read, and how.
struct ForwardPass {
    const Base& base;
    const Tuning* tuning = nullptr;  ///< null = the base alone
    const Batch& batch;
    Precision precision = Precision::F32;
    at::Generator* generator = nullptr;  ///< dropout's; null outside training
    double hiddenDropout = 0;
    double attentionDropout = 0;
    AdapterObserver observer = {};
    Strength strength = {};  ///< everywhere 1 if not set
};

}  // namespace adapterscope
