// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Fusion.h"

#include "core/common/Error.h"
#include "core/design/PartNames.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {
namespace {

constexpr double querySigma = 0.02;
constexpr double valueNoise = 1e-6;

at::Tensor drawnMatrix(int hidden, at::Generator& generator, const at::TensorOptions& options) {
    return roomForDraws({hidden, hidden}).normal_(0, 1, generator).mul_(querySigma).to(options);
}

/// The adapter of a finished run at one place. Its tensors are kept beside the fusion's, which would be of no use
/// without them.
std::unique_ptr<Adapter> trainedAdapter(Tuning& tuning, const std::string& id, int layer, Site site, const Base& base) {
    const auto& [design, tensors] = tuning.trainedRuns().at(id);
    const auto& settings = settingsOf<AdapterSettings>(design);
    auto unused = makeGenerator(0);  // every draw is replaced
    auto adapter =
        std::make_unique<Adapter>(settings, settings.sizeAt(layer), base.config().hidden, unused, base.options());
    for (const PartTensor& entry : adapter->tensors()) {
        const std::string name = adapterTensors(layer, site) + entry.name;
        const auto found = tensors.find(name);
        if (found == tensors.end() || found->second.sizes() != entry.tensor->sizes())
            throw Error("The trained tensors of the run {} do not fit its design: {} is {}.", id, name,
                        found == tensors.end() ? "missing" : "of another shape");
        entry.tensor->copy_(found->second);
        tuning.keep(fusedTensors(id) + name, *entry.tensor);
    }
    return adapter;
}

std::map<std::string, Design> designsOf(const FusionSettings& fusion, const TrainedRuns& trained) {
    std::map<std::string, Design> designs;
    for (const std::string& id : fusion.runs) {
        const auto run = trained.find(id);
        if (run == trained.end())
            throw Error("The run {} cannot be fused: its adapters were not given.", id);
        designs.emplace(id, run->second.design);
    }
    return designs;
}

}  // namespace

Fusion::Fusion(const FusionSettings& settings, const AdapterSettings& read,
               std::vector<std::unique_ptr<Adapter>> adapters, int hidden, at::Generator& generator,
               const at::TensorOptions& options)
    : m_regularization(settings.regularization), m_read(read), m_adapters(std::move(adapters)) {
    m_queryWeight = drawnMatrix(hidden, generator, options);
    m_keyWeight = drawnMatrix(hidden, generator, options);
    m_queryBias = at::zeros({hidden}, options);
    m_keyBias = at::zeros({hidden}, options);
    m_valueWeight = at::full({hidden, hidden}, valueNoise, options).fill_diagonal_(1);
}

at::Tensor Fusion::weights(const at::Tensor& x, const at::Tensor& branches, double dropout,
                           at::Generator* generator) const {
    // (Q x + b) (K a + c) without a product for each adapter: (Q x + b) K is the same for all of them.
    const auto query = at::linear(x, m_queryWeight, m_queryBias);
    auto scores =
        at::bmm(branches, at::mm(query, m_keyWeight).unsqueeze(2)).squeeze(2) + at::mv(query, m_keyBias).unsqueeze(1);
    if (generator)
        scores = adapterscope::dropout(scores, dropout, *generator);
    return at::softmax(scores, 1);
}

at::Tensor Fusion::apply(const SubLayer& at) const {
    const auto input = m_read.form == Form::Parallel    ? at.input.hidden
                       : m_read.originalLayerNormBefore ? at.norm(at.output + at.input.hidden)
                                                        : at.output;
    std::vector<at::Tensor> each;
    for (const auto& adapter : m_adapters)
        each.push_back(adapter->branch(input, at.input.layout, nullptr));
    const auto branches = at::stack(each, 1);
    const auto weighed = weights(input, branches, at.pass.attentionDropout, at.pass.generator);
    // The value matrix is applied once, to the weighted sum: it is linear and has no bias.
    const auto branch = at::linear(at::bmm(weighed.unsqueeze(1), branches).squeeze(1), m_valueWeight);
    if (at.pass.observer)
        at.pass.observer(at.layer, at.site, at.input.with(input), branch);
    return at.output + (at.strength == 1 ? branch : branch * at.strength);
}

std::vector<PartTensor> Fusion::tensors() {
    return {{"query.weight", &m_queryWeight},
            {"query.bias", &m_queryBias, TensorKind::Bias},
            {"key.weight", &m_keyWeight},
            {"key.bias", &m_keyBias, TensorKind::Bias},
            {"value.weight", &m_valueWeight}};
}

at::Tensor Fusion::penalty() const {
    if (m_regularization == 0)
        return {};
    return (m_valueWeight - at::eye(m_valueWeight.size(0), m_valueWeight.options())).square().sum() * m_regularization;
}

void addFusions(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    const auto& settings = settingsOf<FusionSettings>(part);
    const auto designs = designsOf(settings, tuning.trainedRuns());
    if (const auto faults = fusionFaults(settings, designs, base.config()); !faults.empty())
        throw Error(joined(faults, " "));
    if (designs.size() < 2)
        throw Error("A fusion combines the adapters of two or more runs.");
    const auto& read = settingsOf<AdapterSettings>(designs.begin()->second);
    for (int layer = 0; layer < base.config().layers; ++layer)
        for (const Site site : settings.sites) {
            if (!settings.layers.contains(layer))
                continue;
            std::vector<std::unique_ptr<Adapter>> adapters;
            for (const std::string& id : settings.runs)
                adapters.push_back(trainedAdapter(tuning, id, layer, site, base));
            tuning.add(layer, site, "fusion",
                       std::make_unique<Fusion>(settings, read, std::move(adapters), base.config().hidden, generator,
                                                base.options()),
                       fusionTensors(layer, site));
        }
}

}  // namespace adapterscope
