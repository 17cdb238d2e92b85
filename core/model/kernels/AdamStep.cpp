// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernels/AdamStep.h"

#include <cmath>

#include "core/model/kernels/HasKernels.h"

namespace adapterscope {
namespace {

template <typename Scalar>
void step(Scalar* p, const Scalar* g, Scalar* mean, Scalar* square, std::int64_t n, const AdamUpdate& u) {
    const auto b1 = static_cast<Scalar>(u.beta1), b2 = static_cast<Scalar>(u.beta2);
    const auto keep = static_cast<Scalar>(u.keep), rate = static_cast<Scalar>(u.rate);
    const auto rootScale = static_cast<Scalar>(u.rootScale), eps = static_cast<Scalar>(u.eps);
    for (std::int64_t i = 0; i < n; ++i) {
        mean[i] = b1 * mean[i] + (1 - b1) * g[i];
        square[i] = b2 * square[i] + (1 - b2) * g[i] * g[i];
        p[i] = keep * p[i] - rate * mean[i] / (std::sqrt(square[i]) * rootScale + eps);
    }
}

}  // namespace

void adamStep(const at::Tensor& parameter, const at::Tensor& gradient, const at::Tensor& mean, const at::Tensor& square,
              const AdamUpdate& update) {
    if (!hasKernels(parameter))
        return plainAdamStep(parameter, gradient, mean, square, update);
    const auto g = gradient.contiguous();
    AT_DISPATCH_FLOATING_TYPES(g.scalar_type(), "adamStep", [&] {
        step(parameter.data_ptr<scalar_t>(), g.data_ptr<scalar_t>(), mean.data_ptr<scalar_t>(),
             square.data_ptr<scalar_t>(), g.numel(), update);
    });
}

void plainAdamStep(const at::Tensor& parameter, const at::Tensor& gradient, const at::Tensor& mean,
                   const at::Tensor& square, const AdamUpdate& u) {
    const at::NoGradGuard guard;
    mean.mul_(u.beta1).add_(gradient, 1 - u.beta1);
    square.mul_(u.beta2).addcmul_(gradient, gradient, 1 - u.beta2);
    parameter.mul_(u.keep).addcdiv_(mean, square.sqrt().mul_(u.rootScale).add_(u.eps), -u.rate);
}

}  // namespace adapterscope
