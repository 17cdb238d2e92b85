// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Adapter.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/common/Quantity.h"
#include "core/design/methods/BottleneckKeys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

/// 2md + d + m (Houlsby et al. 2019, section 2.1), and what scale, LayerNorm and gate add.
std::vector<Summand> summandsOfAdapter(const AdapterSettings& adapter, std::int64_t m, std::int64_t d) {
    std::vector<Summand> summands{
        {"2md", fmt::format("2·{}·{}", m, d), 2 * m * d}, plainSummand("d", d), plainSummand("m", m)};
    if (adapter.scaleKind == Scale::Learned)
        summands.push_back(plainSummand("1", 1));
    if (adapter.scaleKind == Scale::Channel)
        summands.push_back(plainSummand("d", d));
    const std::int64_t norms =
        (hasNormBefore(adapter.ownLayerNorm) ? 1 : 0) + (hasNormAfter(adapter.ownLayerNorm) ? 1 : 0);
    if (norms > 0)
        summands.push_back({fmt::format("{}d", 2 * norms), fmt::format("{}·{}", 2 * norms, d), 2 * norms * d});
    if (adapter.gating)
        summands.push_back(gateSummand('d', d));
    return summands;
}

/// A term for each size of adapters, lower layers first.
std::vector<Term> addedTerms(const Part& part, const BaseConfig& base, Pooling) {
    const auto& adapter = settingsOf<AdapterSettings>(part);
    const std::int64_t sites = std::ssize(adapter.sites);
    std::vector<std::pair<int, std::int64_t>> adaptersOfSize;  // m, number
    for (int layer = 0; layer < base.layers; ++layer) {
        const int m = adapter.sizeAt(layer);
        if (m == 0)
            continue;
        const auto entry = std::find_if(adaptersOfSize.begin(), adaptersOfSize.end(),
                                        [m](const auto& size) { return size.first == m; });
        if (entry == adaptersOfSize.end())
            adaptersOfSize.emplace_back(m, sites);
        else
            entry->second += sites;
    }
    std::vector<Term> terms;
    for (const auto& [m, number] : adaptersOfSize)
        terms.push_back(
            termOf("adapters", counted(number, "adapter"), summandsOfAdapter(adapter, m, base.hidden), number));
    return terms;
}

/// Of the projections, 2md, and of a gate; a scale is merged into the up-projection.
std::int64_t multiplyAddsOfAdapters(const Part& part, const BaseConfig& base, Pooling) {
    const auto& adapter = settingsOf<AdapterSettings>(part);
    const std::int64_t sites = std::ssize(adapter.sites), d = base.hidden;
    std::int64_t sum = 0;
    for (int layer = 0; layer < base.layers; ++layer)
        if (const std::int64_t m = adapter.sizeAt(layer); m > 0)
            sum += sites * (2 * m * d + (adapter.gating ? d : 0));
    return sum;
}

std::vector<TrainedTensor> trainedBy(const Part& part, const BaseConfig& base, Pooling) {
    return settingsOf<AdapterSettings>(part).layerNorm ? layerNormTensors(base) : std::vector<TrainedTensor>();
}

/// Adapters at one site would each read the other's output: their order would matter, but nothing specifies it.
std::vector<std::string> placesOfAdapters(const Part& part, const BaseConfig& base) {
    const auto& adapter = settingsOf<AdapterSettings>(part);
    std::vector<std::string> places;
    for (int layer = 0; layer < base.layers; ++layer)
        if (adapter.sizeAt(layer) > 0)
            for (const Site site : adapter.sites)
                places.push_back(adapterPlace(layer, site));
    return places;
}

/// All sites, and each by itself, on all layers, the upper half and the upper quarter.
std::vector<Design> adapterShapes(const Design& defaults, const BaseConfig& base) {
    std::vector<Design> shapes;
    std::vector<std::set<Site>> choices = {std::set<Site>(subLayers.begin(), subLayers.end())};
    for (const Site site : subLayers)
        choices.push_back({site});
    std::set<int> firsts = {0, base.layers / 2, base.layers - (base.layers + 3) / 4};
    for (const int first : firsts) {
        std::vector<int> layers;
        for (int layer = first; layer < base.layers; ++layer)
            layers.push_back(layer);
        for (const std::set<Site>& sites : choices) {
            Design shape = defaults;
            auto& adapter = settingsOf<AdapterSettings>(shape);
            adapter.sites = sites;
            adapter.layers = first == 0 ? LayerSpan() : LayerSpan::of(layers);
            if (shape != defaults)
                shapes.push_back(std::move(shape));
        }
    }
    return shapes;
}

