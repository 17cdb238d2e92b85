// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/runs/Factors.h"

namespace adapterscope {

/// Where a run belongs if there are too many to tell apart one by one: in a colour, and in a dash if there are few.
struct CurveGroup {
    /// More of each repeat, and with more colours the dashes serve to tell colours apart.
    static constexpr std::size_t mostColours = 6, mostDashes = 4;
    std::string name;  ///< "m=8, lr 1e-2": what its runs have in common and other groups have not
    int colour = 0;    ///< by the design, or if there is one, by the first setting that varies
    int dash = -1;     ///< by the first setting that varies beside it; -1 = stands for nothing
};

/// The group of each of as many runs as `factors` were made of.
std::vector<CurveGroup> curveGroups(const Factors& factors, std::size_t runs);

}  // namespace adapterscope
