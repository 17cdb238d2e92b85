// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Lora.h"

#include <cmath>

#include "core/model/Blocks.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {
namespace {

at::Tensor normOfRows(const at::Tensor& weight) {
    return weight.norm(2, {1});
}

}  // namespace

Lora::Lora(const LoraSettings& settings, const at::Tensor& weight, bool isTable, at::Generator& generator,
           const at::TensorOptions& options)
    : m_isTable(isTable), m_scale(settings.scale()) {
    const std::int64_t out = weight.size(0), in = weight.size(1);
    const double bound = 1 / std::sqrt(static_cast<double>(in));
    if (isTable) {
        m_down = at::zeros({settings.rank, out}, options);
        m_up = roomForDraws({in, settings.rank}).normal_(0, 1, generator).to(options);
        return;
    }
    m_down = roomForDraws({settings.rank, in}).uniform_(-bound, bound, generator).to(options);
    m_up = at::zeros({out, settings.rank}, options);
    if (settings.dora)
        m_magnitude = normOfRows(weight);
    if (settings.gating)
        m_gate = Gate::drawn(in, generator, options);
}

at::Tensor Lora::apply(const Product& at) const {
    const auto inner = m_isTable ? at::embedding(m_down.t(), at.input) : at::linear(at.input, m_down);
    auto update = at::linear(inner, m_up) * m_scale;
    if (m_gate)
        update = update * m_gate.ofTokens(at.input, at.layout);
    if (m_magnitude.defined()) {
        const auto weight = tensorInEffect(at.pass, {at.role, at.layer, TensorKind::Matrix});
        const auto bias = tensorInEffect(at.pass, {at.role, at.layer, TensorKind::Bias});
        const auto ratio = m_magnitude / normOfRows(weight + m_up.mm(m_down) * m_scale).detach();
        update = (ratio - 1) * (at.output - bias) + ratio * update;
    }
    return at.output + (at.strength == 1 ? update : update * at.strength);
}

std::vector<PartTensor> Lora::tensors() {
    std::vector<PartTensor> all{
        {"lora_A.weight", &m_down}, {"lora_B.weight", &m_up}, {"magnitude", &m_magnitude, TensorKind::Gain}};
    std::erase_if(all, [](const PartTensor& entry) { return !entry.tensor->defined(); });
    m_gate.addTo(all);
    return all;
}

std::string Lora::beyondMatrix() const {
    return m_gate ? "LoRA's gates, which depend on the text" : "";
}

void addLora(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    const auto& settings = settingsOf<LoraSettings>(part);
    for (const TensorFact& fact : settings.products(base.config(), tuning.pooling()))
        tuning.add(
            fact.role, fact.layer, "lora",
            std::make_unique<Lora>(settings, base.tensor(fact.key()), isTable(fact.role), generator, base.options()),
            roleName(base.config(), fact.role, fact.layer) + ".");
}

}  // namespace adapterscope
