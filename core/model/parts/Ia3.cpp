// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Ia3.h"

#include "core/design/methods/Ia3.h"
#include "core/model/Tuning.h"

namespace adapterscope {

Ia3::Ia3(bool onInput, std::int64_t size, const at::TensorOptions& options)
    : m_onInput(onInput), m_scale(at::ones({size}, options)) {}

at::Tensor Ia3::scaled(const at::Tensor& x, double strength) const {
    return x * (strength == 1 ? m_scale : 1 + strength * (m_scale - 1));
}

std::vector<PartTensor> Ia3::tensors() {
    return {{"", &m_scale, TensorKind::Gain}};
}

void addIa3(Tuning& tuning, const Part& part, const Base& base, at::Generator&) {
    for (const auto& place : settingsOf<Ia3Settings>(part).places(base.config()))
        tuning.add(place.product.role, place.product.layer, "ia3",
                   std::make_unique<Ia3>(place.onInput, place.extent().size, base.options()),
                   ia3Tensor(base.config(), place));
}

}  // namespace adapterscope
