// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <vector>

#include "core/base/Activation.h"
#include "core/base/TensorFacts.h"
#include "core/design/LayerSpan.h"

namespace adapterscope {

/// Updates of products that a small network computes from their own frozen matrices W [out, in]:
/// dW^T = s g(f(W^T A^T)) B^T with A [r, out] and B [out, r], f the activation, and g a pair of r x r layers, encoder
/// and decoder, for each of `pairs`, with a skip connection around (Zhong et al. 2024, PEANuT, section 3).
struct PeanutSettings {
    int rank = 8;
    int pairs = 0;
    Activation activation = Activation::Relu;
    std::set<Role> targets = {Role::Query, Role::Value};
    double scale = 1;
    LayerSpan layers = {};
    bool operator==(const PeanutSettings&) const = default;

    std::vector<TensorFact> products(const BaseConfig& base) const;  ///< the matrices that are updated
};

}  // namespace adapterscope
