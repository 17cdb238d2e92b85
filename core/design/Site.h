// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace adapterscope {

/// A sub-layer of an encoder's layer, where a bottleneck adapter may sit, or hidden state 0, below the layers (layer
/// -1), where none does.
enum class Site { Attention, Ffn, Embeddings };
std::string toText(Site site);               ///< "attention", "ffn", "embeddings"
Site siteFromText(const std::string& text);  ///< throws Error naming the text

/// What a distance from the base is a distance of.
enum class Measured {
    Adapter,  ///< an adapter's branch, over its input
    Output,   ///< a sub-layer's output before its skip-add and LayerNorm, over what the base's own gives
    Result    ///< the same after them, or hidden state 0
};
std::string toText(Measured measured);               ///< "adapter", "output", "result"
Measured measuredFromText(const std::string& text);  ///< throws Error naming the text

}  // namespace adapterscope
