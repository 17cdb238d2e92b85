// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Activation.h"
#include "core/model/Torch.h"

namespace adapterscope {

/// f(x), entry by entry: a base's feed-forward block and an adapter's bottleneck compute the same functions.
at::Tensor activate(Activation activation, const at::Tensor& x);

}  // namespace adapterscope
