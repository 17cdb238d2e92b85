// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/Torch.h"

namespace adapterscope {

/// A generator for each run, so that parallel runs never disturb each other's numbers.
at::Generator makeGenerator(std::uint64_t seed);

/// Room for random numbers: on the CPU, where generators are, and in float64 whatever a tensor's type, so that one seed
/// gives the same draws in each. `to` brings them where they are used.
at::Tensor roomForDraws(at::IntArrayRef shape, at::ScalarType type = at::kDouble);

/// N(0, sigma^2) truncated at 2 sigma (Houlsby et al. 2019, section 2.1); its standard deviation is 0.8796 sigma. Drawn
/// by inverting the distribution function, so that one seed gives the same directions at every sigma.
at::Tensor truncatedNormal(at::IntArrayRef shape, double sigma, at::Generator& generator,
                           const at::TensorOptions& options);

/// What x is multiplied by in dropout: each entry 0 with probability p, else 1 / (1 - p).
at::Tensor dropoutFactors(const at::Tensor& x, double p, at::Generator& generator);
/// x with each entry kept with probability 1 - p and scaled by 1 / (1 - p).
at::Tensor dropout(const at::Tensor& x, double p, at::Generator& generator);

}  // namespace adapterscope
