// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layout.h"

namespace adapterscope {

/// Mean of each sequence's rows: [tokens, d] -> [sequences, d]; differentiable.
at::Tensor meanOverTokens(const at::Tensor& hidden, const Layout& layout);
/// The same with only LibTorch's operations, on any device.
at::Tensor plainMeanOverTokens(const at::Tensor& hidden, const Layout& layout);

}  // namespace adapterscope
