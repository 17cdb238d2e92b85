// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/model/Tuning.h"

namespace adapterscope {

/// What a tuning has for which the base has no tensors, so that it cannot be merged into them: in the plural, as in
/// "bottleneck adapters"; empty if there is nothing.
std::string beyondBase(const BaseConfig& base, const Tuning& tuning);

/// By how much each tensor of the base changes, under its name, once the tuning is merged into it: the tensors that it
/// overrides, and matrices and biases into which its parts are folded (Hu et al. 2022, section 4.1), without the head.
/// To be computed in float64, since a product with the unit vectors gives each matrix. Throws Error naming what cannot
/// be merged.
NamedTensors mergingUpdate(const Base& base, const Tuning& tuning);

/// The tensors with an update added to them: `times` 1 merges it, -1 takes it out again.
NamedTensors withUpdate(NamedTensors tensors, const NamedTensors& update, double times = 1);

}  // namespace adapterscope
