// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Tuning.h"

#include <algorithm>
#include <set>

#include "core/common/Error.h"
#include "core/design/Methods.h"
#include "core/design/PartNames.h"
#include "core/model/Random.h"

namespace adapterscope {
namespace {

constexpr double headSigma = 0.02;

/// The lowest layer whose output depends on a tensor of the base.
int layerOf(const TensorFact& fact, int layers) {
    return isEmbedding(fact.role) ? -1 : fact.role == Role::Pooler ? layers : fact.layer;
}

}  // namespace

Tuning::Tuning(const Design& design, const Base& base, int classes, Pooling pooling, std::uint64_t seed,
               TrainedRuns runs)
    : m_pooling(pooling), m_layers(base.config().layers), m_lowest(m_layers), m_trainedRuns(std::move(runs)) {
    auto generator = makeGenerator(seed);
    // The head is drawn first, so that designs that differ elsewhere start from the same head under the same seed.
    m_headWeight = truncatedNormal({classes, base.config().hidden}, headSigma, generator, base.options());
    m_headBias = at::zeros({classes}, base.options());
    for (const Part& part : design.parts) {
        if (const auto& trained = methodOf(part).trained)
            override(base, trained(part, base.config(), pooling));
        fill(part, base, generator);
        ++m_filled;
    }
    if (design.head) {
        add(headWeightName, "head", m_headWeight, TensorKind::Matrix, m_layers);
        add(headBiasName, "head", m_headBias, TensorKind::Bias, m_layers);
    }
    m_trainedRuns.clear();  // the parts have what they need
}

Tuning::Tuning(const Base& base) : m_layers(base.config().layers), m_lowest(-1) {
    std::vector<TrainedTensor> all;
    for (const TensorFact& fact : tensorFacts(base.config()))
        all.push_back({"encoder", fact});
    override(base, std::move(all));
}

void Tuning::fill(const Part& part, const Base& base, at::Generator& generator) {
    for (const auto& [settings, filler] : partFillers())
        if (settings == part.settings.type())
            filler(*this, part, base, generator);
    for (const Part& member : part.parts)
        fill(member, base, generator);
}

void Tuning::add(const std::string& name, const std::string& component, at::Tensor& tensor, TensorKind kind,
                 int layer) {
    tensor.set_requires_grad(true);
    m_parameters.push_back({name, component, tensor, kind, layer});
}

/// In the order of their names, in which the parameters of stored runs were summed.
void Tuning::override(const Base& base, std::vector<TrainedTensor> tensors) {
    std::map<std::string, TrainedTensor> byName;
    for (TrainedTensor& tensor : tensors)
        byName.emplace(tensorName(base.config(), tensor.fact), std::move(tensor));
    for (const auto& [name, trained] : byName) {
        auto& own = m_overrides[trained.fact.key()] = {base.tensor(trained.fact.key()).clone(), m_filled};
        const int layer = layerOf(trained.fact, m_layers);
        add(name, trained.component, own.tensor, trained.fact.kind, layer);
        m_lowest = std::min(m_lowest, layer);
    }
}

void Tuning::addShared(const std::string& name, const std::string& component, int lowest, int highest,
                       TunedPart& shared) {
    for (const auto& [own, tensor, kind] : shared.tensors())
        add(name + own, component, *tensor, kind, highest);
    shared.m_part = m_filled;
    m_parts[name] = &shared;
    m_lowest = std::min(m_lowest, lowest);
}

void Tuning::add(int layer, Site site, const std::string& component, std::unique_ptr<SubLayerPart> part,
                 const std::string& name) {
    addShared(name, component, layer, layer, *part);
    m_subLayerParts[{layer, site}] = std::move(part);
}

void Tuning::add(Role role, int layer, const std::string& component, std::unique_ptr<ProductPart> part,
                 const std::string& name) {
    const int place = role == Role::Pooler ? m_layers : layer;
    addShared(name, component, place, place, *part);
    m_productParts[{role, layer}].push_back(std::move(part));
}

void Tuning::add(int layer, const std::string& component, std::unique_ptr<PrefixPart> part, const std::string& name) {
    addShared(name, component, layer, layer, *part);
    m_prefixes[layer] = std::move(part);
}

void Tuning::add(const std::string& component, std::unique_ptr<PromptPart> part, const std::string& name) {
    addShared(name, component, -1, -1, *part);
    m_prompt = std::move(part);
}

void Tuning::add(const std::string& component, std::unique_ptr<StatePart> part, const std::string& name) {
    addShared(name, component, -1, -1, *part);
    m_onStates = std::move(part);
}

/// It reads hidden states from 0 on and takes effect above the layers.
void Tuning::add(const std::string& component, std::unique_ptr<SidePart> part, const std::string& name) {
    addShared(name, component, 0, m_layers, *part);
    m_side = std::move(part);
}

std::int64_t Tuning::trained() const {
    std::int64_t sum = 0;
    for (const auto& parameter : m_parameters)
        sum += parameter.tensor.numel();
    return sum;
}

std::int64_t Tuning::trainedBelow(int end) const {
    std::int64_t sum = 0;
    for (const auto& parameter : m_parameters)
        if (parameter.layer >= 0 && parameter.layer < end)
            sum += parameter.tensor.numel();
    return sum;
}

std::map<std::string, std::int64_t> Tuning::components() const {
    std::map<std::string, std::int64_t> sums;
    for (const auto& parameter : m_parameters)
        sums[parameter.component] += parameter.tensor.numel();
    return sums;
}

const Tuning::Override* Tuning::overridden(const TensorKey& key) const {
    const auto found = m_overrides.find(key);
    return found == m_overrides.end() ? nullptr : &found->second;
}

const SubLayerPart* Tuning::at(int layer, Site site) const {
    const auto found = m_subLayerParts.find({layer, site});
    return found == m_subLayerParts.end() ? nullptr : found->second.get();
}

const std::vector<std::unique_ptr<ProductPart>>& Tuning::at(Role role, int layer) const {
    static const std::vector<std::unique_ptr<ProductPart>> none;
    const auto found = m_productParts.find({role, layer});
    return found == m_productParts.end() ? none : found->second;
}

const PrefixPart* Tuning::prefix(int layer) const {
    const auto found = m_prefixes.find(layer);
    return found == m_prefixes.end() ? nullptr : found->second.get();
}

bool Tuning::hasAdapters() const {
    return !m_subLayerParts.empty();
}

bool Tuning::hasSkip() const {
    return std::all_of(m_subLayerParts.begin(), m_subLayerParts.end(),
                       [](const auto& entry) { return entry.second->hasSkip(); });
}

at::Tensor Tuning::penalty() const {
    at::Tensor sum;
    for (const auto& [prefix, part] : m_parts)
        if (const at::Tensor own = part->penalty(); own.defined())
            sum = sum.defined() ? sum + own : own;
    return sum;
}

/// Without their LayerNorms.
std::set<std::pair<int, Site>> Tuning::changedSites() const {
    std::set<std::pair<int, Site>> sites;
    const auto note = [&sites](Role role, int layer) {
        if (role != Role::Pooler && !isNorm(role))
            sites.emplace(layer, siteOf(role));
    };
    for (const auto& [key, own] : m_overrides)
        note(key.role, key.layer);
    for (const auto& [place, parts] : m_productParts)
        note(place.first, place.second);
    for (const auto& [layer, prefix] : m_prefixes)
        sites.emplace(layer, Site::Attention);
    if (m_prompt)  // every layer attends to it
        for (int layer = 0; layer < m_layers; ++layer)
            sites.emplace(layer, Site::Attention);
    if (m_onStates || m_firstPosition.position > 0 || (m_prompt && m_prompt->joinsWords()))
        sites.emplace(-1, Site::Embeddings);
    if (m_side)
        sites.emplace(m_layers, Site::LastState);
    return sites;
}

std::set<std::pair<int, Site>> Tuning::sitesOfTrainedNorms() const {
    std::set<std::pair<int, Site>> sites;
    for (const auto& [key, own] : m_overrides)
        if (isNorm(key.role))
            sites.emplace(key.layer, siteOf(key.role));
    return sites;
}

std::optional<Measured> Tuning::measuredAt(int layer, Site site) const {
    if (at(layer, site))
        return Measured::Adapter;
    const std::pair place(layer, site);
    const bool isChanged = changedSites().count(place) > 0, isNormTrained = sitesOfTrainedNorms().count(place) > 0;
    if (!isChanged && (!isNormTrained || hasAdapters()))
        return std::nullopt;
    const bool isState = site == Site::Embeddings || site == Site::LastState;
    return isNormTrained || isState ? Measured::Result : Measured::Output;
}

bool Tuning::isMeasuredBeyondAdapters() const {
    for (const auto& [layer, site] : changedSites())
        if (!at(layer, site))
            return true;
    return !hasAdapters() && !sitesOfTrainedNorms().empty();
}

NamedTensors Tuning::state() const {
    NamedTensors tensors;
    for (const auto& parameter : m_parameters)
        tensors[parameter.name] = parameter.tensor.detach().clone();
    return tensors;
}

NamedTensors Tuning::stored() const {
    const at::NoGradGuard guard;
    NamedTensors tensors = state();
    for (const auto& [prefix, part] : m_parts)
        if (const auto kept = part->stored()) {
            for (const PartTensor& trained : part->tensors())
                tensors.erase(prefix + trained.name);
            for (const auto& [name, tensor] : *kept)
                tensors[prefix + name] = tensor.detach().clone();
        }
    for (const auto& [name, tensor] : m_kept)
        tensors[name] = tensor.clone();
    return tensors;
}

void Tuning::load(const NamedTensors& state) {
    const at::NoGradGuard guard;
    const auto refuse = [](const std::string& name, const char* fault) {
        throw Error("The tuning does not fit this design: its tensor {} is {}.", name, fault);
    };
    std::set<std::string> names;
    for (const auto& parameter : m_parameters) {
        const auto found = state.find(parameter.name);
        if (found == state.end() || found->second.sizes() != parameter.tensor.sizes())
            refuse(parameter.name, found == state.end() ? "missing" : "of another shape");
        names.insert(parameter.name);
    }
    for (const auto& [name, tensor] : state) {
        const auto kept = m_kept.find(name);
        if (kept == m_kept.end() && !names.count(name))
            refuse(name, "one that the design does not train");
        if (kept != m_kept.end() && kept->second.sizes() != tensor.sizes())
            refuse(name, "of another shape");
    }
    for (auto& [name, tensor] : m_kept)
        if (const auto found = state.find(name); found != state.end())
            tensor.copy_(found->second);
    for (auto& parameter : m_parameters)
        parameter.tensor.copy_(state.at(parameter.name));
}

}  // namespace adapterscope
