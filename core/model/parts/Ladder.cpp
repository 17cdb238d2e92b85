// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Ladder.h"

#include <fmt/format.h>

#include "core/design/PartNames.h"
#include "core/model/Activation.h"
#include "core/model/Blocks.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {
namespace {

constexpr double temperature = 0.1;  // of the gates (Sung et al. 2022, section 3.2)

}  // namespace

at::Tensor Ladder::Trained::norm(const ForwardPass& pass, const at::Tensor& x) const {
    return at::layer_norm(x, {x.size(1)}, weight, bias, pass.base.config().layerNormEps);
}

at::Tensor Ladder::Layer::apply(const ForwardPass& pass, const at::Tensor& x, const Layout& layout) const {
    const auto each = queryKeyValue.linear(x).chunk(3, 1);
    const auto context = attend(pass, each[0], each[1], each[2], layout, layout);
    const auto attended = attentionNorm.norm(pass, drop(pass, attentionOut.linear(context)) + x);
    const auto inner = activate(pass.base.config().activation, ffnIn.linear(attended));
    return ffnNorm.norm(pass, drop(pass, ffnOut.linear(inner)) + attended);
}

Ladder::Ladder(const LadderSettings& settings, const BaseConfig& base, at::Generator& generator,
               const at::TensorOptions& options)
    : m_gates(at::zeros({base.layers}, options)) {
    const std::int64_t m = settings.m, d = base.hidden;
    const auto product = [&](std::int64_t in, std::int64_t out) -> Trained {
        return {truncatedNormal({out, in}, 0.02, generator, options), at::zeros({out}, options)};
    };
    const auto norm = [&]() -> Trained { return {at::ones({m}, options), at::zeros({m}, options)}; };
    for (int state = 0; state <= base.layers; ++state)
        m_down.push_back(product(d, m));
    for (int layer = 0; layer < base.layers; ++layer)
        m_layers.push_back({product(m, 3 * m), product(m, m), norm(), product(m, 4 * m), product(4 * m, m), norm()});
    m_up = product(m, d);
}

at::Tensor Ladder::apply(const ForwardPass& pass, const std::vector<Tokens>& states) const {
    const auto gates = at::sigmoid(m_gates / temperature);
    auto s = m_down[0].linear(states.at(0).hidden);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto gate = gates[static_cast<std::int64_t>(i)];
        const Tokens& state = states.at(i + 1);
        s = m_layers[i].apply(pass, gate * m_down[i + 1].linear(state.hidden) + (1 - gate) * s, state.layout);
    }
    return m_up.linear(s);
}

std::vector<PartTensor> Ladder::tensors() {
    std::vector<PartTensor> all;
    const auto add = [&](const std::string& name, Trained& own, TensorKind kind) {
        all.push_back({name + ".weight", &own.weight, kind});
        all.push_back({name + ".bias", &own.bias, TensorKind::Bias});
    };
    for (std::size_t i = 0; i < m_down.size(); ++i)
        add(fmt::format("down.{}", i), m_down[i], TensorKind::Matrix);
    all.push_back({"gates", &m_gates, TensorKind::Gain});
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const std::string name = fmt::format("layer.{}.", i);
        Layer& layer = m_layers[i];
        add(name + "query_key_value", layer.queryKeyValue, TensorKind::Matrix);
        add(name + "attention.output", layer.attentionOut, TensorKind::Matrix);
        add(name + "attention.norm", layer.attentionNorm, TensorKind::Gain);
        add(name + "ffn.in", layer.ffnIn, TensorKind::Matrix);
        add(name + "ffn.out", layer.ffnOut, TensorKind::Matrix);
        add(name + "ffn.norm", layer.ffnNorm, TensorKind::Gain);
    }
    add("up", m_up, TensorKind::Matrix);
    return all;
}

void addLadder(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    tuning.add("ladder",
               std::make_unique<Ladder>(settingsOf<LadderSettings>(part), base.config(), generator, base.options()),
               ladderTensors());
}

}  // namespace adapterscope
