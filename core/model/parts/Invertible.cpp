// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Invertible.h"

#include "core/design/PartNames.h"
#include "core/model/Activation.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {

Invertible::Invertible(const InvertibleSettings& settings, int hidden, at::Generator& generator,
                       const at::TensorOptions& options)
    : m_activation(settings.activation) {
    const std::int64_t half = hidden / 2, m = settings.size(hidden);
    const auto draw = [&](at::IntArrayRef shape) {
        return roomForDraws(shape).normal_(0, 0.02, generator).to(options);
    };
    for (Network& network : m_networks) {
        network.downWeight = draw({m, half});
        network.downBias = at::zeros({m}, options);
        network.upWeight = draw({half, m});
        network.upBias = at::zeros({half}, options);
    }
}

at::Tensor Invertible::through(const Network& network, const at::Tensor& x) const {
    return at::linear(activate(m_activation, at::linear(x, network.downWeight, network.downBias)), network.upWeight,
                      network.upBias);
}

at::Tensor Invertible::apply(const at::Tensor& x) const {
    const auto halves = x.chunk(2, 1);
    const auto first = halves[0] + through(m_networks[0], halves[1]);
    return at::cat({first, halves[1] + through(m_networks[1], first)}, 1);
}

std::vector<PartTensor> Invertible::tensors() {
    std::vector<PartTensor> all;
    for (std::size_t i = 0; i < m_networks.size(); ++i) {
        const std::string name = i == 0 ? "F." : "G.";
        all.push_back({name + "down.weight", &m_networks[i].downWeight});
        all.push_back({name + "down.bias", &m_networks[i].downBias, TensorKind::Bias});
        all.push_back({name + "up.weight", &m_networks[i].upWeight});
        all.push_back({name + "up.bias", &m_networks[i].upBias, TensorKind::Bias});
    }
    return all;
}

void addInvertible(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    tuning.add("invertible",
               std::make_unique<Invertible>(settingsOf<InvertibleSettings>(part), base.config().hidden, generator,
                                            base.options()),
               invertibleTensors());
}

}  // namespace adapterscope
