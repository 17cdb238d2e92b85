// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Peanut.h"

#include <cmath>

#include "core/model/Activation.h"
#include "core/model/Blocks.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {

Peanut::Peanut(const PeanutSettings& settings, std::int64_t out, at::Generator& generator,
               const at::TensorOptions& options)
    : m_settings(settings) {
    const std::int64_t r = settings.rank;
    const auto draw = [&](std::int64_t rows, std::int64_t columns) {
        const double bound = 1 / std::sqrt(static_cast<double>(columns));
        return roomForDraws({rows, columns}).uniform_(-bound, bound, generator).to(options);
    };
    m_first = draw(r, out);
    for (int i = 0; i < settings.pairs; ++i) {
        auto encoder = draw(r, r);
        m_inner.emplace_back(std::move(encoder), draw(r, r));
    }
    m_last = at::zeros({out, r}, options);
}

at::Tensor Peanut::update(const at::Tensor& weight) const {
    auto inner = activate(m_settings.activation, at::linear(weight.t(), m_first));
    std::vector<at::Tensor> carried;
    for (const auto& [encoder, decoder] : m_inner) {
        carried.push_back(inner);
        inner = activate(m_settings.activation, at::linear(inner, encoder));
    }
    for (const auto& [encoder, decoder] : m_inner) {
        inner = activate(m_settings.activation, at::linear(inner, decoder)) + carried.back();
        carried.pop_back();
    }
    return at::linear(inner, m_last) * m_settings.scale;
}

at::Tensor Peanut::apply(const Product& at) const {
    const auto weight = tensorInEffect(at.pass, {at.role, at.layer, TensorKind::Matrix});
    const auto change = at.input.mm(update(weight));
    return at.output + (at.strength == 1 ? change : change * at.strength);
}

std::vector<PartTensor> Peanut::tensors() {
    std::vector<PartTensor> all{{"A", &m_first}};
    for (std::size_t i = 0; i < m_inner.size(); ++i) {
        all.push_back({"encoder." + std::to_string(i), &m_inner[i].first});
        all.push_back({"decoder." + std::to_string(i), &m_inner[i].second});
    }
    all.push_back({"B", &m_last});
    return all;
}

void addPeanuts(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    const auto& settings = settingsOf<PeanutSettings>(part);
    for (const TensorFact& fact : settings.products(base.config()))
        tuning.add(fact.role, fact.layer, "peanut",
                   std::make_unique<Peanut>(settings, fact.rows.size, generator, base.options()),
                   roleName(base.config(), fact.role, fact.layer) + ".peanut.");
}

}  // namespace adapterscope
