// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Activation.h"

namespace adapterscope {

/// An invertible adapter over hidden state 0, halves a and b: a' = a + F(b), b' = b + G(a'), F and G bottlenecks
/// (Pfeiffer et al. 2020, MAD-X, section 4.2; the coupling is that of NICE, Dinh et al. 2015).
struct InvertibleSettings {
    int reduction = 2;  ///< the bottlenecks have d / (2 reduction) units
    Activation activation = Activation::Relu;
    bool operator==(const InvertibleSettings&) const = default;

    int size(int hidden) const { return hidden / 2 / reduction; }
};

}  // namespace adapterscope
