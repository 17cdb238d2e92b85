// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

#include "core/base/TensorFacts.h"
#include "core/common/Words.h"

namespace adapterscope {

/// A place in the forward pass where a design may act: a sub-layer of an encoder's layer; hidden state 0, below the
/// layers (layer -1); the pooler and the last hidden state, above them.
enum class Site { Attention, Ffn, Embeddings, Pooler, LastState };
std::string toText(Site site);               ///< "attention", "ffn", "embeddings", "pooler", "last-state"
Site siteFromText(const std::string& text);  ///< throws Error naming the text
Site siteOf(Role role);                      ///< where a tensor of the base acts

/// The sub-layers of a layer, bottom up. At the end of each a bottleneck adapter may sit.
inline constexpr std::array subLayers = {Site::Attention, Site::Ffn};
/// The same as designs name them.
const Words<Site>& subLayerWords();

/// What a distance from the base measures.
enum class Measured {
    Adapter,  ///< an adapter's branch, over its input
    Output,   ///< a sub-layer's output before its skip-add and LayerNorm, over what the base's own gives
    Result    ///< the same after them, or hidden state 0 or the last one
};
std::string toText(Measured measured);               ///< "adapter", "output", "result"
Measured measuredFromText(const std::string& text);  ///< throws Error naming the text

}  // namespace adapterscope
