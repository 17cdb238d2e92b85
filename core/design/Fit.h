// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/design/Budget.h"

namespace adapterscope {

/// A design that fits a budget, with what it costs.
struct Fit {
    Design design;
    Budget budget;
};

/// `N` parameters or `P%` of the encoder (its pooler only if the head reads it). Throws Error naming the text.
std::int64_t budgetFromText(std::string_view text, const BaseConfig& base, Pooling pooling);

/// The designs with at most `budget` trained parameters, head included, closest first. Of each method, on each of its
/// shapes (sites, layers), the largest size that fits is taken, m no larger than d. `names` are NAMEs of methods, or
/// whole designs of which only the size is searched; empty for every method. Throws Error naming a name that is not
/// known, or a design that no size makes valid for the base.
std::vector<Fit> fit(std::int64_t budget, const BaseConfig& base, int classes, Pooling pooling,
                     const std::vector<std::string>& names = {});

}  // namespace adapterscope
