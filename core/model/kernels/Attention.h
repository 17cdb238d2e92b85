// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Batch.h"

namespace adapterscope {

/// Scaled dot-product self-attention within each sequence of a batch, over true lengths (no padding).
/// qkv [tokens, 3d]: queries, keys and values side by side -> context [tokens, d]. Differentiable. Dropout on the
/// probabilities if p > 0.
at::Tensor attention(const at::Tensor& qkv, const Batch& batch, int heads, double dropout, at::Generator* generator);

}  // namespace adapterscope
