// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "core/base/TensorFacts.h"

namespace adapterscope {

/// Which biases of the base are trained (Ben Zaken et al. 2022, sections 3 and 4).
struct BitFitSettings {
    std::set<Role> products = {};  ///< those of these products; empty for all, the LayerNorms' included
    bool operator==(const BitFitSettings&) const = default;
};

}  // namespace adapterscope
