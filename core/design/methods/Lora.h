// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "core/base/BaseConfig.h"
#include "core/base/TensorFacts.h"
#include "core/design/LayerSpan.h"

namespace adapterscope {

/// Low-rank updates of products of the base: y = x W^T + b + s (x A^T) B^T with A [r, in] and B [out, r], B = 0 at the
/// start (Hu et al. 2022, section 4.1).
struct LoraSettings {
    int rank = 8;                                         ///< r
    std::optional<double> alpha = {};                     ///< r if not set
    std::set<Role> targets = {Role::Query, Role::Value};  ///< which products of each layer
    bool rankScaling = false;  ///< s = alpha / sqrt(r) (Kalajdzievski 2023) instead of alpha / r
    bool dora = false;         ///< trains each output's weight norm apart from its direction (Liu et al. 2024, DoRA)
    bool gating = false;       ///< sigmoid(Linear(in, 1)) of x, averaged over tokens, multiplies the update
    LayerSpan layers = {};
    bool operator==(const LoraSettings&) const = default;

    double alphaInEffect() const { return alpha.value_or(rank); }
    double scale() const;  ///< s
    /// The matrices that are updated: a pooler only if it is read.
    std::vector<TensorFact> products(const BaseConfig& base, Pooling pooling) const;
};

}  // namespace adapterscope
