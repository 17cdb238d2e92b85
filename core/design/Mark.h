// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/design/Site.h"

namespace adapterscope {

/// A box that a method adds to the drawing of a layer.
struct Mark {
    enum class Place {
        Words,           ///< beside the embeddings
        States,          ///< beside their LayerNorm
        Attention,       ///< beside the attention
        AfterAttention,  ///< between it and its LayerNorm
        Ffn,
        AfterFfn,
        Layers,  ///< beside all layers, whose last state it replaces
        Pooler
    };
    Place place;
    std::string title;      ///< a word or two
    std::string sentence;   ///< what it does
    std::string component;  ///< as Budget::Component names it
};

inline Mark::Place placeBeside(Site subLayer) {
    return subLayer == Site::Ffn ? Mark::Place::Ffn : Mark::Place::Attention;
}
inline Mark::Place placeAfter(Site subLayer) {
    return subLayer == Site::Ffn ? Mark::Place::AfterFfn : Mark::Place::AfterAttention;
}

}  // namespace adapterscope
