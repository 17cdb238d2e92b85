// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layout.h"
#include "core/model/Mask.h"

namespace adapterscope {

struct AttentionForm {
    int heads;
    Mask mask = {};
    double dropout = 0;                  ///< of the probabilities
    at::Generator* generator = nullptr;  ///< null = no dropout

    bool drops() const { return dropout > 0 && generator; }
};

/// Scaled dot-product self-attention within each sequence, over true lengths (no padding).
/// qkv [tokens, 3d]: queries, keys and values side by side -> context [tokens, d]. Differentiable.
at::Tensor attention(const at::Tensor& qkv, const Layout& layout, const AttentionForm& form);
/// Attention of queries [tokens, d] over the keys and values of the same sequence, which may have more of these
/// than queries: the surplus comes first.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const Layout& queries,
                     const Layout& keys, const AttentionForm& form);
/// The same with only LibTorch's operations, on any device. Drops the same entries under the same generator.
at::Tensor plainAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const Layout& queries,
                          const Layout& keys, const AttentionForm& form);

}  // namespace adapterscope
