// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Compacter.h"

#include <cmath>

#include "core/design/PartNames.h"
#include "core/model/Activation.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {

PhmRule::PhmRule(int n, at::Generator& generator, const at::TensorOptions& options)
    : m_matrices(roomForDraws({n, n, n}).normal_(0, 1e-4, generator).to(options)) {}

PhmProjection PhmProjection::drawn(std::int64_t in, std::int64_t out, const CompacterSettings& settings,
                                   at::Generator& generator, const at::TensorOptions& options) {
    const std::int64_t n = settings.n, r = settings.rank;
    const auto draw = [&](std::int64_t rows, std::int64_t columns) {
        const double bound = std::sqrt(6.0 / static_cast<double>(rows + columns));
        return roomForDraws({n, rows, columns}).uniform_(-bound, bound, generator).to(options);
    };
    auto left = draw(in / n, r);
    auto right = draw(r, out / n);
    return {std::move(left), std::move(right), at::zeros({out}, options)};
}

at::Tensor PhmProjection::apply(const at::Tensor& x, const PhmRule& rule) const {
    const std::int64_t n = left.size(0);
    // Entry (a, k), (c, p) of the sum over b of A_b (x) B_b.
    const auto weight = at::einsum("bac,bkp->akcp", {rule.matrices(), at::bmm(left, right)})
                            .reshape({n * left.size(1), n * right.size(2)});
    return at::addmm(bias, x, weight);
}

Compacter::Compacter(const CompacterSettings& settings, std::shared_ptr<const PhmRule> rule, int hidden,
                     at::Generator& generator, const at::TensorOptions& options)
    : m_settings(settings), m_rule(std::move(rule)) {
    m_down = PhmProjection::drawn(hidden, settings.m, settings, generator, options);
    m_up = PhmProjection::drawn(settings.m, hidden, settings, generator, options);
}

at::Tensor Compacter::apply(const SubLayer& at) const {
    const auto input = m_settings.originalLayerNormBefore ? at.norm(at.output + at.input.hidden) : at.output;
    const auto branch = m_up.apply(activate(m_settings.activation, m_down.apply(input, *m_rule)), *m_rule);
    if (at.pass.observer)
        at.pass.observer(at.layer, at.site, at.input.with(input), branch);
    return at.output + (at.strength == 1 ? branch : branch * at.strength);
}

std::vector<PartTensor> Compacter::tensors() {
    return {{"down.left", &m_down.left}, {"down.right", &m_down.right}, {"down.bias", &m_down.bias, TensorKind::Bias},
            {"up.left", &m_up.left},     {"up.right", &m_up.right},     {"up.bias", &m_up.bias, TensorKind::Bias}};
}

void addCompacters(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    const auto& settings = settingsOf<CompacterSettings>(part);
    const auto rule = std::make_shared<PhmRule>(settings.n, generator, base.options());
    tuning.addShared("shared_parameters.", "phm_rule", 0, base.config().layers - 1, *rule);
    for (int layer = 0; layer < base.config().layers; ++layer)
        for (const Site site : settings.sites)
            tuning.add(layer, site, "adapters",
                       std::make_unique<Compacter>(settings, rule, base.config().hidden, generator, base.options()),
                       adapterTensors(layer, site));
}

}  // namespace adapterscope
