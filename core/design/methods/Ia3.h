// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <vector>

#include "core/base/TensorFacts.h"
#include "core/design/LayerSpan.h"

namespace adapterscope {

/// A stream of a layer that a vector scales entry by entry: what a product gives or reads.
enum class ScaledStream {
    Query,
    Key,
    Value,
    Context,  ///< what the attention's output product reads
    Output,   ///< what that product gives
    FfnIn,    ///< what the feed-forward block's first product gives
    Ffn,      ///< what its second product reads
    FfnOut    ///< what that product gives
};
std::set<ScaledStream> everyStream();

/// Learned vectors, all ones at the start, that scale keys, values and the inner activations of each layer (Liu et al.
/// 2022, section 3.3).
struct Ia3Settings {
    std::set<ScaledStream> targets = {ScaledStream::Key, ScaledStream::Value, ScaledStream::Ffn};
    LayerSpan layers = {};
    bool operator==(const Ia3Settings&) const = default;

    struct Place {
        ScaledStream stream;
        TensorFact product;
        bool onInput;  ///< scales what the product reads
        const Extent& extent() const { return onInput ? product.columns : product.rows; }
    };
    /// One for each vector, layer by layer.
    std::vector<Place> places(const BaseConfig& base) const;
};
/// The name of a vector in a tuning.
std::string ia3Tensor(const BaseConfig& base, const Ia3Settings::Place& place);

}  // namespace adapterscope
