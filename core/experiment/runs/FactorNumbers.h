// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment/runs/Factors.h"

/// The values of factors as numbers, by which designs can be ordered and placed on an axis.
namespace adapterscope {

/// The text as a number; absent if it is not one (learned, 64@0-5+16@6-11).
std::optional<double> numberIn(const std::string& text);
/// Of the i-th of the runs; absent if its method lacks the factor, or the value is not a number (scale=learned).
std::optional<double> numberOf(const Factors& factors, std::size_t i, const std::string& factor);

/// Names of the factors that vary over several numbers.
std::vector<std::string> numericFactors(const Factors& factors);

/// Throws Error, which lists the numericFactors, unless one of the `runs` runs has a number for the factor.
void requireNumeric(const Factors& factors, std::size_t runs, const std::string& factor);

}  // namespace adapterscope
