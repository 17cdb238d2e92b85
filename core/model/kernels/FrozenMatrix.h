// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/model/Torch.h"

namespace adapterscope {

/// Arithmetic of the frozen products; everything that is trained stays in the base's own type.
enum class Precision { F32, BF16 };

Precision precisionFromText(
    const std::string& text);  ///< "f32" or "bf16"; throws Error for others, or if the CPU lacks bfloat16

/// a W^T + b with only LibTorch's operations, on any device and in float64; b may be undefined. In bfloat16 both
/// operands are rounded and their products' sums are not, as oneDNN does it.
at::Tensor plainProduct(const at::Tensor& a, const at::Tensor& weight, const at::Tensor& bias, Precision precision);

/// A frozen weight [out, in] with its bias [out], the only place that knows how products with it are done: oneDNN over
/// layouts that are made once per precision, one for x W^T + b and one for g W; on devices other than the CPU and in
/// float64 (tests) plainProduct. Safe to use from several threads at once.
class FrozenMatrix {
public:
    FrozenMatrix(at::Tensor weight, at::Tensor bias);
    ~FrozenMatrix();
    FrozenMatrix(const FrozenMatrix&) = delete;
    FrozenMatrix& operator=(const FrozenMatrix&) = delete;

    /// x [n, in] -> x W^T + b [n, out]; differentiable in x, keeping nothing but this matrix, which must outlive the
    /// graph.
    at::Tensor linear(const at::Tensor& x, Precision precision) const;
    /// The same without b.
    at::Tensor product(const at::Tensor& x, Precision precision) const;
    const at::Tensor& weight() const;
    const at::Tensor& bias() const;

    struct Private;

private:
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
