// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/common/Descriptor.h"
#include "core/model/Torch.h"

namespace adapterscope {

/// The memory of a contiguous tensor on the CPU, which files are read into and written from.
std::span<char> bytesOf(const at::Tensor& tensor);

/// A tensor on the CPU whose memory is the beginning of a file, which must be open for reading and writing and have as
/// many bytes; it may be closed afterwards. Undefined, with errno set, if the file cannot be mapped.
at::Tensor mappedTensor(const Descriptor& file, at::IntArrayRef shape, at::ScalarType type);

}  // namespace adapterscope
