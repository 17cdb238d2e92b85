// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/common/Sentence.h"
#include "core/design/Budget.h"

namespace adapterscope {

/// A design that fits a budget, with what it costs.
struct Fit {
    Design design;
    Budget budget;
};

/// What a design may cost at most.
struct BudgetLimit {
    std::int64_t number = 0;
    bool isOfBytes = false;  ///< of what is stored; else of trained parameters

    std::int64_t costOf(const Budget& budget) const { return isOfBytes ? budget.bytes : budget.trained; }
    std::string text() const;  ///< "60.0 kB", "20,000 trained parameters"
};

/// Trained parameters (`20000`, `20,000`, `20k`, `1.5M`), a share of the encoder (`2%`, its pooler only if the head
/// reads it) or the size of what is stored (`80 kB`, `1.5 MB`, `2 MiB`). Throws Error naming the text, including if it
/// seems to separate thousands by a point or decimals by a comma.
BudgetLimit budgetFromText(std::string_view text, const BaseConfig& base, Pooling pooling);

/// The designs that cost at most that, head included, closest first. For each method and each of its shapes (sites,
/// layers), the largest size that fits is taken, and none that validate() remarks on, such as m > d. `names` are NAMEs
/// of methods, or whole designs, for which only the size is searched; empty for every method. Of a union each part in
/// turn is given its largest size, the others as they are. Throws Error naming an unknown name, or a design that no
/// size makes valid for the base.
std::vector<Fit> fit(const BudgetLimit& limit, const BaseConfig& base, int classes, Pooling pooling,
                     const std::vector<std::string>& names = {});
/// The first of each method before all others, else in their order.
std::vector<Fit> withEachMethodFirst(std::vector<Fit> fits);
/// The design at the largest size with which it costs at most that, of a union the size of the part that comes closest;
/// absent if none does, or it has no size.
std::optional<Fit> largestFit(const Design& design, const BudgetLimit& limit, const BaseConfig& base, int classes,
                              Pooling pooling);
/// What to say if no size makes that design fit.
Sentence doesNotFit(const std::string& design, const BudgetLimit& limit);

}  // namespace adapterscope
