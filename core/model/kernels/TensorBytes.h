// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/model/Torch.h"

namespace adapterscope {

/// The memory of a contiguous tensor on the CPU, which files are read into and written from.
std::span<char> bytesOf(const at::Tensor& tensor);

}  // namespace adapterscope
