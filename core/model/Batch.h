// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/common/Encoding.h"
#include "core/model/Layout.h"

namespace adapterscope {

/// Texts one after the other, as a pass reads them.
struct Batch {
    at::Tensor ids, types, positions;  ///< int64 [tokens]
    Layout layout;
};

/// Its tensors are on the device.
Batch makeBatch(const std::vector<const Encoding*>& sequences, const at::Device& device);
Batch makeBatch(const std::vector<Encoding>& sequences, const at::Device& device);

}  // namespace adapterscope