/// The row of a NAME whose keys end with `lastKey`.
MethodInfo adapterRow(const std::string& name, const std::string& title, const Look& look, const std::string& summary,
                      const AdapterSettings& defaults, const std::string& lastKey) {
    MethodInfo method;
    method.name = name;
    method.general = "adapter";
    method.title = title;
    method.look = look;
    method.summary = summary;
    // Houlsby et al. 2019 try 3e-5 to 3e-3, He et al. 2022 take 1e-4, Liu et al. 2022 3e-3.
    method.learningRate = 1e-3;
    method.defaults.parts = {{name, defaults}};
    for (auto& key : adapterKeys(name == "adapter")) {
        const bool last = key.name == lastKey;
        method.keys.push_back(std::move(key));
        if (last)
            break;
    }
    method.trained = trainedBy;
    method.added = addedTerms;
    method.multiplyAdds = multiplyAddsOfAdapters;
    method.components = {{"adapters", "Adapters", true}};
    method.places = placesOfAdapters;
    method.check = checkAdapters;
    method.bottleneck = bottleneckOfAdapters;
    method.sizeKey = "m";
    method.shapes = adapterShapes;
    return method;
}

void addAdapters(std::vector<Part>& parts, std::vector<AdapterSettings*>& all) {
    for (Part& part : parts) {
        if (auto* adapter = part.settings.getIf<AdapterSettings>())
            all.push_back(adapter);
        addAdapters(part.parts, all);
    }
}

}  // namespace

std::string adapterPlace(int layer, Site site) {
    return site == Site::Attention ? fmt::format("an adapter after the attention of layer {}", layer)
                                   : fmt::format("an adapter at the feed-forward block of layer {}", layer);
}

bool hasNormBefore(OwnLayerNorm norm) {
    return norm == OwnLayerNorm::Before || norm == OwnLayerNorm::Both || norm == OwnLayerNorm::BeforeAndAfterSkip;
}

bool hasNormAfter(OwnLayerNorm norm) {
    return norm == OwnLayerNorm::After || norm == OwnLayerNorm::Both || isAfterSkip(norm);
}

bool isAfterSkip(OwnLayerNorm norm) {
    return norm == OwnLayerNorm::AfterSkip || norm == OwnLayerNorm::BeforeAndAfterSkip;
}

OwnLayerNorm ownLayerNormOf(bool before, bool after, bool afterSkip) {
    if (!after)
        return before ? OwnLayerNorm::Before : OwnLayerNorm::None;
    if (afterSkip)
        return before ? OwnLayerNorm::BeforeAndAfterSkip : OwnLayerNorm::AfterSkip;
    return before ? OwnLayerNorm::Both : OwnLayerNorm::After;
}

std::vector<AdapterSettings*> adaptersOf(Design& design) {
    std::vector<AdapterSettings*> all;
    addAdapters(design.parts, all);
    return all;
}

int AdapterSettings::sizeAt(int layer) const {
    if (layer < drop || !layers.contains(layer))
        return 0;
    const auto entry = layerSizes.find(layer);
    return entry == layerSizes.end() ? m : entry->second;
}

// The rows hold designs, so this cannot be read from them.
Part::Part() : Part("houlsby", AdapterSettings{}) {}

MethodInfo houlsbyMethod() {
    return adapterRow(
        "houlsby", "Houlsby adapters", {"Houlsby adapters", Hue::Vermilion, Marker::Circle, Stroke::Solid},
        "Two bottleneck adapters a layer, after the attention's output projection and after the feed-forward block, "
        "trained with all LayerNorms and the head over a frozen base (Houlsby et al. 2019, section 2.1).",
        AdapterSettings{}, "dropout");
}

MethodInfo pfeifferMethod() {
    AdapterSettings settings;
    settings.m = 48;
    settings.sites = {Site::Ffn};
    settings.activation = Activation::Relu;
    settings.layerNorm = false;
    settings.originalLayerNormBefore = true;
    return adapterRow(
        "pfeiffer", "Pfeiffer adapters", {"pfeiffer", Hue::Sky, Marker::Circle, Stroke::Dash},
        "One adapter a layer, after the feed-forward block and the layer's own LayerNorm; about as accurate as "
        "Houlsby's at half the parameters (Pfeiffer et al. 2021, AdapterFusion, section 2.2).",
        settings, "original-layernorm");
}

MethodInfo parallelMethod() {
    AdapterSettings settings;
    settings.m = 256;
    settings.sites = {Site::Ffn};
    settings.form = Form::Parallel;
    settings.activation = Activation::Relu;
    settings.init = Init::Lora;
    settings.scale = 4;
    settings.layerNorm = false;
    return adapterRow("parallel", "Parallel adapters", {"parallel", Hue::Sky, Marker::Diamond, Stroke::Dot},
                      "One adapter a layer beside the feed-forward block: it reads the block's input and adds to its "
                      "output, scaled by 4 (He et al. 2022, section 4.6).",
                      settings, "dropout");
}

MethodInfo adapterMethod() {
    return adapterRow("adapter", "Adapter, every setting", {"adapter", Hue::Orange, Marker::Circle, Stroke::DashDot},
                      "A bottleneck adapter with every setting open, Houlsby's values to start from: m by layers, "
                      "LayerNorms, gating, dropped layers (Houlsby et al. 2019, sections 2.1 and 3.6).",
                      AdapterSettings{}, "layer-end");
}

}  // namespace adapterscope
