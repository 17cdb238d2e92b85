// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Tuning.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/Error.h"
#include "core/model/Random.h"

namespace adapterscope {
namespace {

constexpr double headSigma = 0.02;

bool startsWith(const std::string& text, const std::string& start) {
    return text.rfind(start, 0) == 0;
}

std::string adapterPrefix(int layer, Site site) {
    return layerPrefix(layer) + (site == Site::Attention ? "attention.output.adapter." : "output.adapter.");
}

std::string componentOf(const std::string& name) {
    return startsWith(name, "embeddings.") ? "embeddings" : startsWith(name, "pooler.") ? "pooler" : "encoder_layers";
}

template <typename... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace

Tuning::Tuning(const Design& design, const Base& base, int classes, Pooling pooling, std::uint64_t seed)
    : m_pooling(pooling) {
    const int layers = base.config().layers;
    m_adapters.resize(static_cast<std::size_t>(layers));
    m_lowest = layers;
    auto generator = makeGenerator(seed);
    // The head is drawn first, so that designs that differ elsewhere start from the same head under the same seed.
    m_headWeight = truncatedNormal({classes, base.config().hidden}, headSigma, generator, base.type());
    m_headBias = at::zeros({classes}, at::TensorOptions().dtype(base.type()));

    const auto overrideAll = [&](int lowest) {
        m_lowest = lowest;
        for (const auto& [name, shape] : encoderTensors(base.config())) {
            const auto component = componentOf(name);
            const bool above = component == "embeddings" ? lowest < 0
                               : component == "pooler"   ? pooling == Pooling::Pooler
                                                         : true;
            int layer = layers;
            if (component == "encoder_layers")
                layer = std::stoi(name.substr(std::string("encoder.layer.").size()));
            if (above && layer >= lowest)
                override(base, name, component);
        }
    };
    std::visit(Overloaded{[&](const AdapterSettings& s) {
                              if (s.layerNorm)
                                  overrideLayerNorms(base);
                              addAdapters(s, base, generator);
                          },
                          [&](const FullSettings&) { overrideAll(-1); },
                          [&](const TopSettings& s) { overrideAll(layers - s.k); },
                          [&](const LayerNormSettings&) { overrideLayerNorms(base); }, [&](const HeadSettings&) {}},
               design.settings);
    if (design.head) {
        add("classifier.weight", "head", m_headWeight);
        add("classifier.bias", "head", m_headBias);
    }
}

Tuning::Tuning(const Base& base) : m_adapters(static_cast<std::size_t>(base.config().layers)), m_lowest(-1) {
    for (const auto& [name, shape] : encoderTensors(base.config()))
        override(base, name, componentOf(name));
}

void Tuning::add(const std::string& name, const std::string& component, at::Tensor& tensor) {
    tensor.set_requires_grad(true);
    m_parameters.push_back({name, component, tensor});
}

void Tuning::override(const Base& base, const std::string& name, const std::string& component) {
    auto& tensor = m_overrides[name] = base.tensor(name).clone();
    add(name, component, tensor);
}

void Tuning::overrideLayerNorms(const Base& base) {
    m_lowest = -1;
    for (const auto& [name, shape] : encoderTensors(base.config()))
        if (name.find("LayerNorm.") != std::string::npos)
            override(base, name, "layer_norm");
}

void Tuning::addAdapters(const AdapterSettings& settings, const Base& base, at::Generator& generator) {
    for (int layer = 0; layer < base.config().layers; ++layer) {
        const int m = settings.sizeAt(layer);
        for (const auto site : {Site::Attention, Site::Ffn}) {
            if (m == 0 || !(site == Site::Attention ? settings.attention : settings.ffn))
                continue;
            auto& slot = m_adapters[static_cast<std::size_t>(layer)][static_cast<std::size_t>(site)];
            slot.emplace(settings, m, base.config().hidden, generator, base.type());
            for (auto& [name, tensor] : slot->tensors())
                add(adapterPrefix(layer, site) + name, "adapters", *tensor);
            m_lowest = std::min(m_lowest, layer);
        }
    }
}

std::int64_t Tuning::trained() const {
    std::int64_t sum = 0;
    for (const auto& parameter : m_parameters)
        sum += parameter.tensor.numel();
    return sum;
}

std::map<std::string, std::int64_t> Tuning::components() const {
    std::map<std::string, std::int64_t> sums;
    for (const auto& parameter : m_parameters)
        sums[parameter.component] += parameter.tensor.numel();
    return sums;
}

const at::Tensor* Tuning::overridden(const std::string& name) const {
    const auto found = m_overrides.find(name);
    return found == m_overrides.end() ? nullptr : &found->second;
}

const Adapter* Tuning::adapter(int layer, Site site) const {
    const auto& slot = m_adapters[static_cast<std::size_t>(layer)][static_cast<std::size_t>(site)];
    return slot ? &*slot : nullptr;
}

bool Tuning::hasAdapters() const {
    return std::any_of(m_adapters.begin(), m_adapters.end(), [](const auto& sites) { return sites[0] || sites[1]; });
}

bool Tuning::hasSkip() const {
    return std::all_of(m_adapters.begin(), m_adapters.end(), [](const auto& sites) {
        return std::all_of(sites.begin(), sites.end(), [](const auto& adapter) { return !adapter || adapter->skip(); });
    });
}

NamedTensors Tuning::state() const {
    NamedTensors tensors;
    for (const auto& parameter : m_parameters)
        tensors[parameter.name] = parameter.tensor.detach().clone();
    return tensors;
}

void Tuning::load(const NamedTensors& state) {
    const at::NoGradGuard guard;
    const auto refuse = [](const std::string& name, const char* fault) {
        throw Error(fmt::format("The tuning does not fit this design: its tensor {} is {}.", name, fault));
    };
    std::set<std::string> names;
    for (const auto& parameter : m_parameters) {
        const auto found = state.find(parameter.name);
        if (found == state.end() || found->second.sizes() != parameter.tensor.sizes())
            refuse(parameter.name, found == state.end() ? "missing" : "of another shape");
        names.insert(parameter.name);
    }
    for (const auto& [name, tensor] : state)
        if (!names.count(name))
            refuse(name, "one that the design does not train");
    for (auto& parameter : m_parameters)
        parameter.tensor.copy_(state.at(parameter.name));
}

}  // namespace adapterscope
