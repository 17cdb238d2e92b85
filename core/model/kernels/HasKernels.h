// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

namespace adapterscope {

/// Whether this folder's kernels run over a tensor: their loops read CPU memory in float32 and float64.
/// Elsewhere the plain version beside each takes its place.
inline bool hasKernels(const at::Tensor& tensor) {
    return tensor.device().is_cpu() && (tensor.scalar_type() == at::kFloat || tensor.scalar_type() == at::kDouble);
}

}  // namespace adapterscope
