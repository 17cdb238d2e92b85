// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Lora.h"

#include <cmath>

#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {

Lora::Lora(const LoraSettings& settings, std::int64_t in, std::int64_t out, at::Generator& generator,
           const at::TensorOptions& options)
    : m_scale(settings.scale()) {
    const double bound = 1 / std::sqrt(static_cast<double>(in));
    m_down = roomForDraws({settings.rank, in}).uniform_(-bound, bound, generator).to(options);
    m_up = at::zeros({out, settings.rank}, options);
}

at::Tensor Lora::apply(const Product& at) const {
    return at.output + at::linear(at::linear(at.input, m_down), m_up) * (m_scale * at.strength);
}

std::vector<PartTensor> Lora::tensors() {
    return {{"lora_A.weight", &m_down}, {"lora_B.weight", &m_up}};
}

void addLora(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    const auto& settings = settingsOf<LoraSettings>(part);
    for (const TensorFact& fact : settings.products(base.config()))
        tuning.add(fact.role, fact.layer, "lora",
                   std::make_unique<Lora>(settings, fact.columns.size, fact.rows.size, generator, base.options()),
                   roleName(base.config(), fact.role, fact.layer) + ".");
}

}  // namespace adapterscope
