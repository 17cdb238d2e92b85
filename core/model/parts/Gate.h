// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Parts.h"

namespace adapterscope {

/// Decides from the text how much a part contributes: sigmoid(w x + b), averaged over the text's tokens (Mao et al.
/// 2022, UniPELT, section 3.2).
struct Gate {
    at::Tensor weight, bias;  // [1, width], [1]; undefined if there is none

    /// w is drawn from a truncated normal of sigma 0.02, b = 0.
    static Gate drawn(std::int64_t width, at::Generator& generator, const at::TensorOptions& options);
    explicit operator bool() const { return weight.defined(); }

    /// For each text, [sequences, 1]; x [tokens, width] is laid out as `layout` states.
    at::Tensor ofTexts(const at::Tensor& x, const Layout& layout) const;
    /// For each token, [tokens, 1]: that of its text.
    at::Tensor ofTokens(const at::Tensor& x, const Layout& layout) const;

    /// What is trained, for a part that has a gate or none.
    void addTo(std::vector<PartTensor>& tensors);
};

}  // namespace adapterscope
