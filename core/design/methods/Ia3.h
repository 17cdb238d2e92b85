// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <vector>

#include "core/base/TensorFacts.h"

namespace adapterscope {

/// A vector that scales one stream of a layer entry by entry: what a product gives, or what the feed-forward block's
/// second product reads.
enum class ScaledStream { Query, Key, Value, Output, FfnIn, Ffn };

/// Learned vectors, all ones at the start, that scale keys, values and the inner activations of each layer (Liu et al.
/// 2022, section 3.3).
struct Ia3Settings {
    std::set<ScaledStream> targets = {ScaledStream::Key, ScaledStream::Value, ScaledStream::Ffn};
    bool operator==(const Ia3Settings&) const = default;

    struct Place {
        TensorFact product;
        bool onInput;  ///< scales what the product reads
        const Extent& extent() const { return onInput ? product.columns : product.rows; }
    };
    /// One for each vector, layer by layer.
    std::vector<Place> places(const BaseConfig& base) const;
};

}  // namespace adapterscope
