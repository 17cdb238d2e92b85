// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Adapter.h"

#include <cmath>

#include "core/design/PartNames.h"
#include "core/model/Activation.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {
namespace {

constexpr double ownLayerNormEps = 1e-5;  // torch.nn.LayerNorm's, as AdapterHub's own LayerNorms have it

at::Tensor drawProjection(const AdapterSettings& s, bool up, at::IntArrayRef shape, at::Generator& generator,
                          const at::TensorOptions& options) {
    switch (s.init) {
        case Init::TruncatedNormal:
            return truncatedNormal(shape, s.sigma, generator, options);
        case Init::Normal:
            return roomForDraws(shape).normal_(0, 1, generator).mul_(s.sigma).to(options);
        case Init::Lora: {
            // Kaiming-uniform with a = sqrt(5) below (Hu et al. 2022, loralib), zeros above.
            const double bound = up ? 0 : 1 / std::sqrt(static_cast<double>(shape[1]));
            return roomForDraws(shape).uniform_(-1, 1, generator).mul_(bound).to(options);
        }
        case Init::Zero:
            return truncatedNormal(shape, up ? 0 : s.sigma, generator, options);
    }
    return {};
}

}  // namespace

at::Tensor Adapter::OwnNorm::apply(const at::Tensor& x) const {
    return weight.defined() ? at::layer_norm(x, {x.size(1)}, weight, bias, ownLayerNormEps) : x;
}

Adapter::Adapter(const AdapterSettings& settings, int m, int hidden, at::Generator& generator,
                 const at::TensorOptions& options)
    : m_settings(settings) {
    m_downWeight = drawProjection(settings, false, {m, hidden}, generator, options);
    m_upWeight = drawProjection(settings, true, {hidden, m}, generator, options);
    m_downBias = at::zeros({m}, options);
    m_upBias = at::zeros({hidden}, options);
    if (settings.scaleKind != Scale::Number)
        m_scale = at::full({settings.scaleKind == Scale::Learned ? 1 : hidden}, settings.scale, options);
    if (settings.gating)
        m_gate = Gate::drawn(hidden, generator, options);
    for (const auto& [isThere, norm] : {std::pair(hasNormBefore(settings.ownLayerNorm), &m_normBefore),
                                        {hasNormAfter(settings.ownLayerNorm), &m_normAfter}})
        if (isThere)
            *norm = {at::ones({hidden}, options), at::zeros({hidden}, options)};
}

at::Tensor Adapter::branch(const at::Tensor& input, const Layout& layout, at::Generator* generator) const {
    const auto x = m_normBefore.apply(input);
    auto out =
        at::linear(activate(m_settings.activation, at::linear(x, m_downWeight, m_downBias)), m_upWeight, m_upBias);
    if (m_scale.defined())
        out = out * m_scale;
    else if (m_settings.scale != 1)
        out = out * m_settings.scale;
    if (generator)
        out = dropout(out, m_settings.dropout, *generator);
    if (m_gate)
        out = out * m_gate.ofTokens(input, layout);
    return isAfterSkip(m_settings.ownLayerNorm) ? out : m_normAfter.apply(out);
}

/// What the skip connection carries past the adapter.
at::Tensor Adapter::carried(const SubLayer& at, const at::Tensor& input) const {
    switch (m_settings.residual) {
        case Residual::Output:
            return at.output;
        case Residual::Normed:
            return input;
        case Residual::Sum:
            break;
    }
    return at.output + at.input.hidden;
}

at::Tensor Adapter::apply(const SubLayer& at) const {
    const bool parallel = m_settings.form == Form::Parallel;
    const auto input = parallel                             ? at.input.hidden
                       : m_settings.originalLayerNormBefore ? at.norm(at.output + at.input.hidden)
                                                            : at.output;
    auto out = branch(input, at.input.layout, at.pass.generator);
    if (at.pass.observer)
        at.pass.observer(at.layer, at.site, at.input.with(input), out);
    const bool isPlain = m_settings.residual == Residual::Output && !isAfterSkip(m_settings.ownLayerNorm);
    if (isPlain && at.strength != 1)
        return at.output + at.strength * (hasSkip() ? out : out - at.output);
    if (hasSkip())
        out = out + carried(at, input);
    if (isAfterSkip(m_settings.ownLayerNorm))
        out = m_normAfter.apply(out);
    return at.strength == 1 ? out : at::lerp(at.output, out, at.strength);
}

at::Tensor Adapter::close(const SubLayer& at) const {
    if (m_settings.originalLayerNormAfter)
        return SubLayerPart::close(at);
    SubLayer whole = at;
    whole.strength = 1;
    const auto changed = apply(whole);
    return at.strength == 1 ? changed : at::lerp(at.norm(at.output + at.input.hidden), changed, at.strength);
}

std::vector<PartTensor> Adapter::tensors() {
    // The only one is called norm, whichever it is.
    const std::string firstNorm = "norm.", lastNorm = m_normBefore.weight.defined() ? "norm_after." : "norm.";
    std::vector<PartTensor> all{{"down.weight", &m_downWeight},
                                {"down.bias", &m_downBias, TensorKind::Bias},
                                {"up.weight", &m_upWeight},
                                {"up.bias", &m_upBias, TensorKind::Bias},
                                {"scale", &m_scale}};
    m_gate.addTo(all);
    // The rule of 2018 knows no LayerNorm within an adapter: its gain decays.
    all.push_back({firstNorm + "weight", &m_normBefore.weight});
    all.push_back({firstNorm + "bias", &m_normBefore.bias, TensorKind::Bias});
    all.push_back({lastNorm + "weight", &m_normAfter.weight});
    all.push_back({lastNorm + "bias", &m_normAfter.bias, TensorKind::Bias});
    std::erase_if(all, [](const PartTensor& entry) { return !entry.tensor->defined(); });
    return all;
}

void addAdapters(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    const auto& settings = settingsOf<AdapterSettings>(part);
    for (int layer = 0; layer < base.config().layers; ++layer) {
        const int m = settings.sizeAt(layer);
        for (const Site site : settings.sites)
            if (m > 0)
                tuning.add(layer, site, "adapters",
                           std::make_unique<Adapter>(settings, m, base.config().hidden, generator, base.options()),
                           adapterTensors(layer, site));
    }
}

}  // namespace adapterscope
