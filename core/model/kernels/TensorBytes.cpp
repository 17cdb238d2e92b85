// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernels/TensorBytes.h"

namespace adapterscope {

std::span<char> bytesOf(const at::Tensor& tensor) {
    TORCH_INTERNAL_ASSERT(tensor.device().is_cpu() && tensor.is_contiguous());
    return {static_cast<char*>(tensor.data_ptr()), tensor.nbytes()};
}

}  // namespace adapterscope
