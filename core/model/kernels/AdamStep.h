// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

namespace adapterscope {

/// One step of Adam (Kingma and Ba 2015, algorithm 1) with decoupled decay, as numbers.
struct AdamUpdate {
    double keep;       ///< factor of the parameter: 1 - rate x decay
    double rate;       ///< step size, bias correction of the mean included
    double rootScale;  ///< factor of the root of the second moment: its bias correction
    double eps;
    double beta1 = 0.9, beta2 = 0.999;
};

/// Moves a parameter and its two moments, all of one shape and contiguous.
void adamStep(const at::Tensor& parameter, const at::Tensor& gradient, const at::Tensor& mean, const at::Tensor& square,
              const AdamUpdate& update);
/// The same with only LibTorch's operations, on any device.
void plainAdamStep(const at::Tensor& parameter, const at::Tensor& gradient, const at::Tensor& mean,
                   const at::Tensor& square, const AdamUpdate& update);

}  // namespace adapterscope
