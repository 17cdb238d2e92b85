// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Random.h"

#include <cmath>

namespace adapterscope {

at::Generator makeGenerator(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

at::Tensor roomForDraws(at::IntArrayRef shape, at::ScalarType type) {
    return at::empty(shape, at::TensorOptions(type).device(at::kCPU));
}

at::Tensor truncatedNormal(at::IntArrayRef shape, double sigma, at::Generator& generator,
                           const at::TensorOptions& options) {
    const double limit = std::erf(2 / std::sqrt(2.0));  // P(|z| < 2)
    auto draw = roomForDraws(shape).uniform_(-limit, limit, generator);
    draw = draw.erfinv_().mul_(std::sqrt(2.0)).clamp_(-2, 2);
    return draw.mul_(sigma).to(options);
}

at::Tensor dropoutFactors(const at::Tensor& x, double p, at::Generator& generator) {
    const auto draws = at::empty_like(x, x.options().device(at::kCPU));  // where the generator is
    return draws.bernoulli_(1 - p, generator).div_(1 - p).to(x.device());
}

at::Tensor dropout(const at::Tensor& x, double p, at::Generator& generator) {
    return p > 0 ? x * dropoutFactors(x, p, generator) : x;
}

}  // namespace adapterscope
