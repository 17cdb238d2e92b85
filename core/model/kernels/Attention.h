// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layout.h"

namespace adapterscope {

/// Scaled dot-product self-attention within each sequence, over true lengths (no padding).
/// qkv [tokens, 3d]: queries, keys and values side by side -> context [tokens, d]. Differentiable. Dropout on the
/// probabilities where p > 0.
at::Tensor attention(const at::Tensor& qkv, const Layout& layout, int heads, double dropout, at::Generator* generator);

}  // namespace adapterscope
