// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernels/TensorBytes.h"

#include <sys/mman.h>

namespace adapterscope {

std::span<char> bytesOf(const at::Tensor& tensor) {
    TORCH_INTERNAL_ASSERT(tensor.device().is_cpu() && tensor.is_contiguous());
    return {static_cast<char*>(tensor.data_ptr()), tensor.nbytes()};
}

at::Tensor mappedTensor(const Descriptor& file, at::IntArrayRef shape, at::ScalarType type) {
    const auto bytes = static_cast<std::size_t>(c10::multiply_integers(shape)) * at::elementSize(type);
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
    if (memory == MAP_FAILED)
        return {};
    const auto options = at::TensorOptions(type).device(at::kCPU);
    return at::from_blob(
        memory, shape, [bytes](void* mapped) { munmap(mapped, bytes); }, options);
}

}  // namespace adapterscope
