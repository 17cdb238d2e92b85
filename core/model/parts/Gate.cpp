// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Gate.h"

#include "core/model/Random.h"
#include "core/model/kernels/MeanOverTokens.h"

namespace adapterscope {

Gate Gate::drawn(std::int64_t width, at::Generator& generator, const at::TensorOptions& options) {
    return {truncatedNormal({1, width}, 0.02, generator, options), at::zeros({1}, options)};
}

at::Tensor Gate::ofTexts(const at::Tensor& x, const Layout& layout) const {
    return meanOverTokens(at::sigmoid(at::linear(x, weight, bias)), layout);
}

at::Tensor Gate::ofTokens(const at::Tensor& x, const Layout& layout) const {
    return spreadOverTokens(ofTexts(x, layout), layout);
}

void Gate::addTo(std::vector<PartTensor>& tensors) {
    if (!*this)
        return;
    tensors.push_back({"gate.weight", &weight});
    tensors.push_back({"gate.bias", &bias, TensorKind::Bias});
}

}  // namespace adapterscope
