// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Prefix.h"

#include <cmath>

#include "core/design/PartNames.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {

PrefixMlp::PrefixMlp(const PrefixSettings& settings, const BaseConfig& config, at::Generator& generator,
                     const at::TensorOptions& options) {
    const std::int64_t d = config.hidden, k = settings.hidden, out = 2 * d * config.layers;
    const auto uniform = [&](at::IntArrayRef shape, std::int64_t in) {
        const double bound = 1 / std::sqrt(static_cast<double>(in));
        return roomForDraws(shape).uniform_(-bound, bound, generator).to(options);
    };
    m_embedding = roomForDraws({settings.length, d}).normal_(0, 1, generator).to(options);
    m_hiddenWeight = uniform({k, d}, d);
    m_hiddenBias = uniform({k}, d);
    m_outputWeight = uniform({out, k}, k);
    m_outputBias = uniform({out}, k);
}

KeysValues PrefixMlp::of(int layer) const {
    const std::int64_t d = m_embedding.size(1);
    const auto inner = at::tanh(at::linear(m_embedding, m_hiddenWeight, m_hiddenBias));
    const auto both =
        at::linear(inner, m_outputWeight.narrow(0, 2 * d * layer, 2 * d), m_outputBias.narrow(0, 2 * d * layer, 2 * d))
            .chunk(2, 1);
    return {both[0], both[1]};
}

std::vector<PartTensor> PrefixMlp::tensors() {
    return {{"embedding", &m_embedding},
            {"hidden.weight", &m_hiddenWeight},
            {"hidden.bias", &m_hiddenBias, TensorKind::Bias},
            {"output.weight", &m_outputWeight},
            {"output.bias", &m_outputBias, TensorKind::Bias}};
}

Prefix::Prefix(const PrefixSettings& settings, int layer, std::shared_ptr<const PrefixMlp> mlp, int hidden,
               at::Generator& generator, const at::TensorOptions& options)
    : m_layer(layer), m_mlp(std::move(mlp)) {
    const auto draw = [&] { return roomForDraws({settings.length, hidden}).normal_(0, 1, generator).to(options); };
    if (!m_mlp) {
        m_keys = draw();
        m_values = draw();
    }
    if (settings.gating)
        m_gate = Gate::drawn(hidden, generator, options);
}

KeysValues Prefix::rows() const {
    return m_mlp ? m_mlp->of(m_layer) : KeysValues{m_keys, m_values};
}

KeysValues Prefix::before(const Tokens& x) const {
    const KeysValues own = rows();
    if (!m_gate)
        return own;
    const auto gate = m_gate.ofTexts(x.hidden, x.layout).unsqueeze(1);
    return {gate * own.keys, gate * own.values};
}

std::optional<NamedTensors> Prefix::stored() const {
    if (!m_mlp)
        return std::nullopt;
    const KeysValues own = rows();
    NamedTensors kept{{"keys", own.keys}, {"values", own.values}};
    if (m_gate) {
        kept["gate.weight"] = m_gate.weight;
        kept["gate.bias"] = m_gate.bias;
    }
    return kept;
}

std::vector<PartTensor> Prefix::tensors() {
    std::vector<PartTensor> all{{"keys", &m_keys}, {"values", &m_values}};
    std::erase_if(all, [](const PartTensor& entry) { return !entry.tensor->defined(); });
    m_gate.addTo(all);
    return all;
}

void addPrefixes(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    const auto& settings = settingsOf<PrefixSettings>(part);
    std::shared_ptr<PrefixMlp> mlp;
    if (settings.hidden > 0) {
        mlp = std::make_shared<PrefixMlp>(settings, base.config(), generator, base.options());
        tuning.addShared("prefix.", "prefix", 0, base.config().layers - 1, *mlp);
    }
    if (settings.shiftsPositions)
        tuning.shiftPositions(settings.length);
    for (int layer = 0; layer < base.config().layers; ++layer)
        tuning.add(layer, "prefix",
                   std::make_unique<Prefix>(settings, layer, mlp, base.config().hidden, generator, base.options()),
                   prefixTensors(layer));
}

}  // namespace adapterscope
