// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/design/Design.h"

namespace adapterscope {

/// One line of the sum that a budget is: a component in symbols and with its numbers put in (papers.md section 8).
struct FormulaLine {
    std::string component;  ///< as Budget::Component names it
    std::string title;      ///< "8 adapters", "9 LayerNorms", "head, 2 classes"
    std::string symbols;    ///< "2md + d + m"; of one adapter, one layer, one LayerNorm
    std::string numbers;    ///< "2·64·128 + 128 + 64": evaluates to `each`
    std::int64_t each = 0;
    std::int64_t times = 1;
    std::int64_t parameters() const { return each * times; }
};

/// The lines of count()'s components in its order; adapters of different sizes have a line for each size. The design
/// must be valid for the base.
std::vector<FormulaLine> formula(const Design& design, const BaseConfig& base, int classes, Pooling pooling);

}  // namespace adapterscope
