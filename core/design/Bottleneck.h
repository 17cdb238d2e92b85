// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/design/Site.h"

namespace adapterscope {

/// The bottleneck adapters of a part as the drawing of a layer shows them: where they are, and the steps inside one,
/// d -> m -> f -> d.
struct Bottleneck {
    std::string component;  ///< as Budget::Component names it
    std::set<Site> sites;
    std::vector<int> sizes;                            ///< m of each layer of the base; 0 of a layer without
    int m = 0;                                         ///< of the lowest layer that has one; the part's if none has
    bool isSizedByLayer = false;                       ///< some layers are given sizes of their own
    bool isBeside = false;                             ///< reads the sub-layer's input, or else its output
    bool hasSkip = true;                               ///< a skip connection of its own
    std::vector<std::string> before = {}, after = {};  ///< steps before the first projection and after the second
    std::string activation = {};
    std::string start = {};  ///< what the projections start from, in one sentence

    /// The layers that have one.
    std::vector<int> layers() const {
        std::vector<int> with;
        for (int layer = 0; layer < static_cast<int>(sizes.size()); ++layer)
            if (sizes[static_cast<std::size_t>(layer)] > 0)
                with.push_back(layer);
        return with;
    }
};

}  // namespace adapterscope
